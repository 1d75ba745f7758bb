import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import type { PerformanceConfig } from "../config.ts";

/** Windows of about so many rows, or about so many windows of equally many rows; each side has its own. */
export interface RowFrame {
  readonly column: string;
  readonly unit: "rows";
  readonly rows: Exclude<PerformanceConfig["windows"], string>;
}

/** Windows of rows a side at most: smaller ones are made larger. */
const mostRowWindows = 120;

const row = z.strictObject({ start: z.string(), last: z.string() });
export type CutRow = z.infer<typeof row>;

/**
 * Where windows of about so many rows begin, and the end of the last: rows are put in order of time, and each window begins
 * with the minute of the row that opens it. Rows of one minute stay together, so that their order is of no matter.
 */
export function rowWindowCuts(relation: string, { column, rows }: RowFrame): StatsQuery<CutRow> {
  const time = `CAST(${identifier(column)} AS TIMESTAMP)`;
  const least = `CAST(ceil(n / ${mostRowWindows}e0) AS BIGINT)`;
  const size =
    rows.by === "rows"
      ? `greatest(${rows.size}, ${least})`
      : `greatest(1, CAST(ceil(n / ${rows.windows}e0) AS BIGINT))`;
  const text = (value: string): string => `strftime(${value}, '%Y-%m-%dT%H:%M:00.000Z')`;
  return {
    name: `windows of rows of ${relation}`,
    maxRows: mostRowWindows + 1,
    row,
    sql: `WITH m AS (SELECT date_trunc('minute', ${time}) AS t, count(*) AS c FROM ${identifier(relation)} WHERE isfinite(${time}) GROUP BY 1),
a AS (SELECT CAST(sum(c) AS BIGINT) AS n, max(t) + INTERVAL 1 MINUTE AS last FROM m),
b AS (SELECT t, CAST(sum(c) OVER (ORDER BY t ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS upto, c FROM m),
w AS (SELECT t, (upto - 1) // ${size} AS number, last FROM b, a),
k AS (SELECT t, last, number, lag(number) OVER (ORDER BY t) AS before FROM w)
SELECT ${text("t")} AS start, ${text("last")} AS "last" FROM k WHERE before IS NULL OR number > before ORDER BY t`,
  };
}
