import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier, timestampLiteral } from "../../../sql/quote.ts";
import { asTimestamp, instantText } from "./instant.ts";

export interface Quartiles {
  readonly lower: string | null;
  readonly upper: string | null;
}

/** The first and third quartile of a timestamp column: half of the rows lie between, whatever the others say. */
export const quartilesQuery = (relation: string, column: string): StatsQuery<Quartiles> => ({
  name: `quartiles ${relation}.${column}`,
  maxRows: 1,
  sql: `SELECT ${instantText("quantile_disc(t, 0.25)")} AS lower, ${instantText("quantile_disc(t, 0.75)")} AS upper
FROM (SELECT ${asTimestamp(column)} AS t FROM ${identifier(relation)}) r WHERE isfinite(t)`,
  row: z.object({ lower: z.string().nullable(), upper: z.string().nullable() }),
});

const rangeRow = z.object({
  ...{ rows: z.number(), nulls: z.number(), far: z.number() },
  ...{
    earliest: z.string().nullable(),
    latest: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
  },
});
export type TimeRange = z.infer<typeof rangeRow>;

/** Rows inside and outside `[low, high]`, and the ends of what is inside. */
export function rangeQuery(
  relation: string,
  column: string,
  [low, high]: readonly [string, string],
): StatsQuery<TimeRange> {
  const inside = `isfinite(t) AND t >= ${timestampLiteral(low)} AND t <= ${timestampLiteral(high)}`;
  return {
    name: `time range ${relation}.${column}`,
    maxRows: 1,
    sql: `SELECT count(*)::DOUBLE AS "rows", (count(*) - count(t))::DOUBLE AS nulls,
  (count(*) FILTER (WHERE t IS NOT NULL AND NOT (${inside})))::DOUBLE AS far,
  ${instantText("min(t) FILTER (WHERE isfinite(t))")} AS earliest, ${instantText("max(t) FILTER (WHERE isfinite(t))")} AS latest,
  ${instantText(`min(t) FILTER (WHERE ${inside})`)} AS "from", ${instantText(`max(t) FILTER (WHERE ${inside})`)} AS "to"
FROM (SELECT ${asTimestamp(column)} AS t FROM ${identifier(relation)}) r`,
    row: rangeRow,
  };
}

/** Rows whose time is neither missing nor inside `[low, high]`. */
export const farPredicate = (column: string, [low, high]: readonly [string, string]): string => {
  const time = asTimestamp(column);
  return `${time} IS NOT NULL AND NOT (isfinite(${time}) AND ${time} >= ${timestampLiteral(low)} AND ${time} <= ${timestampLiteral(high)})`;
};
