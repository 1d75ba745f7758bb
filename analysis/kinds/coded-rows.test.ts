import { afterAll, beforeAll, expect, it } from "vitest";
import { codedRows, levelsOf, missingCode, mostCodedRows, mostCuts, type CodedFeature } from "./coded-rows.ts";
import { nativeSource, type NativeSource } from "./testing/native-source.ts";

const amount: CodedFeature = { column: `am"ount; 🦊`, kind: "numeric", cuts: [10, 20] };
const city: CodedFeature = { column: "city", kind: "categorical", values: ["o'slo", "x'; DROP TABLE t; --"] };
const features = [amount, city];

let source: NativeSource;
beforeAll(async () => {
  source = await nativeSource();
  await source.run(`CREATE TABLE few (id INTEGER, "am""ount; 🦊" DOUBLE, city VARCHAR, y DOUBLE)`);
  await source.run(`INSERT INTO few VALUES (1, 9, 'o''slo', 0.5), (2, 10, 'x''; DROP TABLE t; --', NULL), (3, 20, 'rome', 1),
    (4, NULL, NULL, 1), (5, 'NaN', '', 1), (6, '-Infinity', 'rome', 1), (7, 'Infinity', 'rome', 1)`);
  const row = (i: string): string => `${i} AS id, (${i} * 7919) % 30 AS "am""ount; 🦊", 'c' || (${i} % 3) AS city`;
  await source.run(`CREATE VIEW many AS SELECT ${row("i")} FROM range(30000) t(i)`);
  await source.run(`CREATE VIEW backwards AS SELECT ${row("i")} FROM (SELECT 29999 - i AS i FROM range(30000) t(i)) r`);
});
afterAll(() => source.close());

const ask = { relation: "few", features, id: "id", rows: 100, seed: 1 };
const packed = (rows: readonly { codes: Uint8Array }[]): string[] => rows.map(({ codes }) => codes.join(" "));

it("codes each value as its bin or category, others and missing last", async () => {
  const rows = await source.rows(codedRows({ ...ask, extra: [`"id"`, `"y"`] }));
  const found = [...rows].sort((a, b) => (a.extra[0] ?? 0) - (b.extra[0] ?? 0));
  expect(features.map(levelsOf)).toEqual([4, 4]);
  expect(features.map(missingCode)).toEqual([3, 3]);
  expect(packed(found)).toEqual(["0 0", "1 1", "2 2", "3 3", "3 2", "0 2", "2 2"]);
  expect(found.map(({ extra }) => extra[1])).toEqual([0.5, null, 1, 1, 1, 1, 1]);
});

it("samples the same rows in the same order whatever order they are stored in, with an id and without", async () => {
  for (const id of ["id", null]) {
    const [one, other] = await Promise.all(
      ["many", "backwards"].map(async (relation) => {
        const query = codedRows({ ...ask, relation: "many", id, rows: 500, extra: [`"id" % 100`] });
        return source.rows({ ...query, sql: query.sql.replace(`FROM "many"`, `FROM "${relation}"`) });
      }),
    );
    expect(one).toHaveLength(500);
    expect(other).toEqual(one);
  }
});

it("gives other rows for another seed, and rows like the whole relation's", async () => {
  const sample = async (seed: number, id: string | null) =>
    packed(await source.rows(codedRows({ ...ask, relation: "many", id, rows: 9000, seed })));
  for (const id of ["id", null]) {
    const [one, two] = [await sample(1, id), await sample(2, id)];
    expect(one).not.toEqual(two);
    // A third of the rows is below the first cut; 4 standard errors of 9,000 draws out of 30,000.
    const below = one.filter((codes) => codes.startsWith("0")).length / one.length;
    expect(Math.abs(below - 1 / 3)).toBeLessThan(4 * Math.sqrt((2 / 9 / 9000) * 0.7));
  }
});

it("takes at most its own limit of rows, only those asked for, and no feature too wide for a code", async () => {
  expect(await source.rows(codedRows({ ...ask, relation: "many", rows: 1e6 }))).toHaveLength(mostCodedRows);
  expect(await source.rows(codedRows({ ...ask, where: `"id" > 5` }))).toHaveLength(2);
  const wide = { ...amount, cuts: Array.from({ length: mostCuts + 1 }, (_, index) => index) };
  expect(() => codedRows({ ...ask, features: [wide] })).toThrow(/cuts/);
});
