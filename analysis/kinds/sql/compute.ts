import { invariant } from "../../base/assert.ts";
import type { FreeTable, Scalar } from "../../base/stats-source.ts";
import type { SqlConfig } from "./config.ts";
import type { Expectation, SqlResult } from "./result.ts";

/** A result is read by people and stored in a file that is reviewed. */
const mostValues = 200_000;
const longestText = 1000;

export function compute([table]: readonly FreeTable[], config: SqlConfig): SqlResult {
  invariant(table !== undefined, "the query was run");
  const fitting = Math.floor(mostValues / Math.max(1, table.columns.length));
  const read = config.keep === "nothing" ? [] : table.rows.slice(0, Math.min(config.max_rows, fitting));
  const rows = read.map((row) => row.map(shortened));
  return {
    columns: table.columns.map(({ name, type }) => ({ name, type })),
    ...{ keep: config.keep, rows, total: table.total },
    cut_texts: read.reduce((sum, row) => sum + row.filter(isLong).length, 0),
    // Chance and the clock are no ground for a verdict.
    expectation: table.varies.length > 0 ? null : expectationOf(table, config),
    chart: config.chart,
    ...(table.varies.length > 0 ? { varies: [...table.varies] } : {}),
  };
}

const isLong = (value: Scalar): value is string => typeof value === "string" && value.length > longestText;

/** Never half a character: a lone surrogate has no place in the file. */
export const shortened = (value: Scalar): Scalar =>
  isLong(value) ? `${value.slice(0, longestText - 1).replace(/[\uD800-\uDBFF]$/, "")}…` : value;

function expectationOf({ rows, total }: FreeTable, { expect, keep }: SqlConfig): Expectation | null {
  const { rule, low, high, level } = expect;
  if (rule === "none") return null;
  const given = { rule, low, high, level };
  if (rule === "no_rows") return { ...given, low: null, high: null, value: null, reason: null, holds: total === 0 };
  const value = rows[0]?.[0];
  if (value === undefined) return { ...given, value: null, reason: "no_rows", holds: null };
  if (typeof value !== "number") return { ...given, value: null, reason: "not_a_number", holds: null };
  const holds = (low === null || value >= low) && (high === null || value <= high);
  return keep === "nothing"
    ? { ...given, value: null, reason: "not_kept", holds }
    : { ...given, value, reason: null, holds };
}
