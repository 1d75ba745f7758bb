import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { doubleLiteral, identifier } from "../../../sql/quote.ts";
import { leastProbability } from "../../../stats/probability-loss.ts";

/** SQL of one model's and the other's call or score, and of the label. */
export interface PairedColumns {
  readonly relation: string;
  readonly label: string;
  readonly first: string;
  readonly second: string;
}

const count = (condition: string): string => `CAST(count(*) FILTER (WHERE ${condition}) AS DOUBLE)`;

const decisions = z.strictObject({ actual: z.number(), first: z.number(), second: z.number(), rows: z.number() });
export type PairedDecisions = z.infer<typeof decisions>;

/** Rows by label and both models' decisions, where all three are there. */
export const pairedDecisions = ({ relation, label, first, second }: PairedColumns): StatsQuery<PairedDecisions> => ({
  name: `decisions of both models in ${relation}`,
  maxRows: 8,
  row: decisions,
  sql: `SELECT CAST(y AS DOUBLE) AS actual, CAST(a AS DOUBLE) AS "first", CAST(b AS DOUBLE) AS "second", CAST(count(*) AS DOUBLE) AS "rows"
FROM (SELECT ${label} AS y, ${first} AS a, ${second} AS b FROM ${identifier(relation)}) r
WHERE y IS NOT NULL AND a IS NOT NULL AND b IS NOT NULL GROUP BY y, a, b ORDER BY 1, 2, 3`,
});

const hits = z.strictObject({ both: z.number(), first: z.number(), second: z.number(), neither: z.number() });
export type HitRow = z.infer<typeof hits>;

/** Rows that both models, one of them, or none calls rightly. */
export const pairedHits = ({ relation, label, first, second }: PairedColumns): StatsQuery<HitRow> => ({
  name: `hits of both models in ${relation}`,
  maxRows: 1,
  row: hits,
  sql: `SELECT ${count("a = y AND b = y")} AS "both", ${count("a = y AND b <> y")} AS "first", ${count("a <> y AND b = y")} AS "second", ${count("a <> y AND b <> y")} AS neither
FROM (SELECT ${label} AS y, ${first} AS a, ${second} AS b FROM ${identifier(relation)}) r WHERE y IS NOT NULL AND a IS NOT NULL AND b IS NOT NULL`,
});

const sum = z.number().nullable();
const losses = z.strictObject({
  ...{ rows: z.number(), outside: z.number() },
  ...{
    log_first: sum,
    log_second: sum,
    log_gap_squares: sum,
    brier_first: sum,
    brier_second: sum,
    brier_gap_squares: sum,
  },
});
export type LossRow = z.infer<typeof losses>;

/** Sums are of whole trillionths, so that the order of the rows cannot change them. */
const exactSum = (value: string): string => `CAST(sum(CAST(round((${value}) * 1e12) AS BIGINT)) AS DOUBLE) / 1e12`;

/** Both models' log loss and Brier score as sums over the same rows, and the squares of each row's difference. */
export function pairedLosses({ relation, label, first, second }: PairedColumns): StatsQuery<LossRow> {
  const [least, most] = [doubleLiteral(leastProbability), doubleLiteral(1 - leastProbability)];
  const log = (score: string): string =>
    `CASE WHEN y = 1 THEN -ln(greatest(${least}, least(${most}, ${score}))) ELSE -ln(1e0 - greatest(${least}, least(${most}, ${score}))) END`;
  const brier = (score: string): string =>
    `(CAST(y AS DOUBLE) - greatest(0e0, least(1e0, ${score}))) * (CAST(y AS DOUBLE) - greatest(0e0, least(1e0, ${score})))`;
  return {
    name: `losses of both models in ${relation}`,
    maxRows: 1,
    row: losses,
    sql: `SELECT CAST(count(*) AS DOUBLE) AS "rows", CAST(count(*) FILTER (WHERE a < 0e0 OR a > 1e0 OR b < 0e0 OR b > 1e0) AS DOUBLE) AS outside,
  ${exactSum("l1")} AS log_first, ${exactSum("l2")} AS log_second, ${exactSum("(l2 - l1) * (l2 - l1)")} AS log_gap_squares,
  ${exactSum("b1")} AS brier_first, ${exactSum("b2")} AS brier_second, ${exactSum("(b2 - b1) * (b2 - b1)")} AS brier_gap_squares
FROM (SELECT a, b, ${log("a")} AS l1, ${log("b")} AS l2, ${brier("a")} AS b1, ${brier("b")} AS b2
  FROM (SELECT ${label} AS y, ${first} AS a, ${second} AS b FROM ${identifier(relation)}) v WHERE y IS NOT NULL AND a IS NOT NULL AND b IS NOT NULL) r`,
  };
}

