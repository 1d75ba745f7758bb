import { andersonDarling } from "../anderson-darling.ts";
import { benjaminiHochberg } from "../benjamini-hochberg.ts";
import { doane, edgesOf, sturges, type EqualBins } from "../bin-edges.ts";
import { percentileInterval } from "../bootstrap-counts.ts";
import { brier } from "../brier.ts";
import { equalCountBins, equalWidthBins, type CalibrationBin } from "../calibration-bins.ts";
import { calibrationErrors, foldedNormalMean } from "../calibration-error.ts";
import { chiSquareContingency, chiSquareGoodnessOfFit } from "../chi-square.ts";
import { balancedAccuracy, confusionRatios, f1, mcc, type Confusion, type Ratio } from "../confusion.ts";
import { cramerVonMises } from "../cramer-von-mises.ts";
import { eceCells, eceOf } from "../ece-bootstrap.ts";
import { energyDistance } from "../energy-distance.ts";
import { eppsSingleton } from "../epps-singleton.ts";
import { halfCount } from "../fills.ts";
import { hellinger } from "../hellinger.ts";
import { histogram, openHistogram } from "../histogram.ts";
import { isotonic } from "../isotonic.ts";
import { jensenShannonDistance, jensenShannonDivergence } from "../jensen-shannon.ts";
import { klDivergence, klTerm } from "../kl-divergence.ts";
import { kolmogorovTail } from "../kolmogorov.ts";
import { ksP } from "../ks-p.ts";
import { ksStatistic } from "../ks-statistic.ts";
import { lInfinity } from "../l-infinity.ts";
import type { LabelledScores } from "../labelled-scores.ts";
import { logisticCalibration, recalibrated } from "../logistic-calibration.ts";
import { mannWhitneyP } from "../mann-whitney.ts";
import { moments } from "../moments.ts";
import { averages, classCounts, classF1, type ClassTable } from "../multiclass.ts";
import { newcombe, type Proportion } from "../newcombe.ts";
import { outsideRangeP } from "../outside-range.ts";
import { pelzGood } from "../pelz-good.ts";
import { meanWithError, probabilityLosses } from "../probability-loss.ts";
import { psi, psiTerm } from "../psi.ts";
import { quantiles } from "../quantiles.ts";
import { nextUp } from "../reference-bins.ts";
import { regressionErrors } from "../regression-errors.ts";
import { averagePrecision, delongError, rankSums, rocAuc } from "../roc-auc.ts";
import { roundHalfEven } from "../round-half-even.ts";
import { sampledQuantile } from "../sampled-quantile.ts";
import { shares, total } from "../shares.ts";
import { pairCounts, type PairedCounts, type SortedCounts } from "../sorted-counts.ts";
import { spiegelhalter } from "../spiegelhalter.ts";
import { tTestP } from "../t-test.ts";
import { chiSquareTail, normalTail, studentTwoSided } from "../tails.ts";
import { totalVariation } from "../total-variation.ts";
import { twoProportionP } from "../two-proportion.ts";
import { wasserstein } from "../wasserstein.ts";
import { wilson } from "../wilson.ts";
import { errorSumsOf } from "./error-sums-of.ts";

/** Two samples of numbers as the fixtures hold them, ready for the formulas. */
export interface TwoSamples {
  readonly reference: SortedCounts;
  readonly production: SortedCounts;
  readonly probabilities: readonly number[];
}
interface Tables {
  readonly reference: readonly number[];
  readonly production: readonly number[];
}
interface Numbers {
  readonly numbers: readonly number[];
  readonly probabilities: readonly number[];
}
type Of<Input> = Readonly<Record<string, (input: Input) => unknown>>;
/** Each takes an input of its own shape, as its fixture has it. */
type Functions = Of<never>;

const pairOf = ({ reference, production }: TwoSamples): PairedCounts => pairCounts(reference, production);
const statisticAndP = (test: string | { readonly statistic: number; readonly p: unknown }): unknown =>
  typeof test === "string" ? test : [test.statistic, test.p];
const binsOf = ({ from, to, bins }: EqualBins): readonly number[] => [from, to, bins];

const ofSamples: Of<TwoSamples> = {
  ksStatistic: (two) => ksStatistic(pairOf(two)).statistic,
  "ksP of the sample": (two) =>
    ksP(ksStatistic(pairOf(two)).statistic, total(two.reference.counts), total(two.production.counts)),
  quantiles: ({ reference, probabilities }) => quantiles(reference, probabilities),
  histogram: ({ reference, production }) => histogram(production, quantiles(reference, [0, 0.3, 0.8, 1])),
  openHistogram: ({ reference, production }) =>
    openHistogram(production, [...new Set(quantiles(reference, [0.2, 0.5, 0.9]))]),
  mannWhitneyP: (two) => {
    const both = (["less", "two-sided"] as const).map((side) => mannWhitneyP(pairOf(two), side));
    return both.some((p) => typeof p === "string") ? null : both;
  },
  cramerVonMises: (two) => statisticAndP(cramerVonMises(pairOf(two))),
  andersonDarling: (two) => statisticAndP(andersonDarling(pairOf(two))),
  eppsSingleton: (two) => statisticAndP(eppsSingleton(pairOf(two))),
  energyDistance: (two) => energyDistance(pairOf(two)),
  wasserstein: (two) => wasserstein(pairOf(two)),
  moments: ({ reference }) => {
    const { mean, variance, deviation, skewness } = moments(reference);
    return [mean, variance, deviation, skewness];
  },
  "tTestP student": ({ reference, production }) => tTestP(moments(reference), moments(production), true),
  "tTestP welch": ({ reference, production }) => tTestP(moments(reference), moments(production), false),
  sturges: ({ reference }) => binsOf(sturges(reference.values, total(reference.counts))),
  doane: ({ reference }) => binsOf(doane(reference)),
};

