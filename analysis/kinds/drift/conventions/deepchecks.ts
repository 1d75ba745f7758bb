import { cramersVOfEqualTotals } from "../../../stats/cramers-v.ts";
import { floorFill } from "../../../stats/fills.ts";
import { ksStatistic } from "../../../stats/ks-statistic.ts";
import type { Measure } from "../../../stats/measure.ts";
import { psi } from "../../../stats/psi.ts";
import { quantiles } from "../../../stats/quantiles.ts";
import { total } from "../../../stats/shares.ts";
import { firstAbove, firstNotBelow, pairCounts, type SortedCounts } from "../../../stats/sorted-counts.ts";
import { wasserstein } from "../../../stats/wasserstein.ts";
import type { NumericSides, TwoCounts } from "../sides.ts";

/** The rows of one side between its own 2.5 % and 97.5 % quantiles. */
function trimmed(sample: SortedCounts): SortedCounts {
  const [low = 0, high = 0] = quantiles(sample, [0.025, 0.975]);
  const [first, end] = [firstNotBelow(sample.values, low), firstAbove(sample.values, high)];
  return { values: sample.values.subarray(first, end), counts: sample.counts.subarray(first, end) };
}

/** Earth mover's distance after trimming, over the pooled range that is left. */
function earthMovers(sides: NumericSides): Measure {
  const [reference, production] = [trimmed(sides.reference), trimmed(sides.production)];
  if (reference.values.length === 0 || production.values.length === 0) return "too_few_rows";
  const pair = pairCounts(reference, production);
  const range = (pair.values[pair.values.length - 1] ?? 0) - (pair.values[0] ?? 0);
  return range === 0 ? 0 : wasserstein(pair) / range;
}

/** Scores of a numeric column as deepchecks defines them (metrics.md b.4). */
export const deepchecksNumeric = (sides: NumericSides): Record<string, Measure> => ({
  "deepchecks/ks": ksStatistic(sides.pair).statistic,
  "deepchecks/emd": earthMovers(sides),
});

/** Its categories: those under 1 % of the reference are pooled, and the pool stays only above 1 % of a side. */
function deepchecksCategories({ reference, production }: TwoCounts): {
  reference: number[];
  production: number[];
} {
  const [inReference, inProduction] = [total(reference), total(production)];
  const kept: { reference: number[]; production: number[] } = { reference: [], production: [] };
  let [rareReference, rareProduction] = [0, 0];
  for (let index = 0; index < reference.length; index++) {
    const [r, p] = [reference[index] ?? 0, production[index] ?? 0];
    if (r / inReference < 0.01) {
      rareReference += r;
      rareProduction += p;
    } else {
      kept.reference.push(r);
      kept.production.push(p);
    }
  }
  if (rareReference / inReference <= 0.01 && rareProduction / inProduction <= 0.01) return kept;
  return { reference: [...kept.reference, rareReference], production: [...kept.production, rareProduction] };
}

export function deepchecksCategorical(counts: TwoCounts): Record<string, Measure> {
  const { reference, production } = deepchecksCategories(counts);
  if (total(reference) === 0 || total(production) === 0)
    return { "deepchecks/psi": "too_many_values", "deepchecks/cramers_v": "too_many_values" };
  return {
    "deepchecks/psi": psi(floorFill(reference), floorFill(production)),
    "deepchecks/cramers_v": cramersVOfEqualTotals(reference, production),
  };
}
