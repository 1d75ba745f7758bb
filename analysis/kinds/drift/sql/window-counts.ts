import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import { daySql, windowStartSql, type TimeFrame } from "../../time-windows.ts";

const row = z.strictObject({ day: z.string(), bin: z.number(), n: z.number() });
export type WindowRow = z.infer<typeof row>;

/** Rows of production by window (UTC; weeks begin on Monday) and bin. Rows without a time belong to no window. */
export function windowCounts(
  time: TimeFrame,
  bin: string,
  { label, where }: { readonly label: string; readonly where: string | null },
): StatsQuery<WindowRow> {
  const only = where === null ? "" : ` AND ${where}`;
  return {
    name: `windows of ${label}`,
    maxRows: 50_000,
    row,
    sql: `SELECT ${daySql("w")} AS day, bin, n FROM (
  SELECT ${windowStartSql(time)} AS w, ${bin} AS bin, CAST(count(*) AS DOUBLE) AS n
  FROM "production" WHERE ${identifier(time.column)} IS NOT NULL${only} GROUP BY 1, 2) g ORDER BY 1, 2`,
  };
}
