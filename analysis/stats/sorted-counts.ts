import type { ValueCounts } from "../base/stats-source.ts";
import { at } from "./at.ts";
import { total } from "./shares.ts";

/** A sample as its ascending distinct finite values and how often each occurs. */
export type SortedCounts = Pick<ValueCounts, "values" | "counts">;

/** Two samples over the union of their values: `reference[i]` and `production[i]` rows hold `values[i]`. */
export interface PairedCounts {
  readonly values: Float64Array;
  readonly reference: Float64Array;
  readonly production: Float64Array;
}

/** A sample from values with counts, in any order; equal values are put together, and those that do not occur left out. */
export function countsByValue(entries: readonly { readonly value: number; readonly count: number }[]): SortedCounts {
  const totals = new Map<number, number>();
  for (const { value, count } of entries) if (count > 0) totals.set(value, (totals.get(value) ?? 0) + count);
  const sorted = [...totals].sort(([a], [b]) => a - b);
  return {
    values: Float64Array.from(sorted, ([value]) => value),
    counts: Float64Array.from(sorted, ([, count]) => count),
  };
}

/** Merges two samples. Cost: O(distinct values). */
export function pairCounts(reference: SortedCounts, production: SortedCounts): PairedCounts {
  const most = reference.values.length + production.values.length;
  const merged = {
    values: new Float64Array(most),
    reference: new Float64Array(most),
    production: new Float64Array(most),
  };
  let [i, j, size] = [0, 0, 0];
  while (i < reference.values.length || j < production.values.length) {
    const a = reference.values[i] ?? Number.POSITIVE_INFINITY;
    const b = production.values[j] ?? Number.POSITIVE_INFINITY;
    merged.values[size] = Math.min(a, b);
    if (a <= b) merged.reference[size] = at(reference.counts, i++);
    if (b <= a) merged.production[size] = at(production.counts, j++);
    size += 1;
  }
  return {
    values: merged.values.subarray(0, size),
    reference: merged.reference.subarray(0, size),
    production: merged.production.subarray(0, size),
  };
}

/** Rows on each side of a pair. */
export const rowsOf = (pair: PairedCounts): { readonly reference: number; readonly production: number } => ({
  reference: total(pair.reference),
  production: total(pair.production),
});