const placements = z.strictObject({
  ...{ actual: z.number(), rows: z.number(), first: z.number(), second: z.number() },
  ...{ first_squared: z.number(), second_squared: z.number(), product: z.number() },
});
export type PlacementRow = z.infer<typeof placements>;

/** The sums of stats/delong-paired.ts, of whole numbers: each row's placement under either score, by label. */
export function pairedPlacements({ relation, label, first, second }: PairedColumns): StatsQuery<PlacementRow> {
  const placed = (score: string): string => `SELECT s,
    2 * CAST(sum(n) OVER (ORDER BY s DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) - n AS above,
    2 * CAST(sum(p) OVER (ORDER BY s ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) - p AS below
  FROM (SELECT ${score} AS s, CAST(sum(y) AS BIGINT) AS p, CAST(count(*) - sum(y) AS BIGINT) AS n FROM r GROUP BY 1) g`;
  const whole = (value: string): string => `CAST(sum(CAST(${value} AS HUGEINT)) AS DOUBLE)`;
  return {
    name: `ranks under both models in ${relation}`,
    maxRows: 2,
    row: placements,
    sql: `WITH r AS (
  SELECT y, a, b FROM (SELECT ${label} AS y, ${first} AS a, ${second} AS b FROM ${identifier(relation)}) v
  WHERE y IS NOT NULL AND a IS NOT NULL AND b IS NOT NULL
),
pa AS (${placed("a")}),
pb AS (${placed("b")}),
w AS (
  SELECT y, CASE WHEN y = 1 THEN pa.above ELSE pa.below END AS w1, CASE WHEN y = 1 THEN pb.above ELSE pb.below END AS w2
  FROM r JOIN pa ON r.a = pa.s JOIN pb ON r.b = pb.s
)
SELECT CAST(y AS DOUBLE) AS actual, CAST(count(*) AS DOUBLE) AS "rows", ${whole("w1")} AS "first", ${whole("w2")} AS "second",
  ${whole("w1 * w1")} AS first_squared, ${whole("w2 * w2")} AS second_squared, ${whole("w1 * w2")} AS product
FROM w GROUP BY y ORDER BY 1`,
  };
}

const errors = z.strictObject({
  ...{ rows: z.number(), mae_first: sum, mae_second: sum, mae_variance: sum },
  ...{ mse_first: sum, mse_second: sum, mse_variance: sum },
});
export type ErrorRow = z.infer<typeof errors>;

/** Mean absolute and squared errors of both models on the same rows, and the variance of each row's difference; rows are added up in one order. */
export const pairedErrors = ({ relation, label, first, second }: PairedColumns): StatsQuery<ErrorRow> => ({
  name: `errors of both models in ${relation}`,
  maxRows: 1,
  row: errors,
  sql: `SELECT CAST(count(*) AS DOUBLE) AS "rows", fsum(abs(a)) / count(*) AS mae_first, fsum(abs(b)) / count(*) AS mae_second, var_pop(abs(b) - abs(a)) AS mae_variance,
  fsum(a * a) / count(*) AS mse_first, fsum(b * b) / count(*) AS mse_second, var_pop(b * b - a * a) AS mse_variance
FROM (SELECT a, b FROM (SELECT ${first} - ${label} AS a, ${second} - ${label} AS b FROM ${identifier(relation)}) v WHERE a IS NOT NULL AND b IS NOT NULL ORDER BY a, b) r`,
});
