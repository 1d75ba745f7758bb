import { invariant } from "../../base/assert.ts";
import type { ValueCounts, ValuesQuery } from "../../base/stats-source.ts";
import { identifier } from "../../sql/quote.ts";
import type { Duck } from "./duck.ts";
import { readDoubles } from "./read-arrow.ts";
import { readDoublesOrNaN } from "./read-nullable.ts";
import { sortedCounts } from "./sorted-counts.ts";
import { compressSorted, mergeCounted, nothingCounted, type Counted } from "./value-counts.ts";

export interface ValuesBudget {
  /** Columns of more rows than leave the engine in one go, with at most about so many distinct values, are counted in SQL. */
  readonly grouped: number;
  readonly rowsPerPass: number;
}

/** Hears of the rows that have been sorted, so that a long column does not look like a worker that hangs. */
export type TellRows = (done: number, total: number) => void;

export const defaultBudget: ValuesBudget = { grouped: 50_000, rowsPerPass: 4_000_000 };

const valuesOf = ({ relation, column, where }: ValuesQuery): string =>
  `SELECT CAST(${identifier(column)} AS DOUBLE) AS v FROM ${identifier(relation)}${where === undefined ? "" : `\nWHERE (${where}\n)`}`;

const doubles = (duck: Duck, sql: string): Float64Array[] => readDoubles(duck.select(sql));

/**
 * A numeric column as sorted distinct finite values and their counts. Whichever way it is computed (sorted here in one pass,
 * counted in SQL, sorted in several passes), the same rows give the same bytes.
 */
export function selectValues(
  duck: Duck,
  query: ValuesQuery,
  budget: ValuesBudget = defaultBudget,
  tell: TellRows = () => undefined,
): ValueCounts {
  const source = valuesOf(query);
  const [[rows = 0] = []] = doubles(duck, `SELECT count(*)::DOUBLE AS n FROM (${source}\n)`);
  const found = rows <= budget.rowsPerPass ? inOnePass(duck, source, rows) : inPasses(duck, source, budget, tell);
  const { nulls, nans, negativeInfinities, positiveInfinities } = found;
  const finite = rows - nulls - nans - negativeInfinities - positiveInfinities;
  invariant(sumOf(found.counts) === finite, "every finite value is counted once");
  return { ...found, rows };
}

type Found = Omit<ValueCounts, "rows">;

function sumOf(counts: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < counts.length; index++) sum += counts[index] ?? 0;
  return sum;
}

/** The column is read once: what is no finite value is told apart here and not by queries of its own. */
function inOnePass(duck: Duck, source: string, rows: number): Found {
  const { values: read, nulls } = readDoublesOrNaN(duck.select(source));
  invariant(read.length === rows, "each row is read once");
  const found = { nulls, nans: 0 - nulls, negativeInfinities: 0, positiveInfinities: 0 };
  let kept = 0;
  for (let index = 0; index < read.length; index++) {
    const value = read[index] ?? 0;
    // -0 becomes 0
    if (value - value === 0) read[kept++] = value + 0;
    else if (value === Number.POSITIVE_INFINITY) found.positiveInfinities += 1;
    else if (value === Number.NEGATIVE_INFINITY) found.negativeInfinities += 1;
    else found.nans += 1;
  }
  return { ...sortedCounts(read.subarray(0, kept)), ...found };
}

function inPasses(duck: Duck, source: string, budget: ValuesBudget, tell: TellRows): Found {
  const totals = doubles(
    duck,
    `SELECT count(v)::DOUBLE AS n, (count(*) - count(v))::DOUBLE AS nulls, (count(*) FILTER (WHERE isnan(v)))::DOUBLE AS nans,
      (count(*) FILTER (WHERE v = '-infinity'::DOUBLE))::DOUBLE AS low, (count(*) FILTER (WHERE v = 'infinity'::DOUBLE))::DOUBLE AS high,
      approx_count_distinct(v)::DOUBLE AS d FROM (${source}\n)`,
  );
  const [known = 0, nulls = 0, nans = 0, negativeInfinities = 0, positiveInfinities = 0, distinct = 0] = totals.map(
    (column) => column[0],
  );
  const finite = known - nans - negativeInfinities - positiveInfinities;
  const counted =
    distinct <= budget.grouped
      ? countInSql(duck, source)
      : sortInPasses(duck, source, { finite, rowsPerPass: budget.rowsPerPass, tell });
  return { ...counted, nulls, nans, negativeInfinities, positiveInfinities };
}

function countInSql(duck: Duck, source: string): Counted {
  const [values, counts] = doubles(
    duck,
    `SELECT v, count(*)::DOUBLE AS n FROM (${source}\n) WHERE isfinite(v) GROUP BY v ORDER BY v`,
  );
  return values === undefined ? nothingCounted : compressSorted(values, counts);
}

interface Passes {
  readonly finite: number;
  readonly rowsPerPass: number;
  readonly tell: TellRows;
}

/** Rows come in the relation's order, which one thread keeps, so LIMIT and OFFSET cut it into disjoint passes. */
function sortInPasses(duck: Duck, source: string, { finite, rowsPerPass, tell }: Passes): Counted {
  const merged: Counted[] = [];
  for (let offset = 0; offset < finite; offset += rowsPerPass) {
    const part = finite <= rowsPerPass ? "" : ` LIMIT ${rowsPerPass} OFFSET ${offset}`;
    const [values = new Float64Array()] = doubles(duck, `SELECT v FROM (${source}\n) WHERE isfinite(v)${part}`);
    for (let index = 0; index < values.length; index++) values[index] = (values[index] ?? 0) + 0; // -0 becomes 0
    merged.push(sortedCounts(values));
    while (isUnbalanced(merged)) mergeLastTwo(merged);
    tell(Math.min(offset + rowsPerPass, finite), finite);
  }
  while (merged.length > 1) mergeLastTwo(merged);
  return merged[0] ?? nothingCounted;
}

/** Keeps runs of growing length, so that n passes cost O(n log n) and not n² merges. */
const isUnbalanced = (runs: readonly Counted[]): boolean =>
  runs.length > 1 && (runs.at(-2)?.values.length ?? 0) < 2 * (runs.at(-1)?.values.length ?? 0);

function mergeLastTwo(runs: Counted[]): void {
  const [b, a] = [runs.pop(), runs.pop()];
  if (a !== undefined && b !== undefined) runs.push(mergeCounted(a, b));
}
