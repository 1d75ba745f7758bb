/**
 * Random draws from one stream of uniform numbers. They use Math.log, Math.exp and Math.sqrt only: their results are the
 * same in every version of Node, which sine and cosine do not promise.
 */
export function drawFrom(uniform) {
  const normal = () => {
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  };
  const poisson = (mean) => {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = uniform(); product > limit; product *= uniform()) count++;
    return count;
  };
  /** A key of `weights`, in proportion to its weight. */
  const pick = (weights) => {
    const entries = Object.entries(weights);
    let rest = uniform() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) if ((rest -= weight) < 0) return key;
    return entries[entries.length - 1][0];
  };
  const chance = (probability) => uniform() < probability;
  return { uniform, normal, poisson, pick, chance };
}

export const logistic = (logit) => 1 / (1 + Math.exp(-logit));
/** Rounded to a multiple of `step`, without binary dust: `round(0.1234, 0.001)` is 0.123. */
export const round = (value, step) => Number((Math.round(value / step) * step).toFixed(6));
export const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
