import { total } from "../../stats/shares.ts";
import { firstNotBelow, type SortedCounts } from "../../stats/sorted-counts.ts";
import { untimed } from "../window-keys.ts";
import type { LabelledWindow } from "./score-measures.ts";
import type { DecisionRow } from "./sql/decision-counts.ts";

/** What `decisionCounts` gives where scores from the threshold on are called positive: windows by their name, rows without one last. */
export function thresholdCounts(
  windows: ReadonlyMap<number, LabelledWindow>,
  threshold: number,
  nameOf: (minute: number) => string,
): readonly DecisionRow[] {
  const rows = [...windows].map(([minute, window]) => rowOf(minute, window, { threshold, nameOf }));
  return rows.sort((a, b) => (a.day === null ? 1 : b.day === null ? -1 : a.day < b.day ? -1 : 1));
}

function rowOf(
  minute: number,
  { positive, negative, unlabelled }: LabelledWindow,
  { threshold, nameOf }: { readonly threshold: number; readonly nameOf: (minute: number) => string },
): DecisionRow {
  const [fn, tp] = passedAndCalled(positive.scores, threshold);
  const [tn, fp] = passedAndCalled(negative.scores, threshold);
  const [passed, called] = passedAndCalled(unlabelled.scores, threshold);
  return {
    ...(minute === untimed ? { day: null, minute: null } : { day: nameOf(minute), minute }),
    rows: positive.rows + negative.rows + unlabelled.rows,
    labelled: positive.rows + negative.rows,
    positives: positive.rows,
    scored: tp + fp + fn + tn,
    ...{ tp, fp, fn, tn },
    ...{ called: tp + fp + called, passed: fn + tn + passed },
  };
}

function passedAndCalled(
  { values, counts }: SortedCounts,
  threshold: number,
): readonly [passed: number, called: number] {
  const first = firstNotBelow(values, threshold);
  return [total(counts.subarray(0, first)), total(counts.subarray(first))];
}
