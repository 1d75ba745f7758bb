import { normalTail } from "../../stats/tails.ts";
import { wilson } from "../../stats/wilson.ts";
import type { Outcome } from "./result.ts";

export interface Sums {
  readonly n: number;
  readonly yes: number;
  readonly scores: number;
}

/** What the scores of at least one row say and what happened: the scores are taken as given, chance is in the rate. */
export function outcomeOf({ n, yes, scores }: Sums): Outcome {
  const [mean, rate] = [scores / n, yes / n];
  const interval = wilson(yes, n) ?? { low: 0, high: 1 };
  const [low, high] = [mean - interval.high, mean - interval.low];
  return { rows: n, positives: yes, mean, rate, gap: mean - rate, low, high };
}

export const addSums = (list: readonly Sums[]): Sums => ({
  n: list.reduce((sum, one) => sum + one.n, 0),
  yes: list.reduce((sum, one) => sum + one.yes, 0),
  scores: list.reduce((sum, one) => sum + one.scores, 0),
});

export interface Change {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
}

/** Half of the width of a 95 % interval, in standard errors. */
const z = 1.959963984540054;

/**
 * How much the gap of some rows changed from reference to production, with its 95 % interval and a two-sided p.
 *   d = g₁ − g₀;  [ d − √((g₁ − l₁)² + (u₀ − g₀)²),  d + √((u₁ − g₁)² + (g₀ − l₀)²) ]
 * p is from the normal, with half the mean of both intervals' widths over 1.96 as standard errors, so that it is never 0
 * for a group without positives. Without a reference the gap itself is compared with 0.
 * Source: Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10, for the interval.
 */
export function changeOf(reference: Outcome | null, production: Outcome): Change {
  const before = reference ?? { gap: 0, low: 0, high: 0 };
  const value = production.gap - before.gap;
  const errors = [production, before].map(({ low, high }) => (high - low) / (2 * z));
  const error = Math.hypot(...errors);
  return {
    value,
    low: value - Math.hypot(production.gap - production.low, before.high - before.gap),
    high: value + Math.hypot(production.high - production.gap, before.gap - before.low),
    p: Math.min(1, 2 * normalTail(Math.abs(value) / error)),
  };
}
