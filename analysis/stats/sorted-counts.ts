import { oncePer } from "../base/once-per.ts";
import type { ValueCounts } from "../base/stats-source.ts";
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
  const [i, j, size] = mergeInto(merged, reference, production);
  const [first, second] = [
    appended(merged.reference, reference, i, size),
    appended(merged.production, production, j, size),
  ];
  for (const rest of [first, second]) merged.values.set(rest, size);
  const length = size + first.length + second.length;
  return {
    values: merged.values.subarray(0, length),
    reference: merged.reference.subarray(0, length),
    production: merged.production.subarray(0, length),
  };
}

/** Merges until one sample ends, and tells how far it came in each and in the pair. */
function mergeInto(pair: PairedCounts, reference: SortedCounts, production: SortedCounts): [number, number, number] {
  const [a, b, countsA, countsB] = [reference.values, production.values, reference.counts, production.counts];
  const { values, reference: inReference, production: inProduction } = pair;
  let [i, j, size] = [0, 0, 0];
  for (; i < a.length && j < b.length; size++) {
    const left = a[i] ?? 0;
    const right = b[j] ?? 0;
    values[size] = left < right ? left : right;
    // Each of these is guessed right half of the time, so there are no more of them than must be.
    if (left < right) inReference[size] = countsA[i++] ?? 0;
    else if (right < left) inProduction[size] = countsB[j++] ?? 0;
    else {
      inReference[size] = countsA[i++] ?? 0;
      inProduction[size] = countsB[j++] ?? 0;
    }
  }
  return [i, j, size];
}

/** Adds a sample's counts from a place on, and gives the values that they are of. */
function appended(counts: Float64Array, sample: SortedCounts, from: number, size: number): Float64Array {
  counts.set(sample.counts.subarray(from), size);
  return sample.values.subarray(from);
}

/** Rows on each side of a pair. */
export const rowsOf = oncePer((pair: PairedCounts): { readonly reference: number; readonly production: number } => ({
  reference: total(pair.reference),
  production: total(pair.production),
}));

/**
 * Rows at and below each value: entry i is those of the first i values, so there is one entry more than values. Finding
 * bins and quantiles is a binary search then.
 */
export const rowsUpTo = oncePer(({ counts }: SortedCounts): Float64Array => {
  const upTo = new Float64Array(counts.length + 1);
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    sum += counts[i] ?? 0;
    upTo[i + 1] = sum;
  }
  return upTo;
});

/** The first place of an ascending list whose number is not below `limit`; the list's length when there is none. */
export function firstNotBelow(ascending: Float64Array, limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first place whose number is above `limit`. */
export function firstAbove(ascending: Float64Array, limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two samples as one. Cost: O(distinct values). */
export function mergeCounts(first: SortedCounts, second: SortedCounts): SortedCounts {
  const [a, b] = [first.values, second.values];
  const [values, counts] = [new Float64Array(a.length + b.length), new Float64Array(a.length + b.length)];
  let [i, j, size] = [0, 0, 0];
  for (; i < a.length || j < b.length; size++) {
    const left = i < a.length ? (a[i] ?? 0) : Number.POSITIVE_INFINITY;
    const right = j < b.length ? (b[j] ?? 0) : Number.POSITIVE_INFINITY;
    values[size] = left < right ? left : right;
    let here = 0;
    if (left <= right) here += first.counts[i++] ?? 0;
    if (right <= left) here += second.counts[j++] ?? 0;
    counts[size] = here;
  }
  return { values: values.subarray(0, size), counts: counts.subarray(0, size) };
}

/** Any number of samples as one, two of about the same length at a time. Cost: O(distinct values · log samples). */
export function mergeAllCounts(samples: readonly SortedCounts[]): SortedCounts {
  const [first, second] = samples;
  if (first === undefined) return { values: new Float64Array(), counts: new Float64Array() };
  if (second === undefined) return first;
  const middle = samples.length >> 1;
  return mergeCounts(mergeAllCounts(samples.slice(0, middle)), mergeAllCounts(samples.slice(middle)));
}