const ofTables: Of<Tables> = {
  shares: ({ reference, production }) => [shares(reference), shares(production)],
  jensenShannonDistance: ({ reference, production }) =>
    [2, Math.E].map((base) => jensenShannonDistance(reference, production, base)),
  jensenShannonDivergence: ({ reference, production }) => jensenShannonDivergence(reference, production, 2),
  totalVariation: ({ reference, production }) => totalVariation(shares(reference), shares(production)),
  lInfinity: ({ reference, production }) => lInfinity(shares(reference), shares(production)),
  hellinger: ({ reference, production }) => hellinger(shares(reference), shares(production)),
  klDivergence: ({ reference, production }) => klDivergence(reference, production),
  psi: ({ reference, production }) => psi(halfCount(reference), halfCount(production)),
  halfCount: ({ reference, production }) => [halfCount(reference), halfCount(production)],
  chiSquareContingency: ({ reference, production }) => {
    const { statistic, df, p } = chiSquareContingency(reference, production);
    return [statistic, df, p];
  },
  chiSquareGoodnessOfFit: ({ reference, production }) => statisticAndP(chiSquareGoodnessOfFit(reference, production)),
};

const ofNumbers: Functions = {
  sampledQuantile: ({ numbers, probabilities }: Numbers) => probabilities.map((p) => sampledQuantile(numbers, p)),
  percentileInterval: ({ numbers }: Numbers) => {
    const found = percentileInterval(numbers);
    return [found?.low, found?.high];
  },
  roundHalfEven: ({ numbers }: Numbers) => numbers.map(roundHalfEven),
  nextUp: ({ numbers }: Numbers) => numbers.map(nextUp),
  edgesOf: (bins: EqualBins) => edgesOf(bins),
  ksP: ({ d, m, n }: Record<"d" | "m" | "n", number>) => ksP(d, m, n),
  klTerm: ({ p, q }: Record<"p" | "q", number>) => klTerm(p, q),
  psiTerm: ({ p, q }: Record<"p" | "q", number>) => psiTerm(p, q),
  benjaminiHochberg: ({ p }: { readonly p: readonly number[] }) => benjaminiHochberg(p),
  normalTail: ({ z }: { readonly z: number }) => normalTail(z),
  chiSquareTail: ({ x, df }: Record<"x" | "df", number>) => chiSquareTail(x, df),
  studentTwoSided: ({ t, df }: Record<"t" | "df", number>) => studentTwoSided(t, df),
  kolmogorovTail: ({ x, n }: Record<"x" | "n", number>) => kolmogorovTail(x, n),
  pelzGood: ({ x, n }: Record<"x" | "n", number>) => pelzGood(n, x),
  outsideRangeP: ({ outside, first, second }: Record<"outside" | "first" | "second", number>) =>
    outsideRangeP(outside, first, second),
  foldedNormalMean: ({ mean, deviation }: Record<"mean" | "deviation", number>) => foldedNormalMean(mean, deviation),
};

type TwoProportions = Readonly<Record<"first" | "second", Proportion>>;
const ofProportions: Functions = {
  wilson: ({ hits, rows }: Proportion) => {
    const interval = wilson(hits, rows);
    return [interval?.low, interval?.high];
  },
  newcombe: ({ first, second }: TwoProportions) => {
    const interval = newcombe(first, second);
    return [interval?.low, interval?.high];
  },
  twoProportionP: ({ first, second }: TwoProportions) => twoProportionP(first, second),
};

/** The two classes of labelled scores as samples of their own. */
const classesOf = ({ scores, negatives, positives }: LabelledScores): readonly [SortedCounts, SortedCounts] => {
  const having = (counts: Float64Array): SortedCounts => ({
    values: scores.filter((_, index) => (counts[index] ?? 0) > 0),
    counts: counts.filter((count) => count > 0),
  });
  return [having(positives), having(negatives)];
};
const ratesAndMeans = (bins: readonly CalibrationBin[]): unknown => [
  bins.map(({ rate }) => rate),
  bins.map(({ mean }) => mean),
];

