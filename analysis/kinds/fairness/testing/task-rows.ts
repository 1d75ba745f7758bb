import { uniform } from "./planted.ts";

/**
 * Rows with a class and a number, and what a model says of both. In production the model is wrong more often, and further off, in
 * group `b` from 15 April on. Some labels and predictions are missing, NaN or infinite.
 */
export function taskRows(side: "reference" | "production", rows: number): string {
  const [month, salt] = side === "reference" ? ["03", 1] : ["04", 2];
  const late = side === "production" ? `(grp = 'b' AND seen >= TIMESTAMP '2026-04-15')` : "FALSE";
  const name = (place: string): string => `['red', 'gre''en', '🦊;--'][CAST(${place} AS INTEGER)]`;
  const right = `u < CASE WHEN ${late} THEN 0.35e0 ELSE 0.8e0 END`;
  return `SELECT i AS id, seen, grp AS "gr""oup; 🦊", kind, amount,
  CASE WHEN i % 41 = 0 THEN NULL ELSE ${name("place")} END AS class,
  CASE WHEN i % 43 = 0 THEN NULL WHEN ${right} THEN ${name("place")} ELSE ${name("place % 3 + 1")} END AS said,
  CASE WHEN i % 41 = 0 THEN NULL WHEN i % 97 = 0 THEN 'NaN'::DOUBLE ELSE amount END AS truth,
  CASE WHEN i % 89 = 0 THEN 'Infinity'::DOUBLE ELSE amount + (u - 0.5e0) * CASE WHEN ${late} THEN 90 ELSE 30 END END AS guess
FROM (SELECT i, TIMESTAMP '2026-${month}-01' + INTERVAL (i % 28) DAY AS seen, i % 3 AS kind, 1 + i % 3 AS place,
  CASE WHEN i % 5 = 0 THEN 'b' WHEN i % 5 = 1 THEN 'o''c' ELSE 'a' END AS grp,
  round(${uniform(3, salt)} * 1000, 2) AS amount, ${uniform(2, salt)} AS u FROM range(${String(rows)}) t(i)) r`;
}

const shared = { time: "seen", id: "id", groups: [`gr"oup; 🦊`, "kind"], features: ["amount"] };
export const taskRoles = {
  multiclass: { ...shared, label: "class", prediction: "said" },
  regression: { ...shared, label: "truth", prediction: "guess" },
};
