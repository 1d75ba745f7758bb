import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../analysis/base/json.ts";
import { startEngine } from "../../analysis/engine/engine.ts";
import type { Engine } from "../../analysis/engine/engine-api.ts";
import { kinds } from "../../analysis/kinds/registry.ts";
import { runPair, sides } from "../testing/run-pair.ts";
import expected from "./expected.json";

const file = path.join(import.meta.dirname, "../../node_modules/vega-datasets/data/flights-3m.parquet");

let cacheDir = "";
let engine: Engine;
let results: Readonly<Record<string, Json>>;

beforeAll(async () => {
  cacheDir = await mkdtemp(path.join(tmpdir(), "casefile-flights-"));
  engine = await startEngine({ cacheDir, workers: 2 });
  const { windows } = expected;
  const driftColumns = Object.keys(expected.drift);
  const files = { reference: file, production: file };
  ({ results } = await runPair(engine, { files, windows, roles: { time: "date" }, driftColumns }));
});

afterAll(async () => {
  await engine.close();
  await rm(cacheDir, { recursive: true, force: true });
});

describe("quality of 3,000,000 flights, against native DuckDB", () => {
  it.each(sides)("counts the rows of the %s window", (side) => {
    expect(kinds.quality.result.parse(results["quality"]).rows[side]).toBe(expected.quality[side].rows);
  });

  it.each(sides)("profiles every column of the %s", (side) => {
    const { columns } = kinds.quality.result.parse(results["quality"]);
    const profiles = columns.map(({ name, profiles: { [side]: profile } }) => [
      ...[name, profile?.rows, profile?.nulls, profile?.nans, profile?.infinities],
      ...(profile?.type === "number" ? [profile.min, profile.max] : []),
    ]);
    const wanted = Object.entries(expected.quality[side].columns).map(([name, column]) => [
      ...[name, expected.quality[side].rows, column.nulls, 0, 0],
      ...(typeof column.min === "number" ? [column.min, column.max] : []),
    ]);
    expect(profiles).toEqual(wanted);
  });

  it.each(["origin", "destination"] as const)("names the airports that %s gained and lost", (name) => {
    const column = kinds.quality.result.parse(results["quality"]).columns.find((other) => other.name === name);
    const rowsByValue = (list: { named: readonly { value: string; rows: number }[] } | null | undefined) =>
      Object.fromEntries(list?.named.map(({ value, rows }) => [value, rows]) ?? []);
    expect(rowsByValue(column?.new_values)).toEqual(expected.drift[name].new);
    expect(rowsByValue(column?.vanished_values)).toEqual(expected.drift[name].vanished);
  });
});

describe.each(Object.entries(expected.drift))("drift of %s over 2,498,964 flights", (name, wanted) => {
  const scores = Object.entries(wanted.scores).filter((entry): entry is [string, number] => entry[1] !== null);

  it.each(scores)("%s equals scipy's or the package's own number", (id, value) => {
    const column = kinds.drift.result.parse(results["drift"]).columns.find((other) => other.name === name);
    expectClose(id, column?.scores[id], value);
  });
});

const probabilities = /\/(ks_p|chi2_p|chi2|chisquare|t_test|mannw|anderson|cramer_von_mises|es)$|^evidently-0\.7\/ks$/;

/** Relative: 1e-6 for p-values, 1e-9 for all else. scipy takes the p of Cramer and von Mises as 1 - cdf: no digits below 1e-14. */
function expectClose(id: string, actual: unknown, wanted: number): void {
  const relative = (probabilities.test(id) ? 1e-6 : 1e-9) * Math.abs(wanted);
  const tolerance = id.endsWith("/cramer_von_mises") ? Math.max(relative, 1e-14) : relative;
  expect(actual).toBeTypeOf("number");
  expect(Math.abs(Number(actual) - wanted), `${String(actual)} against ${wanted}`).toBeLessThanOrEqual(tolerance);
}
