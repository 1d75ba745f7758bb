import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../engine/engine-api.ts";
import { Bench, specOf } from "../../engine/testing/fixtures.ts";
import { textLiteral } from "../../sql/quote.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { plantedPatterns, plantedSides, uglySides } from "./testing/planted.ts";
import { runSkew } from "./testing/run-skew.ts";

const bench = new Bench();
let engine: Engine;
let native: NativeSource;
beforeAll(async () => {
  engine = await bench.engine({ workers: 2 });
  native = await nativeSource();
});
afterAll(async () => {
  native.close();
  await bench.close();
});

const roles = { id: "id", time: "at", label: "y", groups: ["channel"] };

/** The same cell over native DuckDB and over the product's engine, one task after the other and all at once. */
async function runBoth(name: string, sides: Readonly<Record<"reference" | "production", string>>, params = {}) {
  const files = {
    reference: await bench.native(`r-${name}.parquet`, sides.reference),
    production: await bench.native(`p-${name}.parquet`, sides.production),
  };
  for (const [relation, file] of Object.entries(files))
    await native.run(`CREATE OR REPLACE VIEW ${relation} AS SELECT * FROM '${file}'`);
  const context = await contextOver(native, roles);
  const specs = await Promise.all(Object.entries(files).map(([relation, file]) => specOf(engine, relation, [file])));
  const session = await engine.open(specs);
  try {
    const expected = await runSkew(native, context, { params });
    const found = await runSkew(session, context, { params, together: true });
    expect(found.result).toEqual(expected.result);
    expect(found.json).toBe(expected.json);
    return found;
  } finally {
    await session.close();
  }
}

it("every planted pattern is found and named, and the product's engine gives the bytes that native DuckDB gives", async () => {
  const found = await runBoth("planted", plantedSides(6000), { entity: "customer" });
  const patterns = Object.fromEntries(
    found.result.columns.flatMap(({ column, pattern }) =>
      pattern === null
        ? []
        : [
            [
              column,
              { type: pattern.type, side: pattern.side, number: pattern.number, from: pattern.from, to: pattern.to },
            ],
          ],
    ),
  );
  expect(patterns).toEqual(plantedPatterns);
  for (const { column, pattern } of found.result.columns) expect(pattern?.named ?? true, column).toBe(true);
});

it.each([
  ["ugly", 20_000],
  ["few", 60],
  ["none", 0],
])("ugly keys and values give the same bytes in both engines: %s", async (name, rows) => {
  const found = await runBoth(name, uglySides(rows));
  expect(found.face.verdict.level).toBe(name === "ugly" ? "fail" : "low_n");
});

type Row = readonly [string | number | null, string | number | null, string | null];
interface SideOracle {
  readonly rows: number;
  readonly no_key: number;
  readonly repeated_keys: number;
  readonly repeated_rows: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}
interface Joined {
  readonly name: string;
  readonly key_type: string;
  readonly training: readonly Row[];
  readonly serving: readonly Row[];
  readonly expected: { readonly matched: number; readonly ambiguous: number } & Record<
    "training" | "serving",
    SideOracle
  >;
  readonly columns: readonly ({ readonly column: string; readonly tolerance: object } & Record<
    "both_missing" | "serving_missing" | "training_missing" | "hits" | "low" | "high",
    number
  >)[];
}
const oracle = JSON.parse(readFileSync(new URL("../../stats/fixtures/skew.json", import.meta.url), "utf8")) as {
  readonly joined: readonly Joined[];
};

const literal = (value: string | number | null): string =>
  value === null ? "NULL" : typeof value === "number" ? String(value) : textLiteral(value);
/** Numbers go in as text, since NaN and infinities have no literal and 0.1 would be a decimal. */
const selectOf = (rows: readonly Row[], keyType: string): string =>
  `SELECT CAST(a AS ${keyType}) AS id, CAST(b AS DOUBLE) AS number, CAST(c AS VARCHAR) AS name FROM (VALUES ${rows
    .map(
      ([id, number, name]) =>
        `(${literal(id)}, ${number === null ? "NULL" : textLiteral(String(number))}, ${literal(name)})`,
    )
    .join(", ")}) v(a, b, c)`;

it.each(oracle.joined)("pandas, math.isclose and statsmodels count the same: $name", async (expected) => {
  const sides = {
    reference: selectOf(expected.training, expected.key_type),
    production: selectOf(expected.serving, expected.key_type),
  };
  for (const [index, of] of expected.columns.entries()) {
    const params = { tolerance: of.tolerance, columns: ["number", "name"], min_rows: 10 };
    const { result, column } = await runBoth(`${expected.name}-${index}`, sides, params);
    expect(result).toMatchObject({ matched: expected.expected.matched, ambiguous: expected.expected.ambiguous });
    for (const side of ["training", "serving"] as const) {
      const { of: rows, low, high, ...counts } = expected.expected[side];
      expect(result[side]).toMatchObject({ ...counts, coverage: { hits: expected.expected.matched, rows } });
      expect(result[side].coverage.low).toBeCloseTo(low, 12);
      expect(result[side].coverage.high).toBeCloseTo(high, 12);
    }
    const { both_missing, serving_missing, training_missing, hits, low, high } = of;
    const found = column(of.column);
    expect(found, `${of.column} ${JSON.stringify(of.tolerance)}`).toMatchObject({
      ...{ both_missing, serving_missing, training_missing, mismatch: { hits, rows: expected.expected.matched } },
    });
    expect(found.mismatch.low).toBeCloseTo(low, 12);
    expect(found.mismatch.high).toBeCloseTo(high, 12);
  }
});
