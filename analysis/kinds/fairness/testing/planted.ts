/** A number in [0, 1) that depends on the row, the stream and the side alone; engines hash whole numbers alike. */
export const uniform = (stream: number, salt: number): string =>
  `((hash(CAST(i AS BIGINT) * 1000 + ${stream} + ${salt}00000000) >> 11)::DOUBLE / 9007199254740992e0)`;

/**
 * Rows whose label is drawn with their score as chance. In production the scores of group `b` are a third of what they should
 * be from 15 April on, so that its positives are missed.
 */
export function plantedRows(side: "reference" | "production", rows: number): string {
  const [month, salt] = side === "reference" ? ["03", 1] : ["04", 2];
  const late = side === "production" ? `(grp = 'b' AND seen >= TIMESTAMP '2026-04-15')` : "FALSE";
  return `SELECT i AS id, seen, grp AS "gr""oup; 🦊", kind, amount, CASE WHEN ${late} THEN chance / 3e0 ELSE chance END AS "score'; --",
  CASE WHEN u < chance THEN 'yes' ELSE 'no' END AS "label"
FROM (SELECT i, TIMESTAMP '2026-${month}-01' + INTERVAL (i % 28) DAY AS seen,
  CASE WHEN i % 11 = 0 THEN NULL WHEN i % 5 = 0 THEN 'b' WHEN i % 5 = 1 THEN 'o''c' ELSE 'a' END AS grp, i % 3 AS kind, ${uniform(3, salt)} * 1000 AS amount,
  round(0.05e0 + 0.9e0 * ${uniform(1, salt)}, 3) AS chance, ${uniform(2, salt)} AS u FROM range(${rows}) t(i)) r`;
}

export const plantedRoles = {
  ...{ score: "score'; --", label: "label", time: "seen", id: "id" },
  ...{ groups: [`gr"oup; 🦊`, "kind"], features: ["amount"] },
};
