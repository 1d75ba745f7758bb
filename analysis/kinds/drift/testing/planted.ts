/**
 * SQL of a small lending portfolio: 60 days of production after 60 of reference. From 16 April on, `partner_api` sends
 * `monthly_income` times 100 and everyone calls the self-employed `self_employed`; `age` rises a little for all.
 */
export function plantedRows(side: "reference" | "production", rows: number): string {
  const start = side === "reference" ? "2026-01-01" : "2026-03-02";
  const now = side === "production";
  return `WITH base AS (
  SELECT i AS application_id, TIMESTAMP '${start}' + INTERVAL (i * 60 * 86400 // ${rows}) SECOND AS applied_at,
    (hash(i * 7 + ${now ? 1 : 0}) % 1000000) / 1e6 AS u, (hash(i * 11 + ${now ? 5 : 2}) % 1000000) / 1e6 AS v, (hash(i * 13 + ${now ? 9 : 4}) % 1000) AS w
  FROM range(${rows}) t(i)
), typed AS (
  SELECT *, CASE WHEN w < 550 THEN 'web' WHEN w < 850 THEN 'branch' ELSE 'partner_api' END AS channel,
    ${now} AND applied_at >= TIMESTAMP '2026-04-16' AS late FROM base
)
SELECT application_id, applied_at, channel, CASE WHEN w % 3 = 0 THEN 'north' ELSE 'south' END AS region,
  CASE WHEN v < 0.02 THEN NULL ELSE round(1200 + 6000 * u * u, 2) * CASE WHEN late AND channel = 'partner_api' THEN 100 ELSE 1 END END AS monthly_income,
  CASE WHEN v < 0.6 THEN 'salaried' WHEN v < 0.8 THEN CASE WHEN late THEN 'self_employed' ELSE 'self-employed' END WHEN v < 0.95 THEN 'retired' ELSE 'student' END AS employment,
  (20 + 50 * v ${now ? "+ 1" : ""})::INTEGER AS age, w % 2 = 0 AS has_phone, u AS ratio
FROM typed`;
}
