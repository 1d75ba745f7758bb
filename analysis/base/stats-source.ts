import type { z } from "./schema.ts";

/** A value of a small result table. The engine refuses integers beyond 2^53: cast those to VARCHAR or DOUBLE in SQL. */
export type Scalar = null | boolean | number | string;

/**
 * One aggregate question. `sql` is a single SELECT over the relations of the cell's context (`"reference"`,
 * `"production"`); the engine fails when it gives more than `maxRows` rows. `row` decodes and types each row, so the
 * names of result columns stand in one place.
 */
export interface StatsQuery<Row> {
  readonly name: string;
  readonly sql: string;
  readonly maxRows: number;
  readonly row: z.ZodType<Row>;
}

/** All values of one numeric column of one relation, for exact rank statistics. */
export interface ValuesQuery {
  /** `reference`, `production` or another relation's name, unquoted. */
  readonly relation: string;
  readonly column: string;
  /** An SQL predicate over the relation's columns, or nothing for all rows. */
  readonly where?: string;
}

/** A numeric column as its sorted distinct finite values and how often each occurs. */
export interface ValueCounts {
  /** Ascending, distinct, finite; -0 is stored as 0. */
  readonly values: Float64Array;
  /** Same length: rows that hold each value, each at least 1. */
  readonly counts: Float64Array;
  /** Rows asked about: finite + nulls + nans + both infinities. */
  readonly rows: number;
  readonly nulls: number;
  readonly nans: number;
  readonly negativeInfinities: number;
  readonly positiveInfinities: number;
}

/** Finite values of rows by a whole-number key, such as a window and a label, for rank statistics inside many groups. */
export interface GroupsQuery {
  /** `reference`, `production` or another relation's name, unquoted. */
  readonly relation: string;
  /** SQL over the relation's columns: the value, a number or null. */
  readonly value: string;
  /** SQL over the relation's columns: a whole number within ±2^50, or null where the row is in no group. */
  readonly key: string;
  /** The engine fails when there are more groups. */
  readonly maxGroups: number;
}

/**
 * The finite values of all groups in one ascending list, so that ranks and bins inside a group, of several groups and of all
 * rows come from a look at the list and not from sorting again.
 */
export interface GroupedCounts {
  /** The groups that have rows, ascending. */
  readonly keys: Float64Array;
  /** Ascending and finite, once for each group that has it; -0 is stored as 0. */
  readonly values: Float64Array;
  /** Same length: the place in `keys` of the group that has the value; ascending where the value is the same. */
  readonly groups: Uint32Array;
  /** Same length: rows of the group that hold the value, each at least 1. */
  readonly counts: Float64Array;
  /** By group: rows without a value, and with one that is no finite number. */
  readonly nulls: Float64Array;
  readonly nans: Float64Array;
  readonly negativeInfinities: Float64Array;
  readonly positiveInfinities: Float64Array;
}

/** How often rows fall into bins of a number, crossed with whole-number keys such as a window and a group. */
export interface CrossCountsQuery {
  /** `reference`, `production` or another relation's name, unquoted. */
  readonly relation: string;
  /** SQL over the relation's columns: the number that is binned, or null. */
  readonly value: string;
  /** Strictly ascending and finite. They cut open bins, each [a, b): (−∞, e₀), [e₀, e₁), …, [eₙ₋₁, ∞); infinities fall in the outer two. */
  readonly edges: readonly number[];
  /**
   * Each is counted for itself: keys as SQL over the relation's columns, a whole number within ±2^50, or null or NaN where the
   * row is not counted here. A key has at most 65,535 different numbers.
   */
  readonly crossings: readonly (readonly string[])[];
  /** The engine fails when a crossing has more cells than this: the numbers of each of its keys, times the bins. */
  readonly maxCells: number;
}

/** The rows of one crossing. */
export interface CrossCounts {
  /** The numbers of each key that occur, ascending. */
  readonly keys: readonly Float64Array[];
  /** Rows by the places of the keys and by bin, the bin last and fastest: `edges.length + 1` bins, then one of null and NaN. */
  readonly counts: Float64Array;
}

/** A query under the name by which later ones read it. */
export interface NamedQuery {
  readonly name: string;
  readonly sql: string;
}

/** A query that a person wrote. The engine's own parser must take it as one read-only SELECT before any of it runs. */
export interface FreeQuery {
  readonly sql: string;
  /** Rows beyond these are counted and not read. */
  readonly maxRows: number;
  /** Other queries of the person's that this one reads as relations; each may read those before it. */
  readonly earlier?: readonly NamedQuery[];
}

/** What a free query gives: its columns are known only now, and two may have one name. */
export interface FreeTable {
  /** `type` is the engine's SQL type. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** In the query's order, one value a column, as JSON can carry them (`sql/free-table.ts`). */
  readonly rows: readonly (readonly Scalar[])[];
  /** All rows of the query, read or not. */
  readonly total: number;
  /** What the query calls whose answer differs at each run, as the person reads it: `now()`, `random()`; usually nothing. */
  readonly varies: readonly string[];
}

/** Where a kind gets its sufficient statistics. The engine is one; tests bring their own. */
export interface StatsSource {
  rows<Row>(query: StatsQuery<Row>): Promise<readonly Row[]>;
  values(query: ValuesQuery): Promise<ValueCounts>;
  groupedValues(query: GroupsQuery): Promise<GroupedCounts>;
  /** One answer for each crossing, in their order. */
  crossCounts(query: CrossCountsQuery): Promise<readonly CrossCounts[]>;
  /** Throws `refused/statement` for anything but one SELECT over the relations. */
  table(query: FreeQuery): Promise<FreeTable>;
}
