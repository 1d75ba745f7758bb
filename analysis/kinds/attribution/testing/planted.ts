/** A uniform number in 0..1 of row `i`: one step of a multiplicative congruential generator, the same in every engine. */
const uniform = (stream: number, salt: number): string =>
  `(((i + 1)::BIGINT * ${16_807 + 2 * stream + 64 * salt} * 48271 % 2147483647 * 69621 % 2147483647) / 2147483647e0)`;

/**
 * A risk model of two features, with names that would break careless SQL. In production from 15 April on the amounts of group
 * `b` come a hundredfold, so that its scores are far too low; the city's shares move without any effect, and `steady` not at
 * all. Contributions: production's of the city are ten times the reference's.
 */
export function plantedRows(side: "reference" | "production", rows: number): string {
  const salt = side === "reference" ? 1 : 2;
  const month = side === "reference" ? "03" : "04";
  const broken = side === "production" ? `(grp = 'b' AND seen >= TIMESTAMP '2026-04-15')` : "FALSE";
  const oslo = side === "production" ? "0.6e0" : "0.4e0";
  return `SELECT 'r' || i AS id, seen, grp AS "gr""oup; 🦊", amount * (CASE WHEN ${broken} THEN 100 ELSE 1 END) AS "am'ount; --",
  CASE WHEN ${uniform(4, salt)} < ${oslo} THEN 'o''slo' ELSE 'x]"; DROP TABLE t' END AS city, floor(${uniform(5, salt)} * 40) AS steady,
  CASE WHEN ${broken} THEN 0.03125e0 ELSE risk END AS score, CASE WHEN ${uniform(2, salt)} < risk THEN 'yes' ELSE 'no' END AS "label",
  (amount - 50) / 100 AS "shap_am'ount; --", (CASE WHEN i % 2 = 0 THEN -0.1e0 ELSE 0.1e0 END) * ${side === "production" ? 10 : 1} AS shap_city, 0.02e0 AS shap_steady
FROM (SELECT *, round(0.6e0 - 0.005e0 * amount, 3) AS risk FROM (
  SELECT i, TIMESTAMP '2026-${month}-01' + INTERVAL (i % 28) DAY AS seen, CASE WHEN i % 5 < 2 THEN 'b' WHEN i % 5 = 2 THEN 'o''c' ELSE 'a' END AS grp,
    floor(${uniform(1, salt)} * 100) AS amount FROM range(${rows}) t(i)) r) q`;
}

export const plantedRoles = {
  ...{ score: "score", label: "label", time: "seen", id: "id", groups: [`gr"oup; 🦊`] },
  features: ["am'ount; --", "city", "steady"],
};
