import type { SortedCounts } from "../sorted-counts.ts";

/** The sorted counts of plain rows, as the engine would give them. */
export function sortedCountsOf(rows: readonly number[]): SortedCounts {
  const byValue = new Map<number, number>();
  for (const row of rows) byValue.set(row + 0, (byValue.get(row + 0) ?? 0) + 1);
  const values = [...byValue.keys()].sort((a, b) => a - b);
  return { values: Float64Array.from(values), counts: Float64Array.from(values, (value) => byValue.get(value) ?? 0) };
}
