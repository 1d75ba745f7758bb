import type { GroupedCounts } from "../base/stats-source.ts";
import type { SortedCounts } from "./sorted-counts.ts";

/** The values of all groups whose key is wanted, as one sample. Cost: O(entries of all groups). */
export function valuesOf(
  { keys, values, groups, counts }: GroupedCounts,
  isWanted: (key: number) => boolean,
): SortedCounts {
  const wanted = Uint8Array.from(keys, (key) => (isWanted(key) ? 1 : 0));
  let most = 0;
  for (let index = 0; index < groups.length; index++) most += wanted[groups[index] ?? 0] ?? 0;
  const found = { values: new Float64Array(most), counts: new Float64Array(most) };
  let size = 0;
  for (let index = 0; index < groups.length; index++) {
    if (wanted[groups[index] ?? 0] !== 1) continue;
    const value = values[index] ?? 0;
    if (size === 0 || found.values[size - 1] !== value) found.values[size++] = value;
    found.counts[size - 1] = (found.counts[size - 1] ?? 0) + (counts[index] ?? 0);
  }
  return { values: found.values.subarray(0, size), counts: found.counts.subarray(0, size) };
}

/** The values of one group; none where it has no rows. */
export const groupOf = (groups: GroupedCounts, key: number): SortedCounts => valuesOf(groups, (one) => one === key);

/** Each group's values, in the order of the keys. Cost: O(entries of all groups). */
export function samplesOf({ keys, values, groups, counts }: GroupedCounts): readonly SortedCounts[] {
  const next = new Float64Array(keys.length + 1);
  for (let index = 0; index < groups.length; index++) {
    const after = (groups[index] ?? 0) + 1;
    next[after] = (next[after] ?? 0) + 1;
  }
  for (let group = 0; group < keys.length; group++) next[group + 1] = (next[group + 1] ?? 0) + (next[group] ?? 0);
  const starts = next.slice();
  const cut = { values: new Float64Array(values.length), counts: new Float64Array(values.length) };
  for (let index = 0; index < groups.length; index++) {
    const group = groups[index] ?? 0;
    const at = next[group] ?? 0;
    next[group] = at + 1;
    cut.values[at] = values[index] ?? 0;
    cut.counts[at] = counts[index] ?? 0;
  }
  return Array.from(keys, (_key, group) => {
    const [from, to] = [starts[group], starts[group + 1]];
    return { values: cut.values.subarray(from, to), counts: cut.counts.subarray(from, to) };
  });
}
