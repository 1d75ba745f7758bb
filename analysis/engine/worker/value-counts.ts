/** Distinct values, ascending, and how many rows hold each. */
export interface Counted {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

export const nothingCounted: Counted = { values: new Float64Array(), counts: new Float64Array() };

/**
 * Run-length compresses values that are sorted ascending, each standing for `counts[i]` rows (1 without `counts`).
 * -0 and 0 are one value, stored as 0. Cost: O(n), and memory for the distinct values alone.
 */
export function compressSorted(sorted: Float64Array, counts?: Float64Array): Counted {
  let distinct = 0;
  for (let index = 0; index < sorted.length; index += 1)
    if (index === 0 || sorted[index] !== sorted[index - 1]) distinct += 1;
  const result = { values: new Float64Array(distinct), counts: new Float64Array(distinct) };
  let last = -1;
  for (let index = 0; index < sorted.length; index += 1) {
    const value = sorted[index] ?? 0;
    if (last < 0 || value !== result.values[last]) {
      last += 1;
      result.values[last] = value === 0 ? 0 : value;
    }
    result.counts[last] = (result.counts[last] ?? 0) + (counts?.[index] ?? 1);
  }
  return result;
}

/** The counts of two sets of rows together. Cost: O(n + m), and memory for the distinct values alone. */
export function mergeCounted(a: Counted, b: Counted): Counted {
  const length = distinctOf(a.values, b.values);
  const values = new Float64Array(length);
  const counts = new Float64Array(length);
  for (let i = 0, j = 0, at = 0; at < length; at += 1) {
    const left = a.values[i] ?? Infinity;
    const right = b.values[j] ?? Infinity;
    values[at] = Math.min(left, right);
    counts[at] = (left <= right ? (a.counts[i] ?? 0) : 0) + (right <= left ? (b.counts[j] ?? 0) : 0);
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return { values, counts };
}

/** How many values are in one or both of two ascending lists of distinct, finite values. */
function distinctOf(a: Float64Array, b: Float64Array): number {
  let both = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const left = a[i] ?? 0;
    const right = b[j] ?? 0;
    if (left === right) both += 1;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return a.length + b.length - both;
}
