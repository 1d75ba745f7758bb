import { intervalDifference } from "../../stats/interval-difference.ts";
import { newcombe } from "../../stats/newcombe.ts";
import { rateRatio } from "../../stats/rate-ratio.ts";
import { twoProportionP } from "../../stats/two-proportion.ts";
import type { FairnessConfig, Measure } from "./config.ts";
import type { CubeGroup } from "./cube.ts";
import { judgedMeasures } from "./judged.ts";
import { estimateOf, lessCounts, proportionOf, type Counts } from "./measures.ts";
import type { BySide } from "./parts.ts";
import type { Comparison } from "./result.ts";

interface Compared {
  readonly overall: BySide<Counts>;
  readonly config: FairnessConfig;
}

/** Each judged measure of a group against all other rows, now and by how it changed; not yet judged. */
export function compare(group: CubeGroup, { overall, config }: Compared): readonly Comparison[] {
  return judgedMeasures(config).map((measure) => ({
    ...{ measure, level: "low_n", known: false, since: null },
    ...againstRest(measure, group.counts.production, overall.production, config),
    change: changeOf(measure, group.counts, overall, config),
  }));
}

const enough = (measure: Measure, counts: readonly Counts[], { min_rows }: FairnessConfig): boolean =>
  counts.every((one) => proportionOf(measure, one).rows >= min_rows);

function againstRest(
  measure: Measure,
  own: Counts | null,
  all: Counts | null,
  config: FairnessConfig,
): Pick<Comparison, "rest" | "ratio"> {
  if (own === null || all === null) return { rest: null, ratio: null };
  const others = lessCounts(all, own);
  if (!enough(measure, [own, others], config)) return { rest: null, ratio: null };
  return { rest: differenceOf(measure, own, others), ratio: ratioToAll(measure, own, others) };
}

function differenceOf(measure: Measure, own: Counts, others: Counts): Comparison["rest"] {
  const [first, second] = [proportionOf(measure, own), proportionOf(measure, others)];
  if (measure !== "calibration_gap") {
    const found = newcombe(first, second);
    if (found === null) return null;
    const { difference: value, low, high } = found;
    return { value, low, high, p: twoProportionP(first, second), adjusted: null };
  }
  const [one, two] = [estimateOf(measure, own), estimateOf(measure, others)];
  return one && two && { ...intervalDifference(one, two), adjusted: null };
}

/**
 * The ratio to the rate of all rows, which hold the group itself: r = q / (wq + 1 − w) with q the ratio to the other rows and
 * w the group's share of the rows. It grows with q, so that the ends of q's interval become the ends of r's.
 */
function ratioToAll(measure: Measure, own: Counts, others: Counts): Comparison["ratio"] {
  if (measure !== "selection_rate") return null;
  const [first, second] = [proportionOf(measure, own), proportionOf(measure, others)];
  const { ratio, low, high } = rateRatio(first, second);
  if (typeof ratio !== "number") return null;
  const share = first.rows / (first.rows + second.rows);
  const toAll = (one: number): number => one / (share * one + 1 - share);
  return { value: toAll(ratio), low: toAll(low), high: high === null ? null : toAll(high) };
}

/** How the group changed from the reference, less how all other rows did. */
export function changeOf(
  measure: Measure,
  own: BySide<Counts>,
  all: BySide<Counts>,
  config: FairnessConfig,
): Comparison["change"] {
  if (!own.reference || !own.production || !all.reference || !all.production) return null;
  const others = {
    reference: lessCounts(all.reference, own.reference),
    production: lessCounts(all.production, own.production),
  };
  if (!enough(measure, [own.reference, own.production, others.reference, others.production], config)) return null;
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

function changed(measure: Measure, before: Counts, now: Counts) {
  const [first, second] = [estimateOf(measure, now), estimateOf(measure, before)];
  return first && second && intervalDifference(first, second);
}
