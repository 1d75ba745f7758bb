import { cramersVOfEqualTotals } from "../../../stats/cramers-v.ts";
import { floorFill } from "../../../stats/fills.ts";
import { ksStatistic } from "../../../stats/ks-statistic.ts";
import type { Measure } from "../../../stats/measure.ts";
import { psi } from "../../../stats/psi.ts";
import { quantiles } from "../../../stats/quantiles.ts";
import { total } from "../../../stats/shares.ts";
import type { SortedCounts } from "../../../stats/sorted-counts.ts";
import { trimmedWasserstein, type Kept } from "../../../stats/trimmed-wasserstein.ts";
import type { NumericSides, TwoCounts } from "../sides.ts";

/** One side between its own 2.5 % and 97.5 % quantiles. */
function bulk(sample: SortedCounts): Kept {
  const [low = 0, high = 0] = quantiles(sample, [0.025, 0.975]);
  return [low, high];
}

/** Earth mover's distance after trimming, over the pooled range that is left. */
const earthMovers = ({ pair, reference, production }: NumericSides): Measure =>
  trimmedWasserstein(pair, bulk(reference), bulk(production)) ?? "too_few_rows";

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
