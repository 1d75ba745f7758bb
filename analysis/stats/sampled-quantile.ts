/**
 * Type 7 quantile of plain numbers in any order (quantiles.ts has it for counted values).
 * @param numbers at least one, finite
 * @param probability 0..1
 */
export function sampledQuantile(numbers: readonly number[], probability: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const position = (sorted.length - 1) * probability;
  const low = sorted[Math.floor(position)] ?? 0;
  const high = sorted[Math.ceil(position)] ?? low;
  return low + (high - low) * (position - Math.floor(position));
}
