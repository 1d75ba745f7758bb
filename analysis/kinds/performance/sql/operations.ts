import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import type { SideQuery } from "./side-query.ts";

const number = z.number().nullable();
const row = z.strictObject({
  ...{ day: z.string().nullable(), rows: z.number(), timed: z.number(), p50: number, p95: number, p99: number },
  ...{ known: z.number(), errors: z.number(), first: z.string().nullable(), last: z.string().nullable() },
});
export type OperationRow = z.infer<typeof row>;

interface Columns extends SideQuery {
  /** A DOUBLE, null where it is missing. */
  readonly latency: string;
  /** 1 where the row is an error, 0 where it is none, null where that is not known. */
  readonly error: string;
  /** A TIMESTAMP, null where it is missing. */
  readonly time: string;
}

/** Rows, exact quantiles of latency (linear between order statistics) and errors by window. */
export function operations({ relation, start, text, latency, error, time }: Columns): StatsQuery<OperationRow> {
  const quantile = (p: string): string => `quantile_cont(l, ${p})`;
  const instant = (value: string): string => `strftime(${value}, '%Y-%m-%dT%H:%M:%S.000Z')`;
  return {
    name: `operation of ${relation}`,
    maxRows: 20_000,
    row,
    sql: `SELECT ${text("w")} AS day, CAST(count(*) AS DOUBLE) AS "rows", CAST(count(l) AS DOUBLE) AS timed, ${quantile("0.5")} AS p50, ${quantile("0.95")} AS p95, ${quantile("0.99")} AS p99,
  CAST(count(e) AS DOUBLE) AS known, CAST(count(*) FILTER (WHERE e = 1) AS DOUBLE) AS errors, ${instant("min(t)")} AS "first", ${instant("max(t)")} AS "last"
FROM (SELECT ${start} AS w, ${latency} AS l, ${error} AS e, ${time} AS t FROM ${identifier(relation)}) r GROUP BY w ORDER BY 1`,
  };
}
