import type { GroupedCounts } from "../../base/stats-source.ts";
import { placesOfKeys, type Places } from "./places-of-keys.ts";
import type { NullableDoubles } from "./read-nullable.ts";
import { sortWithGroups, type Placed } from "./sort-with-groups.ts";

type Tallies = Omit<GroupedCounts, "keys" | "values" | "groups" | "counts">;

/** Rows as the answer of `groupedValues` has them. Rows without a key are in no group. Cost: O(rows). */
export function groupRun(values: NullableDoubles, keys: NullableDoubles): GroupedCounts {
  const places = placesOfKeys(keys);
  const { tallies, finite } = tallied(values, places);
  return { keys: places.keys, ...compressed(sortWithGroups(groupByGroup(values.values, places, finite))), ...tallies };
}

const talliesOf = (groups: number): Tallies => ({
  ...{ nulls: new Float64Array(groups), nans: new Float64Array(groups) },
  ...{ negativeInfinities: new Float64Array(groups), positiveInfinities: new Float64Array(groups) },
});

/** Counts each group's rows by what they hold; rows that hold no finite number are taken out of their group. */
function tallied({ values, nulls }: NullableDoubles, { keys, ofRow }: Places) {
  const [tallies, finite] = [talliesOf(keys.length), new Float64Array(keys.length)];
  for (let row = 0; row < values.length; row++) {
    const [value, place] = [values[row] ?? 0, ofRow[row] ?? -1];
    if (place < 0) continue;
    if (nulls?.[row] !== 1 && value - value === 0) {
      finite[place] = (finite[place] ?? 0) + 1;
      continue;
    }
    const tally = tallies[nulls?.[row] === 1 ? "nulls" : nameOf(value)];
    tally[place] = (tally[place] ?? 0) + 1;
    ofRow[row] = -1;
  }
  return { tallies, finite };
}

const nameOf = (value: number): keyof Tallies =>
  value === Number.POSITIVE_INFINITY
    ? "positiveInfinities"
    : value === Number.NEGATIVE_INFINITY
      ? "negativeInfinities"
      : "nans";

/** The values one group after the other, so that sorting leaves equal ones in the order of their groups. */
function groupByGroup(values: Float64Array, { ofRow }: Places, finite: Float64Array): Placed {
  const next = new Float64Array(finite.length);
  let length = 0;
  finite.forEach((rows, place) => {
    next[place] = length;
    length += rows;
  });
  const placed = { values: new Float64Array(length), groups: new Uint32Array(length) };
  for (let row = 0; row < values.length; row++) {
    const place = ofRow[row] ?? -1;
    if (place < 0) continue;
    const at = next[place] ?? 0;
    next[place] = at + 1;
    placed.values[at] = (values[row] ?? 0) + 0; // -0 becomes 0
    placed.groups[at] = place;
  }
  return placed;
}

type Entries = Pick<GroupedCounts, "values" | "groups" | "counts">;

/** Sorted values with their groups, the same ones counted. */
function compressed({ values, groups }: Placed): Entries {
  const counts = new Float64Array(values.length);
  let size = 0;
  for (let index = 0; index < values.length; index++) {
    const [value, group] = [values[index] ?? 0, groups[index] ?? 0];
    if (size === 0 || value !== values[size - 1] || group !== groups[size - 1]) {
      values[size] = value;
      groups[size] = group;
      size += 1;
    }
    counts[size - 1] = (counts[size - 1] ?? 0) + 1;
  }
  return cutAt(size, { values, groups, counts });
}

const cutAt = (size: number, { values, groups, counts }: Entries): Entries =>
  size === values.length
    ? { values, groups, counts }
    : { values: values.slice(0, size), groups: groups.slice(0, size), counts: counts.slice(0, size) };

/** The rows of two runs together. Cost: O(their entries and groups). */
export function mergeRuns(a: GroupedCounts, b: GroupedCounts): GroupedCounts {
  const keys = Float64Array.from(new Set([...a.keys, ...b.keys])).sort();
  const places = new Map(Array.from(keys, (key, place) => [key, place]));
  const [ofA, ofB] = [a, b].map((run) => Uint32Array.from(run.keys, (key) => places.get(key) ?? 0));
  const tallies = talliesOf(keys.length);
  for (const [run, place] of [[a, ofA] as const, [b, ofB] as const])
    for (const [name, tally] of Object.entries(tallies) as [keyof Tallies, Float64Array][])
      run[name].forEach((rows, group) => {
        const at = place?.[group] ?? 0;
        tally[at] = (tally[at] ?? 0) + rows;
      });
  return { keys, ...mergedEntries(moved(a, ofA), moved(b, ofB)), ...tallies };
}

const moved = ({ values, groups, counts }: GroupedCounts, places: Uint32Array = new Uint32Array()): Entries => ({
  ...{ values, counts, groups: groups.map((group) => places[group] ?? 0) },
});

function mergedEntries(a: Entries, b: Entries): Entries {
  const most = a.values.length + b.values.length;
  const merged = { values: new Float64Array(most), groups: new Uint32Array(most), counts: new Float64Array(most) };
  let [i, j, size] = [0, 0, 0];
  for (; i < a.values.length || j < b.values.length; size++) {
    const order = comparedAt(a, i, b, j);
    const [first, at] = order <= 0 ? [a, i] : [b, j];
    merged.values[size] = first.values[at] ?? 0;
    merged.groups[size] = first.groups[at] ?? 0;
    merged.counts[size] = (order <= 0 ? (a.counts[i] ?? 0) : 0) + (order >= 0 ? (b.counts[j] ?? 0) : 0);
    if (order <= 0) i += 1;
    if (order >= 0) j += 1;
  }
  return cutAt(size, merged);
}

/** Below 0 where the entry of `a` comes first, above where that of `b` does, 0 where both are of one value and group. */
function comparedAt(a: Entries, i: number, b: Entries, j: number): number {
  if (i >= a.values.length) return 1;
  if (j >= b.values.length) return -1;
  return (a.values[i] ?? 0) - (b.values[j] ?? 0) || (a.groups[i] ?? 0) - (b.groups[j] ?? 0);
}
