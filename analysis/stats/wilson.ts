/** z of a two-sided 95 % interval: the 0.975 quantile of the standard normal. */
const z = 1.959963984540054;

/**
 * Score interval of a proportion, 95 %.
 *   (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n),  p = hits / rows
 * @param hits rows with the property, 0 ≤ hits ≤ rows (count)
 * @param rows rows looked at (count)
 * @returns the interval inside [0, 1], exactly 0 or 1 at the end where hits is 0 or all rows; null when there are no rows
 * Source: Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927) 209-212.
 * Cost: O(1).
 */
export function wilson(hits: number, rows: number): { readonly low: number; readonly high: number } | null {
  if (rows === 0) return null;
  const share = hits / rows;
  const centre = share + (z * z) / (2 * rows);
  const reach = z * Math.sqrt((share * (1 - share)) / rows + (z * z) / (4 * rows * rows));
  const scale = 1 + (z * z) / rows;
  return {
    low: hits === 0 ? 0 : Math.max(0, (centre - reach) / scale),
    high: hits === rows ? 1 : Math.min(1, (centre + reach) / scale),
  };
}
