import { z } from "../../../base/schema.ts";
import type { GroupsQuery, StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import { inWindowSql, windowStartSql, type TimeFrame } from "../../time-windows.ts";
import { windowKeySql } from "../../window-keys.ts";
import type { Roles } from "../roles.ts";

const labelsRow = z.object({ labels: z.number(), rows: z.number() });

/** How many labels there are, and all rows. */
export const labelsQuery = ({ relation, labelSql, labelled }: Roles): StatsQuery<z.infer<typeof labelsRow>> => ({
  name: `labels of ${relation}`,
  maxRows: 1,
  sql: `SELECT count(y)::DOUBLE AS labels, coalesce(sum(n), 0)::DOUBLE AS "rows"
FROM (SELECT CASE WHEN ${labelled} THEN ${labelSql} END AS y, count(*) AS n FROM ${identifier(relation)} GROUP BY 1) t`,
  row: labelsRow,
});

export const labelCodes = { negative: 0, positive: 1 } as const;
/** More months than timestamps can have. */
const mostWindows = 10_000_000;

/** SQL: where a row's window begins; null where it is in none. */
export const startSql = (frame: TimeFrame | null): string =>
  frame === null ? "CAST(NULL AS TIMESTAMP)" : `CASE WHEN ${inWindowSql(frame)} THEN ${windowStartSql(frame)} END`;

/** The scores of labelled rows by window (UTC; weeks begin on Monday) and label. */
export const scoresQuery = (
  { relation, scoreSql, labelled, positive }: Roles,
  frame: TimeFrame | null,
): GroupsQuery => ({
  ...{ relation, maxGroups: 2 * mostWindows, value: scoreSql },
  key: windowKeySql(startSql(frame), `CASE WHEN ${labelled} THEN CAST(${positive} AS INTEGER) END`),
});
