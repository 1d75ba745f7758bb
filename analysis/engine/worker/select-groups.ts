import type { GroupedCounts, GroupsQuery } from "../../base/stats-source.ts";
import { identifier } from "../../sql/quote.ts";
import { fault } from "../faults.ts";
import type { Duck } from "./duck.ts";
import { cutByKey, type Group } from "./cut-by-key.ts";
import { readDoubles } from "./read-arrow.ts";
import type { TellRows } from "./select-values.ts";
import { mergeCounted, nothingCounted, type Counted } from "./value-counts.ts";

const nothing = new Float64Array();

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
  // A missing value is told by the key's last bit, so that both columns come without nulls.
  const source = `SELECT coalesce(v, 0e0) AS v, CASE WHEN k = floor(k) THEN k * 2e0 + CASE WHEN v IS NULL THEN 1e0 ELSE 0e0 END ELSE 'nan'::DOUBLE END AS code
FROM (SELECT CAST((${value}\n) AS DOUBLE) AS v, CAST((${key}\n) AS DOUBLE) AS k FROM ${identifier(relation)}) WHERE k IS NOT NULL`;
  const [[most = 0] = []] = readDoubles(duck.select(`SELECT count(*)::DOUBLE AS n FROM ${identifier(relation)}`));
  const groups = new GroupRuns(maxGroups);
  for (let offset = 0; offset < most; offset += rowsPerPass) {
    // Rows come in the relation's order, which one thread keeps, so LIMIT and OFFSET cut it into disjoint passes.
    const part = most <= rowsPerPass ? "" : ` LIMIT ${rowsPerPass} OFFSET ${offset}`;
    const [values = nothing, codes = nothing] = readDoubles(duck.select(source + part));
    if (values.length === 0) break;
    groups.add(cutByKey(values, codes));
    tell(Math.min(offset + rowsPerPass, most), most);
  }
  return groups.together();
}

/** What is known of each group after some passes. */
class GroupRuns {
  readonly #maxGroups: number;
  readonly #runs = new Map<number, Group[]>();

  constructor(maxGroups: number) {
    this.#maxGroups = maxGroups;
  }

  add(groups: readonly Group[]): void {
    for (const group of groups) {
      const runs = this.#runs.get(group.key) ?? [];
      runs.push(group);
      // Keeps runs of growing length, so that n passes cost O(n log n) and not n² merges.
      while (runs.length > 1 && lengthAt(runs, -2) < 2 * lengthAt(runs, -1)) mergeLastTwo(runs);
      this.#runs.set(group.key, runs);
    }
    if (this.#runs.size > this.#maxGroups)
      throw fault("limit/rows", `The rows fall into more than ${this.#maxGroups} groups.`);
  }

  together(): GroupedCounts {
    const groups = [...this.#runs.values()].map((runs) => {
      while (runs.length > 1) mergeLastTwo(runs);
      return runs[0];
    });
    return inARow(groups.filter((group) => group !== undefined).sort((a, b) => a.key - b.key));
  }
}

const lengthAt = (runs: readonly Group[], index: number): number => runs.at(index)?.counted.values.length ?? 0;

function mergeLastTwo(runs: Group[]): void {
  const [b, a] = [runs.pop(), runs.pop()];
  if (a === undefined || b === undefined) return;
  runs.push({
    key: a.key,
    counted: mergeCounted(a.counted, b.counted),
    ...{ nulls: a.nulls + b.nulls, nans: a.nans + b.nans },
    ...{ negativeInfinities: a.negativeInfinities + b.negativeInfinities },
    ...{ positiveInfinities: a.positiveInfinities + b.positiveInfinities },
  });
}

/** One list for all groups: what moves to the host is a few buffers and not thousands. */
function inARow(groups: readonly Group[]): GroupedCounts {
  const starts = new Float64Array(groups.length + 1);
  groups.forEach(({ counted }, index) => (starts[index + 1] = (starts[index] ?? 0) + counted.values.length));
  const of = (what: keyof Omit<Group, "counted">) => Float64Array.from(groups, (group) => group[what]);
  return {
    ...{ keys: of("key"), starts, ...joined(groups, starts.at(-1) ?? 0) },
    ...{ nulls: of("nulls"), nans: of("nans") },
    ...{ negativeInfinities: of("negativeInfinities"), positiveInfinities: of("positiveInfinities") },
  };
}

function joined(groups: readonly Group[], length: number): Counted {
  if (length === 0) return { values: nothingCounted.values.slice(), counts: nothingCounted.counts.slice() };
  const all = { values: new Float64Array(length), counts: new Float64Array(length) };
  let at = 0;
  for (const { counted } of groups) {
    all.values.set(counted.values, at);
    all.counts.set(counted.counts, at);
    at += counted.values.length;
  }
  return all;
}
