import type { Measure } from "./measure.ts";
import type { Proportion } from "./newcombe.ts";

/** χ² with one degree of freedom, 0.95 quantile: the square of the normal's 0.975 quantile. */
const critical = 1.959963984540054 ** 2;

/**
 * Ratio of two independent proportions with its 95 % score interval: all ratios θ that Koopman's test keeps.
 *   θ̂ = p₁/p₂;  { θ : (x₁ − n₁p̃₁)²/(n₁p̃₁(1 − p̃₁)) + (x₂ − n₂p̃₂)²/(n₂p̃₂(1 − p̃₂)) ≤ 1.96² },
 *   p̃₁ = θp̃₂ the likeliest proportions whose ratio is θ
 * @param first  hits of n₁ ≥ 1 rows
 * @param second hits of n₂ ≥ 1 rows
 * @returns 0 and up; `zero_rate` where the second has no hits. The upper end is null where no finite ratio is excluded.
 * Source: Koopman, Confidence intervals for the ratio of two binomial proportions, Biometrics 40 (1984) 513-517.
 * Fixture: statsmodels 0.15 `confint_proportions_2indep(compare="ratio", method="score", correction=False)`. Cost: O(1).
 */
export function rateRatio(
  first: Proportion,
  second: Proportion,
): { readonly ratio: Measure; readonly low: number; readonly high: number | null } {
  if (second.hits === 0) return { ratio: "zero_rate", low: 0, high: null };
  const ratio = first.hits / first.rows / (second.hits / second.rows);
  const outside = (theta: number): boolean => scoreStatistic(first, second, theta) > critical;
  return {
    ratio,
    low: first.hits === 0 ? 0 : edge(ratio, 1 / growth, outside),
    high: edge(Math.max(ratio, 1 / (2 * first.rows)), growth, outside),
  };
}

const growth = 2;

/** The place between an inside ratio and the first outside one, walking by a factor and then halving in between. */
function edge(from: number, factor: number, outside: (theta: number) => boolean): number {
  let [inside, beyond] = [from, from * factor];
  while (!outside(beyond) && beyond > 1e-12 && beyond < 1e12) [inside, beyond] = [beyond, beyond * factor];
  for (let step = 0; step < 60; step++) {
    const middle = (inside + beyond) / 2;
    if (outside(middle)) beyond = middle;
    else inside = middle;
  }
  return (inside + beyond) / 2;
}

function scoreStatistic(first: Proportion, second: Proportion, theta: number): number {
  const [x, n, y, m] = [first.hits, first.rows, second.hits, second.rows];
  const b = n * theta + x + m + y * theta;
  const root = Math.sqrt(Math.max(0, b * b - 4 * (n + m) * theta * (x + y)));
  const p1 = (2 * theta * (x + y)) / (b + root);
  const p2 = p1 / theta;
  return term(x, n, p1) + term(y, m, p2);
}

/** (x − np)² / np(1 − p); 0 where all rows are hits and the likeliest proportion is 1, but for its rounding. */
function term(hits: number, rows: number, p: number): number {
  const variance = rows * p * (1 - p);
  if (variance > 0) return (hits - rows * p) ** 2 / variance;
  return Math.abs(hits - rows * p) < 1e-9 * rows ? 0 : Number.POSITIVE_INFINITY;
}
