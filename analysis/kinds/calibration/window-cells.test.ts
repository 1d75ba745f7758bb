import { afterAll, beforeAll, expect, it } from "vitest";
import { exactSum, fromExactSum } from "../../sql/exact-sum.ts";
import { doubleLiteral } from "../../sql/quote.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { scoresQuery } from "./sql/scores.ts";
import { windowCells, type Cuts } from "./window-cells.ts";

let native: NativeSource;
beforeAll(async () => {
  native = await nativeSource();
  await native.run(`CREATE TABLE production AS SELECT
    CASE WHEN i % 17 = 0 THEN NULL WHEN i % 19 = 0 THEN 'infinity'::TIMESTAMP ELSE TIMESTAMP '1969-12-20' + INTERVAL (i % 900) HOUR END AS t,
    CASE WHEN i % 7 = 0 THEN NULL ELSE i % 3 END AS y,
    CASE WHEN i % 23 = 0 THEN NULL WHEN i % 29 = 0 THEN 'nan'::DOUBLE WHEN i % 31 = 0 THEN 1.5e0 WHEN i % 5 = 0 THEN (i % 11) / 10e0
      ELSE (hash(i) % 1000003)::DOUBLE / 1000003 END AS s FROM range(30000) r(i)`);
});
afterAll(() => native.close());

const roles = {
  ...{ relation: "production", score: "s", scoreSql: "s", labelSql: "y", labelled: "y IS NOT NULL" },
  positive: "(y = 1)",
};
const edges = [0.1, 0.3, 0.3000001, 0.9];

it.each<[string, Cuts, (edge: number) => string]>([
  ["below", { edges, closedBelow: true }, (edge) => `s > ${doubleLiteral(edge)}`],
  ["above", { edges, closedBelow: false }, (edge) => `s >= ${doubleLiteral(edge)}`],
  ["in one bin", { edges: [], closedBelow: true }, () => "FALSE"],
])("windows by bin are what SQL counts and sums, scores on an edge %s", async (_name, cuts, isAbove) => {
  const groups = await native.groupedValues(scoresQuery(roles, { column: "t", unit: "week" }));
  const bin = cuts.edges.map((edge) => `(${isAbove(edge)})::INTEGER`).join(" + ") || "0";
  const rows =
    await native.run(`SELECT strftime(date_trunc('week', t), '%Y-%m-%d') AS day, ${bin} AS bin, count(*)::DOUBLE AS n,
    (count(*) FILTER (WHERE y = 1))::DOUBLE AS yes, ${exactSum("s")} AS sum FROM production
    WHERE y IS NOT NULL AND isfinite(s) AND s BETWEEN 0 AND 1 AND isfinite(t) GROUP BY 1, 2 ORDER BY 1, 2`);
  const expected = rows.map(({ sum, ...row }) => ({ ...row, scores: fromExactSum(Number(sum)) }));
  expect(windowCells(groups, cuts)).toEqual(expected);
  expect(new Set(expected.map((row) => row["day" as keyof typeof row])).size).toBe(7);
});

it("of very many windows those with most rows are kept, in the order of time", async () => {
  await native.run(`CREATE TABLE long AS SELECT TIMESTAMP '2020-01-01' + INTERVAL (i) DAY AS t, 1 AS y, 0.5e0 AS s
    FROM range(300) r(i), range(CASE WHEN i % 5 = 4 THEN 1 ELSE 2 END) c(j)`);
  const groups = await native.groupedValues(scoresQuery({ ...roles, relation: "long" }, { column: "t", unit: "day" }));
  const days = windowCells(groups, { edges: [], closedBelow: true });
  expect(days.length).toBe(240);
  expect(days.every(({ n }) => n === 2)).toBe(true);
  expect(days.map(({ day }) => day)).toEqual(days.map(({ day }) => day).sort());
});
