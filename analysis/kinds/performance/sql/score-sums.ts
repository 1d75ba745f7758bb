import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import { leastProbability } from "../../../stats/probability-loss.ts";
import { doubleLiteral } from "../../../sql/quote.ts";
import { mostWindowRows, type SideQuery } from "./side-query.ts";

const row = z.strictObject({
  ...{ day: z.string(), positives: z.number(), negatives: z.number(), outside: z.number() },
  ...{ worse: z.number(), worse_squared: z.number(), better_squared: z.number(), precision: z.number() },
  ...{ log_loss: z.number(), log_loss_squares: z.number(), brier: z.number(), brier_squares: z.number() },
});
export type ScoreRow = z.infer<typeof row>;

/**
 * The sums of stats/roc-auc.ts and stats/probability-loss.ts for every window: labels counted by window and score, then
 * added up from the highest score down. Ranks are sums of whole numbers and so exact.
 */
export function scoreSums({ relation, start, text }: SideQuery, label: string, score: string): StatsQuery<ScoreRow> {
  const [least, most] = [doubleLiteral(leastProbability), doubleLiteral(1 - leastProbability)];
  const clipped = `greatest(${least}, least(${most}, s))`;
  return {
    name: `scores of ${relation}`,
    maxRows: mostWindowRows,
    row,
    sql: `WITH r AS (SELECT ${start} AS w, ${label} AS y, ${score} AS s FROM ${identifier(relation)}),
g AS (
  SELECT w, s, CAST(sum(y) AS HUGEINT) AS p, CAST(count(*) - sum(y) AS HUGEINT) AS n
  FROM r WHERE w IS NOT NULL AND y IS NOT NULL AND s IS NOT NULL GROUP BY 1, 2
),
c AS (
  SELECT w, s, p, n, CAST(sum(p) OVER above AS HUGEINT) AS pc, CAST(sum(n) OVER above AS HUGEINT) AS nc,
    -ln(${clipped}) AS lp, -ln(1e0 - ${clipped}) AS ln_, least(greatest(s, 0e0), 1e0) AS b
  FROM g WINDOW above AS (PARTITION BY w ORDER BY s DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
)
SELECT ${text("w")} AS day, CAST(sum(p) AS DOUBLE) AS positives, CAST(sum(n) AS DOUBLE) AS negatives,
  CAST(count(*) FILTER (WHERE s < 0e0 OR s > 1e0) AS DOUBLE) AS outside,
  CAST(sum(p * (2 * nc - n)) AS DOUBLE) AS worse,
  CAST(sum(p * (2 * nc - n) * (2 * nc - n)) AS DOUBLE) AS worse_squared,
  CAST(sum(n * (2 * pc - p) * (2 * pc - p)) AS DOUBLE) AS better_squared,
  fsum(CAST(p AS DOUBLE) * CAST(pc AS DOUBLE) / CAST(pc + nc AS DOUBLE)) AS "precision",
  fsum(CAST(p AS DOUBLE) * lp + CAST(n AS DOUBLE) * ln_) AS log_loss,
  fsum(CAST(p AS DOUBLE) * lp * lp + CAST(n AS DOUBLE) * ln_ * ln_) AS log_loss_squares,
  fsum(CAST(p AS DOUBLE) * (1e0 - b) * (1e0 - b) + CAST(n AS DOUBLE) * b * b) AS brier,
  fsum(CAST(p AS DOUBLE) * (1e0 - b) * (1e0 - b) * (1e0 - b) * (1e0 - b) + CAST(n AS DOUBLE) * b * b * b * b) AS brier_squares
FROM c GROUP BY w ORDER BY 1`,
  };
}
