/** Distinct values, ascending, and how many rows hold each. */
export interface Counted {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

export const nothingCounted: Counted = { values: new Float64Array(), counts: new Float64Array() };

/**
 * Run-length compresses values that are sorted ascending, each standing for `counts[i]` rows (1 without `counts`).
 * -0 and 0 are one value, stored as 0. Cost: O(n).
 */
export function compressSorted(sorted: Float64Array, counts?: Float64Array): Counted {
  const values = new Float64Array(sorted.length);
  const rows = new Float64Array(sorted.length);
  let last = -1;
  for (let index = 0; index < sorted.length; index += 1) {
    const value = sorted[index] ?? 0;
    if (last < 0 || value !== values[last]) {
      last += 1;
      values[last] = value === 0 ? 0 : value;
    }
    rows[last] = (rows[last] ?? 0) + (counts?.[index] ?? 1);
  }
  return { values: values.slice(0, last + 1), counts: rows.slice(0, last + 1) };
}

/** The counts of two sets of rows together. Cost: O(n + m). */
export function mergeCounted(a: Counted, b: Counted): Counted {
  const values = new Float64Array(a.values.length + b.values.length);
  const counts = new Float64Array(values.length);
  let [i, j, length] = [0, 0, 0];
  while (i < a.values.length || j < b.values.length) {
    const left = a.values[i] ?? Infinity;
    const right = b.values[j] ?? Infinity;
    const value = Math.min(left, right);
    let count = 0;
    if (left === value) count += a.counts[i++] ?? 0;
    if (right === value) count += b.counts[j++] ?? 0;
    values[length] = value;
    counts[length] = count;
    length += 1;
  }
  return { values: values.slice(0, length), counts: counts.slice(0, length) };
}
