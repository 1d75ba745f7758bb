import { expect, it } from "vitest";
import { uniformFrom } from "../base/rng.ts";
import { normalInterval } from "./bootstrap-counts.ts";
import { newcombe } from "./newcombe.ts";
import { meanWithError, probabilityLosses } from "./probability-loss.ts";
import { delongError, rankSums, rocAuc } from "./roc-auc.ts";
import { sortedCountsOf } from "./testing/sorted-counts-of.ts";
import { wilson } from "./wilson.ts";

/** 90 % to 98 % of what an interval of 95 % is meant to hold, over many samples. */
const [least, most] = [0.9, 0.98];

/** P(X = k) of a binomial, k = 0..n, from its mode outwards. */
function binomialChances(n: number, p: number): Float64Array {
  const chances = new Float64Array(n + 1);
  const mode = Math.floor((n + 1) * p);
  chances[mode] = 1;
  for (let k = mode; k < n; k++) chances[k + 1] = (((chances[k] ?? 0) * (n - k)) / (k + 1)) * (p / (1 - p));
  for (let k = mode; k > 0; k--) chances[k - 1] = (((chances[k] ?? 0) * k) / (n - k + 1)) * ((1 - p) / p);
  const all = chances.reduce((sum, chance) => sum + chance, 0);
  return chances.map((chance) => chance / all);
}

it.each([
  [20, 0.5],
  [50, 0.1],
  [100, 0.02],
  [100, 0.3],
  [1000, 0.01],
  [5000, 0.9],
])("Wilson's interval of %i rows at %d holds the share at its rate, counted over all outcomes", (n, p) => {
  let covered = 0;
  binomialChances(n, p).forEach((chance, hits) => {
    const interval = wilson(hits, n);
    if (interval && interval.low <= p && p <= interval.high) covered += chance;
  });
  expect(covered).toBeGreaterThanOrEqual(least);
  expect(covered).toBeLessThanOrEqual(most);
});

it.each([
  [30, 0.3, 40, 0.5],
  [100, 0.05, 200, 0.05],
  [400, 0.02, 300, 0.04],
  [150, 0.9, 150, 0.8],
])("Newcombe's interval of %i rows at %d against %i at %d holds the difference, over all outcomes", (m, p, n, q) => {
  const [ofFirst, ofSecond] = [binomialChances(m, p), binomialChances(n, q)];
  let covered = 0;
  ofFirst.forEach((one, hits) => {
    if (one < 1e-9) return;
    ofSecond.forEach((other, second) => {
      if (other < 1e-9) return;
      const interval = newcombe({ hits, rows: m }, { hits: second, rows: n });
      if (interval && interval.low <= p - q && p - q <= interval.high) covered += one * other;
    });
  });
  expect(covered).toBeGreaterThanOrEqual(least);
  expect(covered).toBeLessThanOrEqual(most);
});

const runs = 1500;
/** The share of seeded samples whose interval holds the truth. */
function coverage(
  stream: string,
  interval: (uniform: () => number) => readonly [number, number] | null,
  truth: number,
) {
  const uniform = uniformFrom(20261125, stream);
  let covered = 0;
  for (let run = 0; run < runs; run++) {
    const found = interval(uniform);
    if (found && found[0] <= truth && truth <= found[1]) covered += 1;
  }
  return covered / runs;
}

it.each([
  [60, 60, 0],
  [30, 400, 0],
  [300, 300, 0],
  // Scores of one decimal: half of the pairs within a tenth are ties.
  [80, 200, 10],
])(
  "DeLong's interval of %i positives and %i negatives holds the area under the curve (%i levels of score)",
  (p, n, levels) => {
    // A positive's score is the larger of two uniform numbers: P(positive above negative) is 2/3.
    const level = (score: number): number => (levels === 0 ? score : Math.floor(score * levels));
    let truth = 2 / 3;
    if (levels > 0) {
      truth = 0;
      for (let i = 0; i < levels; i++) {
        const here = ((i + 1) / levels) ** 2 - (i / levels) ** 2;
        truth += here * (i / levels + 0.5 / levels);
      }
    }
    const share = coverage(
      `delong ${p} ${n} ${levels}`,
      (uniform) => {
        const positive = Array.from({ length: p }, () => level(Math.max(uniform(), uniform())));
        const negative = Array.from({ length: n }, () => level(uniform()));
        const ranks = rankSums(sortedCountsOf(positive), sortedCountsOf(negative));
        const { low, high } = normalInterval(Number(rocAuc(ranks)), delongError(ranks) ?? 0, [0, 1]);
        return [low, high];
      },
      truth,
    );
    expect(share).toBeGreaterThanOrEqual(least);
    expect(share).toBeLessThanOrEqual(most);
  },
);

it.each([
  // Calibrated uniform scores: E(y − s)² = ∫ s(1 − s) = 1/6; E log loss = −2 ∫ s ln s = 1/2.
  ["brier", 100, 1 / 6],
  ["brier", 1000, 1 / 6],
  ["logLoss", 100, 1 / 2],
  ["logLoss", 1000, 1 / 2],
] as const)("the interval of the mean %s of %i rows holds its expectation", (loss, n, truth) => {
  const share = coverage(
    `${loss} ${n}`,
    (uniform) => {
      const classes: [number[], number[]] = [[], []];
      for (let row = 0; row < n; row++) {
        const score = uniform();
        classes[uniform() < score ? 0 : 1].push(score);
      }
      const losses = probabilityLosses(sortedCountsOf(classes[0]), sortedCountsOf(classes[1]));
      const found = losses && meanWithError(losses[loss]);
      if (!found || found.error === null) return null;
      const { low, high } = normalInterval(found.mean, found.error, [0, Infinity]);
      return [low, high];
    },
    truth,
  );
  expect(share).toBeGreaterThanOrEqual(least);
  expect(share).toBeLessThanOrEqual(most);
});