const ofScores: Of<LabelledScores> = {
  rocAuc: (sample) => rocAuc(rankSums(...classesOf(sample))),
  averagePrecision: (sample) => averagePrecision(rankSums(...classesOf(sample))),
  delongError: (sample) => delongError(rankSums(...classesOf(sample))),
  probabilityLosses: (sample) => {
    const losses = probabilityLosses(...classesOf(sample));
    return losses && [meanWithError(losses.logLoss)?.mean, meanWithError(losses.brier)?.mean];
  },
  meanWithError: (sample) => {
    const losses = probabilityLosses(...classesOf(sample));
    const found = losses && meanWithError(losses.brier);
    return [found?.mean, found?.error];
  },
  brier: (sample) => brier(sample),
  calibrationErrors: (sample) => {
    const { ece, mce, ace } = calibrationErrors(equalWidthBins(sample, 10));
    return [ece, mce, ace];
  },
  eceOf: (sample) => {
    const cells = eceCells(sample, equalWidthBins(sample, 10));
    return eceOf(cells.rows, cells.means);
  },
  equalCountBins: (sample) => ratesAndMeans(equalCountBins(sample, 5)),
  equalWidthBins: (sample) => ratesAndMeans(equalWidthBins(sample, 5)),
  isotonic: (sample) => isotonic(sample),
  spiegelhalter: (sample) => {
    const found = spiegelhalter(sample);
    return typeof found === "string" ? found : [found.z, found.p];
  },
  logisticCalibration: (sample) => {
    const fit = logisticCalibration(sample);
    return typeof fit === "string" ? fit : [fit.intercept, fit.slope, fit.interceptError, fit.slopeError];
  },
};

const shareOf = ({ hits, rows }: Ratio): number | null => (rows === 0 ? null : hits / rows);
interface Predictions {
  readonly labels: readonly number[];
  readonly predictions: readonly number[];
}
const ofDecisions: Functions = {
  "confusionRatios accuracy, precision": (counts: Confusion) => {
    const { accuracy, precision } = confusionRatios(counts);
    return [accuracy, precision].map(shareOf);
  },
  "confusionRatios recall, specificity": (counts: Confusion) => {
    const { recall, specificity } = confusionRatios(counts);
    return [recall, specificity].map(shareOf);
  },
  balancedAccuracy: (counts: Confusion) => balancedAccuracy(counts),
  f1: (counts: Confusion) => f1(counts),
  mcc: (counts: Confusion) => mcc(counts),
  classCounts: (table: ClassTable) => classCounts(table).map(({ actual }) => actual),
  // Where a class occurs nowhere the peer has 0, and here is a reason.
  classF1: (table: ClassTable) => classCounts(table).map((one) => (classF1(one) === "one_class" ? 0 : classF1(one))),
  averages: ({ table, kind }: { readonly table: ClassTable; readonly kind: "macro" | "weighted" }) => {
    const { precision, recall, f1: score } = averages(classCounts(table), kind);
    return [precision, recall, score];
  },
  regressionErrors: ({ labels, predictions }: Predictions) => {
    const found = regressionErrors(errorSumsOf(labels, predictions));
    return [found.mae.value, found.rmse.value, found.mape.value, found.r2.value];
  },
  "regressionErrors' standard error": ({ labels, predictions }: Predictions) =>
    regressionErrors(errorSumsOf(labels, predictions)).bias.error,
};

const typed = (list: readonly number[]): Float64Array => Float64Array.from(list);
const samplesOf = (raw: Record<"reference" | "production", Record<"values" | "counts", number[]>>): unknown => ({
  ...raw,
  ...Object.fromEntries(
    (["reference", "production"] as const).map((side) => [
      side,
      { values: typed(raw[side].values), counts: typed(raw[side].counts) },
    ]),
  ),
});
const scoresOf = (raw: Record<"scores" | "negatives" | "positives", number[]>): LabelledScores => ({
  scores: typed(raw.scores),
  negatives: typed(raw.negatives),
  positives: typed(raw.positives),
});

const groups: readonly (readonly [Functions, (raw: never) => unknown])[] = [
  [ofSamples, samplesOf],
  [ofScores, scoresOf],
  ...[ofTables, ofNumbers, ofProportions, ofDecisions].map((group) => [group, (raw: never) => raw] as const),
];

/** Casefile's answer about two samples, or about labelled scores, that are there already. */
export const answerOfSamples = (name: string, samples: TwoSamples): unknown => ofSamples[name]?.(samples);
export const answerOfScores = (name: string, scores: LabelledScores): unknown => ofScores[name]?.(scores);

/** Casefile's answer to one case: the function of that name on the input as the fixture has it. */
export function answer(name: string, raw: unknown, inputs: Readonly<Record<string, unknown>>): unknown {
  const given = typeof raw === "string" ? inputs[raw] : raw;
  if (name === "recalibrated") {
    const { sample, scores } = given as { sample: string; scores: readonly number[] };
    const fit = logisticCalibration(scoresOf(inputs[sample] as never));
    return typeof fit === "string" ? fit : scores.map((score) => recalibrated(fit, score));
  }
  for (const [functions, decode] of groups) {
    const of = functions[name];
    if (of !== undefined) return of(decode(given as never) as never);
  }
  throw new Error(`no function ${name}`);
}
