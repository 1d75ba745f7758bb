import { intervalDifference } from "../../stats/interval-difference.ts";
import { rateRatio } from "../../stats/rate-ratio.ts";
import type { Measure } from "./config.ts";
import { lessCounts, type Counts } from "./counts.ts";
import type { CubeGroup } from "./cube.ts";
import { judgedMeasures, type Judging } from "./judged.ts";
import { changed, differenceOf, materialOf, rowsOf } from "./measures.ts";
import type { BySide } from "./parts.ts";
import type { Comparison } from "./result.ts";

interface Compared {
  readonly overall: BySide<Counts>;
  readonly judging: Judging;
}

/** Each judged measure of a group against all other rows, now and by how it changed; not yet judged. */
export function compare(group: CubeGroup, { overall, judging }: Compared): readonly Comparison[] {
  return judgedMeasures(judging).map((measure) => ({
    ...{ measure, level: "low_n", known: false, since: null },
    ...againstRest(measure, group.counts.production, overall.production, judging),
    change: changeOf(measure, group.counts, overall, judging),
  }));
}

const enough = (measure: Measure, counts: readonly Counts[], { min_rows }: Judging): boolean =>
  counts.every((one) => rowsOf(measure, one) >= min_rows);

function againstRest(
  measure: Measure,
  own: Counts | null,
  all: Counts | null,
  judging: Judging,
): Pick<Comparison, "rest" | "ratio"> {
  if (own === null || all === null) return { rest: null, ratio: null };
  const others = lessCounts(all, own);
  if (!enough(measure, [own, others], judging)) return { rest: null, ratio: null };
  const rest = differenceOf(measure, own, others);
  return { rest: rest && { ...rest, adjusted: null }, ratio: ratioToAll(measure, own, others) };
}

/**
 * The ratio to the rate of all rows, which hold the group itself: r = q / (wq + 1 − w) with q the ratio to the other rows and
 * w the group's share of the rows. It grows with q, so that the ends of q's interval become the ends of r's.
 */
function ratioToAll(measure: Measure, own: Counts, others: Counts): Comparison["ratio"] {
  if (measure !== "selection_rate") return null;
  const [one, two] = [materialOf(measure, own), materialOf(measure, others)];
  if (one.of !== "rate" || two.of !== "rate") return null;
  const [first, second] = [one.proportion, two.proportion];
  const { ratio, low, high } = rateRatio(first, second);
  if (typeof ratio !== "number") return null;
  const share = first.rows / (first.rows + second.rows);
  const toAll = (value: number): number => value / (share * value + 1 - share);
  return { value: toAll(ratio), low: toAll(low), high: high === null ? null : toAll(high) };
}

/** How the group changed from the reference, less how all other rows did. */
export function changeOf(
  measure: Measure,
  own: BySide<Counts>,
  all: BySide<Counts>,
  judging: Judging,
): Comparison["change"] {
  if (!own.reference || !own.production || !all.reference || !all.production) return null;
  const others = {
    reference: lessCounts(all.reference, own.reference),
    production: lessCounts(all.production, own.production),
  };
  if (!enough(measure, [own.reference, own.production, others.reference, others.production], judging)) return null;
  const [ownChange, othersChange] = [
    changed(measure, own.reference, own.production),
    changed(measure, others.reference, others.production),
  ];
  if (ownChange === null || othersChange === null) return null;
  const change = intervalDifference(ownChange, othersChange);
  const { value, low, high } = ownChange;
  // Both have to differ from 0, so the larger p is that of the claim that one of them does not.
  return {
    ...change,
    p: Math.max(change.p, ownChange.p),
    adjusted: null,
    own: { value, low, high },
    others: othersChange.value,
  };
}
