import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import type { Comparison } from "../pairing.ts";
import { differsSql, type Tolerance } from "./equality.ts";
import { joinedSql, type JoinedRows } from "./join.ts";

export const isNumeric = (as: Comparison): boolean => as === "whole" || as === "number" || as === "parsed";

/** The differing rows of the one column of a join, as `t`, `s` and, with steps, `p`. */
export function differingSql(rows: JoinedRows, tolerance: Tolerance, also: readonly string[] = []): string {
  const as = rows.columns[0]?.as ?? "text";
  const cast = (name: string): string => (isNumeric(as) ? `CAST(${name} AS DOUBLE)` : name);
  const steps = rows.steps === true && rows.pairing.steps !== null ? [`${cast("p0")} AS p`] : [];
  const selected = [`${cast("t0")} AS t`, `${cast("s0")} AS s`, ...steps, ...also];
  return `SELECT ${selected.join(", ")} FROM ${joinedSql(rows)} j WHERE ${differsSql(0, as, tolerance)}`;
}

const candidateRow = z.object({
  kind: z.enum(["ratio", "offset", "filled", "emptied", "serving", "training", "pair", "short_s", "short_t", "shift"]),
  /** A number that is rounded to the digits that matter, or a value as text. */
  number: z.number().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  rows: z.number(),
});
export type Candidate = z.infer<typeof candidateRow>;

const finite = "isfinite(t) AND isfinite(s)";
const both = "t IS NOT NULL AND s IS NOT NULL";
const mostPairs = 5;

/** The most frequent constants among the differing rows of one column: what a pattern could be made of. */
export function candidatesQuery(rows: JoinedRows, tolerance: Tolerance): StatsQuery<Candidate> {
  const [column] = rows.columns;
  const as = column?.as ?? "text";
  const own = isNumeric(as) ? numberCandidates : as === "instant" ? [shift] : as === "text" ? textCandidates : [];
  const all = [...own, ...valueCandidates(isNumeric(as))];
  return {
    name: `patterns ${column?.name ?? ""}`,
    maxRows: all.length - 1 + mostPairs,
    sql: `WITH d AS MATERIALIZED (${differingSql(rows, tolerance)})\n${all.map((sql) => `(${sql})`).join("\nUNION ALL\n")}`,
    row: candidateRow,
  };
}

const row = (kind: Candidate["kind"], { number = "CAST(NULL AS DOUBLE)", from = none, to = none }): string =>
  `SELECT '${kind}' AS kind, ${number} AS "number", ${from} AS "from", ${to} AS "to", count(*)::DOUBLE AS "rows"`;
const none = "CAST(NULL AS VARCHAR)";

/** The most frequent number, first among those equal in 7 digits, then in `digits`: quick, and as exact as arithmetic allows. */
function frequent(kind: "ratio" | "offset", expression: string, digits: number): string {
  const values = `SELECT x, TRY_CAST(x AS FLOAT) AS f FROM (SELECT ${expression} AS x FROM d WHERE ${finite}${kind === "ratio" ? " AND t <> 0 AND s <> 0" : ""}) e WHERE isfinite(x)`;
  const top = `SELECT f FROM (${values}) v WHERE f IS NOT NULL GROUP BY f ORDER BY count(*) DESC, f LIMIT 1`;
  return `${row(kind, { number: "CAST(x12 AS DOUBLE)" })}
FROM (SELECT printf('%.${digits - 1}e', x) AS x12 FROM (${values}) v WHERE f = (${top})) g GROUP BY x12 ORDER BY "rows" DESC, "number" LIMIT 1`;
}

const numberCandidates = [frequent("ratio", "s / t", 12), frequent("offset", "s - t", 10)];

const shift = `${row("shift", { number: "d / 1e6" })}
FROM (SELECT date_diff('microsecond', t, s)::DOUBLE AS d FROM d WHERE ${finite}) e GROUP BY d ORDER BY "rows" DESC, d LIMIT 1`;

const shortened = (kind: "short_s" | "short_t", long: string, short: string): string =>
  `${row(kind, { number: "n" })}
FROM (SELECT length(${short})::DOUBLE AS n FROM d WHERE ${short} <> '' AND length(${short}) < length(${long}) AND starts_with(${long}, ${short})) e
GROUP BY n ORDER BY "rows" DESC, n LIMIT 1`;

const textCandidates = [
  `${row("pair", { from: "t", to: "s" })} FROM d WHERE ${both} GROUP BY t, s ORDER BY "rows" DESC, t, s LIMIT ${mostPairs}`,
  shortened("short_s", "t", "s"),
  shortened("short_t", "s", "t"),
];

/** The most frequent value of one side where the other has none, or another one. */
function valueCandidates(numeric: boolean): readonly string[] {
  const top = (kind: "filled" | "emptied" | "serving" | "training", side: "t" | "s", where: string): string => {
    const end = side === "s" ? "to" : "from";
    const value = numeric ? { number: `${side} + 0` } : { [end]: `CAST(${side} AS VARCHAR)` };
    const present = numeric ? ` AND isfinite(${side})` : "";
    return `${row(kind, value)} FROM d WHERE ${where}${present} GROUP BY ${side} ORDER BY "rows" DESC, ${side} LIMIT 1`;
  };
  return [
    top("filled", "s", "t IS NULL"),
    top("emptied", "t", "s IS NULL"),
    top("serving", "s", both),
    top("training", "t", both),
  ];
}
