import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import type { WindowUnit } from "../config.ts";

const row = z.strictObject({ day: z.string(), bin: z.number(), n: z.number() });
export type WindowRow = z.infer<typeof row>;

export interface TimeFrame {
  readonly column: string;
  readonly unit: WindowUnit;
}

/** Rows of production by window (UTC; weeks begin on Monday) and bin. Rows without a time belong to no window. */
export function windowCounts(
  time: TimeFrame,
  bin: string,
  { label, where }: { readonly label: string; readonly where: string | null },
): StatsQuery<WindowRow> {
  const start = `date_trunc('${time.unit}', CAST(${identifier(time.column)} AS TIMESTAMP))`;
  const only = where === null ? "" : ` AND ${where}`;
  return {
    name: `windows of ${label}`,
    maxRows: 50_000,
    row,
    sql: `SELECT strftime(${start}, '%Y-%m-%d') AS day, ${bin} AS bin, CAST(count(*) AS DOUBLE) AS n
FROM "production" WHERE ${identifier(time.column)} IS NOT NULL${only} GROUP BY 1, 2 ORDER BY 1, 2`,
  };
}
