import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier, timestampLiteral } from "../../../sql/quote.ts";
import type { WindowUnit } from "../config.ts";
import type { WindowRows } from "../parts.ts";
import { asTimestamp, instantText } from "./instant.ts";

interface WindowSpan {
  readonly relation: string;
  readonly time: string;
  readonly unit: WindowUnit;
  /** Starts of the first window and of the one after the last. */
  readonly from: string;
  readonly to: string;
}

export const maxWindows = 400;

/** Rows that satisfy a predicate, by window of the time column. Windows with no such row are not listed. */
export function perWindowQuery(span: WindowSpan, predicate = "TRUE"): StatsQuery<WindowRows> {
  const time = asTimestamp(span.time);
  const inside = `${time} >= ${timestampLiteral(span.from)} AND ${time} < ${timestampLiteral(span.to)}`;
  return {
    name: `windows ${span.relation}`,
    maxRows: maxWindows,
    sql: `SELECT ${instantText("w")} AS start, count(*)::DOUBLE AS "rows"
FROM (SELECT date_trunc('${span.unit}', ${time}) AS w FROM ${identifier(span.relation)} WHERE ${inside} AND (${predicate})) t
GROUP BY w ORDER BY w`,
    row: z.object({ start: z.string(), rows: z.number() }),
  };
}

export interface TopGroup {
  readonly value: string | null;
  readonly rows: number;
  readonly affected: number;
  /** Over all values of the group column. */
  readonly allRows: number;
  readonly allAffected: number;
}

/** The value of a group column that holds most of a predicate's rows, the first by name among equals. */
export const topGroupQuery = (relation: string, group: string, predicate: string): StatsQuery<TopGroup> => ({
  name: `groups ${relation}.${group}`,
  maxRows: 1,
  sql: `SELECT value, "rows", affected, (sum("rows") OVER ())::DOUBLE AS all_rows, (sum(affected) OVER ())::DOUBLE AS all_affected
FROM (SELECT value, count(*)::DOUBLE AS "rows", (count(*) FILTER (WHERE hit))::DOUBLE AS affected
  FROM (SELECT CAST(${identifier(group)} AS VARCHAR) AS value, coalesce(${predicate}, FALSE) AS hit FROM ${identifier(relation)}) t
  GROUP BY value) g
ORDER BY affected DESC, value NULLS LAST LIMIT 1`,
  row: z
    .object({
      value: z.string().nullable(),
      rows: z.number(),
      affected: z.number(),
      all_rows: z.number(),
      all_affected: z.number(),
    })
    .transform(({ all_rows: allRows, all_affected: allAffected, ...top }) => ({ ...top, allRows, allAffected })),
});
