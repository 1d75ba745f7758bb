import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { daySql, inWindowSql, windowStartSql, type TimeFrame } from "../../time-windows.ts";
import type { Coded } from "../coded.ts";
import type { Counts } from "../counts.ts";
import { rowsSql, type SideSql } from "../side-sql.ts";
import type { Tally } from "./tally.ts";

/** Part of the rows of one cell; `set` is a place in the sets that were asked for. */
export interface CellRow {
  readonly set: number;
  readonly cell: number;
  readonly counts: Counts;
}
export interface WindowRow extends CellRow {
  readonly day: string;
}

/** Which groups of a side are counted: the cross products of some sets of its columns. */
export interface Asked {
  readonly side: SideSql;
  readonly columns: readonly Coded[];
  readonly sets: readonly (readonly Coded[])[];
}

type Counted = Pick<Tally, "keys" | "sums" | "perCell">;

/** How many cells the columns' cross product has. */
export const cellCount = (columns: readonly Coded[]): number =>
  columns.reduce((product, { labels }) => product * labels.length, 1);

/** The codes behind the number of a cell. */
export function codesOf(cell: number, columns: readonly Coded[]): number[] {
  const codes: number[] = [];
  let left = cell;
  for (const { labels } of [...columns].reverse()) {
    codes.unshift(left % labels.length);
    left = Math.floor(left / labels.length);
  }
  return codes;
}

const key = (place: number): string => `k${String(place)}`;
/** What rows are grouped by: a column's few values as they are, else its code. */
const keysSql = ({ columns }: Asked): readonly string[] =>
  columns.map(({ few, sql }, place) => `${few?.value ?? sql} AS ${key(place)}`);

/** The code of a group's key. */
const codeOf = ({ columns }: Asked, column: Coded): string => {
  const own = key(columns.indexOf(column));
  return column.few?.codeOf(own) ?? own;
};

/** The codes of a set's columns as one number, the first column's the highest digit. */
const cellSql = (asked: Asked, set: readonly Coded[]): string =>
  set.reduce((sum, column) => `(${sum} * ${String(column.labels.length)} + (${codeOf(asked, column)}))`, "0");

const groupingSets = ({ columns, sets }: Asked, more: readonly string[]): string =>
  `GROUPING SETS (${sets.map((set) => `(${[...set.map((column) => key(columns.indexOf(column))), ...more].join(", ")})`).join(", ")})`;

/** What `GROUPING` of all keys says of each set: a 1 for every column that is not in it, the first column's the highest digit. */
const gapsOf = ({ columns }: Asked, set: readonly Coded[]): number =>
  columns.reduce((sum, column) => 2 * sum + (set.includes(column) ? 0 : 1), 0);

/** SQL: the set and the cell of a row that was grouped. */
function placeSql(asked: Asked): string {
  if (asked.columns.length === 0) return '0 AS "set", 0 AS cell';
  const by = (write: (set: readonly Coded[], place: number) => string): string =>
    `CASE gaps ${asked.sets.map((set, place) => `WHEN ${String(gapsOf(asked, set))} THEN ${write(set, place)}`).join(" ")} END`;
  return `${by((_, place) => String(place))} AS "set", ${by((set) => cellSql(asked, set))} AS cell`;
}

const gapsSql = ({ columns }: Asked): string =>
  columns.length === 0 ? "0" : `GROUPING(${columns.map((_, place) => key(place)).join(", ")})`;

/**
 * SQL: rows grouped by each set of columns and by the task's keys in one pass, and what they sum up to. Groups get their codes
 * only once they are counted; several values may have one code, so that they are summed once more.
 */
function tallySql(asked: Asked, tally: Counted, rows: string, more: readonly string[]): string {
  const [keys, sums] = [Object.entries(tally.keys), Object.entries(tally.sums)];
  const named = keys.map(([name]) => name);
  const grouped = `SELECT ${[
    ...asked.columns.map((_, place) => key(place)),
    ...[...more, ...named, `${gapsSql(asked)} AS gaps`],
    ...sums.map(([name, sql]) => `${sql} AS ${name}`),
  ].join(", ")} FROM (SELECT ${["*", ...keys.map(([name, sql]) => `${sql} AS ${name}`)].join(", ")} FROM (${rows}) b) c
  GROUP BY ${groupingSets(asked, [...more, ...named])}`;
  const all = ['"set"', "cell", ...more, ...named];
  return `SELECT ${[...all, ...sums.map(([name]) => `coalesce(CAST(sum(${name}) AS DOUBLE), 0e0) AS ${name}`)].join(", ")}
  FROM (SELECT *, ${placeSql(asked)} FROM (${grouped}) d) e GROUP BY ${all.join(", ")}`;
}

