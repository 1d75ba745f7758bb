import { z } from "../../../base/schema.ts";
import type { GroupsQuery, StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import type { Roles } from "../roles.ts";

const labelsRow = z.object({ labels: z.number() });

/** How many labels there are. */
export const labelsQuery = ({ relation, labelSql, labelled }: Roles): StatsQuery<z.infer<typeof labelsRow>> => ({
  name: `labels of ${relation}`,
  maxRows: 1,
  sql: `SELECT count(*)::DOUBLE AS labels FROM (SELECT ${labelSql} AS y FROM ${identifier(relation)} WHERE ${labelled} GROUP BY 1) t`,
  row: labelsRow,
});

export const labelKeys = { negative: 0, positive: 1, unlabelled: 2 } as const;

/** Rows by label, and the scores of those that have one. */
export const scoresQuery = ({ relation, scoreSql, labelled, positive }: Roles): GroupsQuery => ({
  ...{ relation, maxGroups: 3, value: `CASE WHEN ${labelled} THEN ${scoreSql} END` },
  key: `CASE WHEN ${labelled} THEN CASE WHEN ${positive} THEN ${labelKeys.positive} ELSE ${labelKeys.negative} END ELSE ${labelKeys.unlabelled} END`,
});
