/**
 * Rows whose label is drawn with their score as chance, by a hash of the row's number. In production group `b` is scored too
 * high from 15 April on.
 */
export function plantedRows(side: "reference" | "production", rows: number): string {
  const [month, salt] = side === "reference" ? ["03", 1] : ["04", 2];
  // A multiplicative congruential generator of one step: the same in every engine, and even enough for tests.
  const uniform = (stream: number): string =>
    `(((i + 1)::BIGINT * ${16_807 + 2 * stream + 64 * salt} * 48271 % 2147483647 * 69621 % 2147483647) / 2147483647e0)`;
  const late = side === "production" ? `(grp = 'b' AND seen >= TIMESTAMP '2026-04-15')` : "FALSE";
  return `SELECT i AS id, seen, grp AS "gr""oup; 🦊", CASE WHEN ${late} THEN least(0.99e0, chance + 0.3e0) ELSE chance END AS "score'; --",
  CASE WHEN u < chance THEN 'yes' ELSE 'no' END AS "label"
FROM (SELECT i, TIMESTAMP '2026-${month}-01' + INTERVAL (i % 28) DAY AS seen, CASE WHEN i % 5 = 0 THEN 'b' WHEN i % 5 = 1 THEN 'o''c' ELSE 'a' END AS grp,
  round(0.05e0 + 0.5e0 * ${uniform(1)}, 3) AS chance, ${uniform(2)} AS u FROM range(${rows}) t(i)) r`;
}

export const plantedRoles = { score: "score'; --", label: "label", time: "seen", groups: [`gr"oup; 🦊`] };
