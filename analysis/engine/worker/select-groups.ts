import type { GroupedCounts, GroupsQuery } from "../../base/stats-source.ts";
import { identifier } from "../../sql/quote.ts";
import { fault } from "../faults.ts";
import type { Duck } from "./duck.ts";
import { groupRun, mergeRuns } from "./group-run.ts";
import { readDoubles } from "./read-arrow.ts";
import { readNullableDoubles } from "./read-nullable.ts";
import type { TellRows } from "./select-values.ts";

const nothing = { values: new Float64Array(), nulls: null };

/**
 * The query's values of each group, sorted and counted. Both columns are read in one scan, or in several passes where they
 * are long; the same rows give the same bytes either way.
 */
export function selectGroups(
  duck: Duck,
  { relation, value, key, maxGroups }: GroupsQuery,
  rowsPerPass: number,
  tell: TellRows = () => undefined,
): GroupedCounts {
  // Nulls are read as what they are: telling them apart in SQL costs more than all the rest of it.
  const source = `SELECT CAST((${value}\n) AS DOUBLE) AS v, CAST((${key}\n) AS DOUBLE) AS k FROM ${identifier(relation)}`;
  const [[most = 0] = []] = readDoubles(duck.select(`SELECT count(*)::DOUBLE AS n FROM ${identifier(relation)}`));
  const runs = [groupRun(nothing, nothing)];
  for (let offset = 0; offset < most; offset += rowsPerPass) {
    // Rows come in the relation's order, which one thread keeps, so LIMIT and OFFSET cut it into disjoint passes.
    const part = most <= rowsPerPass ? "" : ` LIMIT ${rowsPerPass} OFFSET ${offset}`;
    const [values = nothing, keys = nothing] = readNullableDoubles(duck.select(source + part));
    runs.push(groupRun(values, keys));
    // Keeps runs of growing length, so that n passes cost O(n log n) and not n² merges.
    while (runs.length > 1 && lengthAt(runs, -2) < 2 * lengthAt(runs, -1)) mergeLastTwo(runs);
    assertFew(runs, maxGroups);
    tell(Math.min(offset + rowsPerPass, most), most);
  }
  while (runs.length > 1) mergeLastTwo(runs);
  assertFew(runs, maxGroups);
  return runs[0] ?? groupRun(nothing, nothing);
}

const lengthAt = (runs: readonly GroupedCounts[], index: number): number => runs.at(index)?.values.length ?? 0;

function mergeLastTwo(runs: GroupedCounts[]): void {
  const [b, a] = [runs.pop(), runs.pop()];
  if (a !== undefined && b !== undefined) runs.push(a.keys.length === 0 ? b : mergeRuns(a, b));
}

function assertFew(runs: readonly GroupedCounts[], maxGroups: number): void {
  if (runs.some(({ keys }) => keys.length > maxGroups))
    throw fault("limit/rows", `The rows fall into more than ${maxGroups} groups.`);
}