const orderOf = (tally: Counted): string =>
  ['"set"', "cell", ...Object.keys(tally.keys).map((name) => `${name} NULLS FIRST`)].join(", ");
const numbersOf = ({ keys, sums }: Counted): string =>
  [...Object.keys(keys), ...Object.keys(sums)].map((name) => `CAST(${name} AS DOUBLE) AS ${name}`).join(", ");

const place = z.object({ set: z.number(), cell: z.number() });
const mostRows = ({ sets }: Asked, { perCell }: Counted): number =>
  perCell * sets.reduce((sum, set) => sum + cellCount(set), 0);
const namesOf = ({ columns }: Asked): string => columns.map(({ column }) => column).join(", ") || "all rows";

/** Rows of every cell of each set, by what the task tells rows apart. */
export const cellsQuery = (asked: Asked, tally: Tally): StatsQuery<CellRow> => ({
  name: `groups of ${namesOf(asked)} in ${asked.side.relation}`,
  maxRows: mostRows(asked, tally),
  sql: `SELECT "set", cell, ${numbersOf(tally)} FROM (${tallySql(asked, tally, rowsSql(asked.side, keysSql(asked)), [])}) f
ORDER BY ${orderOf(tally)}`,
  row: z
    .looseObject({ set: z.number(), cell: z.number() })
    .transform((row): CellRow => ({ ...place.parse(row), counts: tally.row.parse(row) })),
});

/** So many windows at most: those with most rows. */
const mostWindows = 240;

/** Rows of every cell of each set by window. */
export function windowsQuery(asked: Asked, tally: Tally, frame: TimeFrame): StatsQuery<WindowRow> {
  const window = `CASE WHEN ${inWindowSql(frame)} THEN ${windowStartSql(frame)} END AS w`;
  const timed = `SELECT * FROM (${rowsSql(asked.side, [...keysSql(asked), window])}) t WHERE w IS NOT NULL`;
  return {
    name: `groups of ${namesOf(asked)} over time`,
    maxRows: mostWindows * mostRows(asked, tally),
    sql: `WITH g AS MATERIALIZED (${tallySql(asked, tally, timed, ["w"])}),
chosen AS (SELECT w FROM g GROUP BY w ORDER BY sum(n) DESC, w LIMIT ${String(mostWindows)})
SELECT ${daySql("w")} AS "day", "set", cell, ${numbersOf(tally)} FROM g WHERE w IN (SELECT w FROM chosen)
ORDER BY 1, ${orderOf(tally)}`,
    row: z
      .looseObject({ day: z.string(), set: z.number(), cell: z.number() })
      .transform((row): WindowRow => ({ day: row.day, ...place.parse(row), counts: tally.row.parse(row) })),
  };
}

/** Thresholds are multiples of 1/50. */
export const steps = 50;

const scoreRow = z.object({
  ...{ set: z.number(), cell: z.number(), step: z.number(), label: z.number().nullable(), n: z.number() },
});
export type ScoreRow = z.infer<typeof scoreRow>;

const all = `${String(steps)}e0`;
const scoreTally: Counted = {
  // floor(p * 50) may miss by one where p is a threshold itself, so it is compared with the thresholds beside it.
  keys: { step: `CASE WHEN p >= (f + 1) / ${all} THEN f + 1 WHEN p < f / ${all} THEN f - 1 ELSE f END`, label: "y" },
  sums: { n: "count(*)" },
  perCell: 3 * (steps + 1),
};

/** Rows with a probability of every cell of each set by the largest threshold that the score reaches, and by label. */
export const scoresQuery = (asked: Asked): StatsQuery<ScoreRow> => ({
  name: `scores of ${namesOf(asked)}`,
  maxRows: mostRows(asked, scoreTally),
  sql: `SELECT "set", cell, ${numbersOf(scoreTally)} FROM (${tallySql(asked, scoreTally, `SELECT *, floor(p * ${all}) AS f FROM (${rowsSql(asked.side, keysSql(asked))}) t WHERE p IS NOT NULL`, [])}) f
ORDER BY ${orderOf(scoreTally)}`,
  row: scoreRow,
});
