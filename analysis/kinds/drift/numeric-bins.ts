import type { EqualBins } from "../../stats/bin-edges.ts";
import { edgesOf } from "../../stats/bin-edges.ts";
import { openHistogram } from "../../stats/histogram.ts";
import { ksStatistic } from "../../stats/ks-statistic.ts";
import { quantiles } from "../../stats/quantiles.ts";
import { wassersteinParts } from "../../stats/wasserstein.ts";
import { countsInBins, evidentlyBins, evidentlyHellingerBins } from "./conventions/evidently.ts";
import { nannymlBins, nannymlCounts } from "./conventions/nannyml.ts";
import { standardBuckets } from "./conventions/tfdv.ts";
import type { Family } from "./config.ts";
import type { Frame } from "./frame.ts";
import type { NumericBins } from "./result.ts";
import type { NumericSides, TwoCounts } from "./sides.ts";

export const summaryProbabilities = [0.1, 0.25, 0.5, 0.75, 0.9];
/** Bins that a result keeps for a chart or an explanation; a convention with more is scored but not opened. */
const mostBins = 64;
const figureBins = 24;

const plain = ({ reference, production }: TwoCounts): { reference: number[]; production: number[] } => ({
  reference: Array.from(reference),
  production: Array.from(production),
});
const equalSet = ({ from, to, bins }: EqualBins, counts: TwoCounts): NumericBins["figure"] =>
  bins > mostBins ? null : { from, to, ...plain(counts) };

/** The bins that Evidently uses; single values only while each is held by more rows than the privacy floor. */
function evidentlySet(sides: NumericSides, privacyFloor: number): NumericBins["evidently"] {
  const bins = evidentlyBins(sides);
  if (bins !== null) return equalSet(bins, countsInBins(sides, bins));
  const { values, reference, production } = sides.pair;
  const named = values.every((_, index) => (reference[index] ?? 0) + (production[index] ?? 0) >= privacyFloor);
  return named && values.length <= mostBins ? { values: [...values], ...plain({ reference, production }) } : null;
}

/** Both sides over the range of the bulk of their rows: 1 % to 99 %, at most one reference width beyond the reference. */
function figureSet(sides: NumericSides): NumericBins["figure"] {
  const [low = 0, high = 0] = quantiles(sides.reference, [0.01, 0.99]);
  const [lowNow = low, highNow = high] = quantiles(sides.production, [0.01, 0.99]);
  const width = high - low || Math.abs(low) || 1;
  const from = Math.max(Math.min(low, lowNow), low - width);
  const to = Math.min(Math.max(high, highNow), high + width);
  if (!Number.isFinite(width) || from === to) return null;
  const edges = edgesOf({ from, to, bins: figureBins });
  return {
    from,
    to,
    reference: [...openHistogram(sides.reference, edges)],
    production: [...openHistogram(sides.production, edges)],
  };
}

/** What a numeric column's scores open to and its chart is drawn from. `own` has missing values last. */
export function numericBinsOf(
  sides: NumericSides,
  own: TwoCounts & { readonly edges: readonly number[] },
  frame: Frame,
): NumericBins {
  const both = sides.production.values.length > 0;
  const asks = (family: Family): boolean => both && frame.config.conventions.includes(family);
  const withoutMissing = plain(own);
  return {
    type: "numeric",
    casefile: {
      edges: [...own.edges],
      reference: withoutMissing.reference.slice(0, -1),
      production: withoutMissing.production.slice(0, -1),
    },
    evidently: asks("evidently-0.7") ? evidentlySet(sides, frame.privacyFloor) : null,
    evidentlyHellinger: asks("evidently-0.7")
      ? equalSet(evidentlyHellingerBins(sides), countsInBins(sides, evidentlyHellingerBins(sides)))
      : null,
    nannyml: asks("nannyml-0.13") ? equalSet(nannymlBins(sides), nannymlCounts(sides)) : null,
    tfdv: asks("tfdv") ? tfdvSet(sides) : null,
    figure: figureSet(sides),
    ks: both ? ksPlace(sides) : null,
    wasserstein: both ? allFinite([...wassersteinParts(sides.pair, own.edges)]) : null,
    quantiles: {
      reference: [...quantiles(sides.reference, summaryProbabilities)],
      production: [...quantiles(sides.production, summaryProbabilities)],
    },
    mean: both ? bothSides(sides, "mean") : null,
    deviation: both ? bothSides(sides, "deviation") : null,
  };
}

/** Numbers near the largest double overflow; then there is nothing to open. */
const allFinite = <List extends readonly number[]>(numbers: List): List | null =>
  numbers.every(Number.isFinite) ? numbers : null;

const bothSides = ({ moments }: NumericSides, moment: "mean" | "deviation"): [number, number] | null =>
  allFinite([moments.reference[moment], moments.production[moment]]);

function tfdvSet(sides: NumericSides): NumericBins["tfdv"] {
  const [reference, production] = [standardBuckets(sides.reference), standardBuckets(sides.production)];
  return {
    reference: { ...reference, counts: [...reference.counts] },
    production: { ...production, counts: [...production.counts] },
  };
}

function ksPlace(sides: NumericSides): NumericBins["ks"] {
  const { at, reference, production } = ksStatistic(sides.pair);
  return { at, reference, production };
}
