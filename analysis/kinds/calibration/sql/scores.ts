import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import { usable, type Roles } from "../roles.ts";

const profileRow = z.object({
  ...{ rows: z.number(), no_label: z.number(), no_score: z.number(), infinite: z.number(), outside: z.number() },
  ...{ labels: z.number(), positives: z.number(), distinct: z.number() },
});
export type ScoreProfile = z.infer<typeof profileRow>;

/** Rows by what they lack: first the label, then the score (null or NaN), then a score that is a probability. */
export function profileQuery(roles: Roles): StatsQuery<ScoreProfile> {
  const count = (condition: string): string => `(count(*) FILTER (WHERE ${condition}))::DOUBLE`;
  return {
    name: `scores of ${roles.relation}`,
    maxRows: 1,
    sql: `SELECT count(*)::DOUBLE AS "rows", ${count("NOT labelled")} AS no_label,
  ${count("labelled AND (s IS NULL OR isnan(s))")} AS no_score, ${count("labelled AND isinf(s)")} AS infinite,
  ${count("labelled AND isfinite(s) AND (s < 0e0 OR s > 1e0)")} AS outside,
  (count(DISTINCT y) FILTER (WHERE labelled))::DOUBLE AS labels, ${count("labelled AND yes")} AS positives,
  approx_count_distinct(s)::DOUBLE AS "distinct"
FROM (SELECT ${roles.scoreSql} AS s, ${roles.labelled} AS labelled, ${roles.labelSql} AS y, ${roles.positive} AS yes
  FROM ${identifier(roles.relation)}) t`,
    row: profileRow,
  };
}

/** Above this many distinct scores, by an approximate count, sorted values come in two columns instead of as rows. */
export const fewScores = 20_000;

const groupedRow = z.object({ score: z.number(), no: z.number(), yes: z.number() });
export type GroupedRow = z.infer<typeof groupedRow>;

/** Rows by score and label. */
export const groupedQuery = (roles: Roles): StatsQuery<GroupedRow> => ({
  name: `labels by score of ${roles.relation}`,
  maxRows: 5 * fewScores,
  sql: `SELECT score, (count(*) FILTER (WHERE NOT yes))::DOUBLE AS "no", (count(*) FILTER (WHERE yes))::DOUBLE AS yes
FROM (SELECT ${roles.scoreSql} + 0e0 AS score, ${roles.positive} AS yes FROM ${identifier(roles.relation)} WHERE ${usable(roles)}) t
GROUP BY score ORDER BY score`,
  row: groupedRow,
});
