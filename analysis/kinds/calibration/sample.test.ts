import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readInvestigation } from "../../document/read.ts";
import { contextOf } from "../context-of.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { runCalibration, type Run } from "./testing/run-calibration.ts";

const folder = new URL("../../../samples/credit-default/", import.meta.url);
const truth: { column: string; value: string; date: string } = JSON.parse(
  readFileSync(new URL("truth.json", folder), "utf8"),
).calibration_error;

let native: NativeSource;
let run: Run;
beforeAll(async () => {
  native = await nativeSource();
  for (const side of ["reference", "production"])
    await native.run(`CREATE VIEW ${side} AS SELECT * FROM '${new URL(`${side}.parquet`, folder).pathname}'`);
  const { investigation } = readInvestigation(readFileSync(new URL("credit-default.casefile", folder), "utf8"));
  run = await runCalibration(native, contextOf(investigation), { params: { by: ["purpose"] } });
});
afterAll(() => native.close());

it("finds that scores run high for the purpose of the sample's truth, since its day", () => {
  const flagged = run.result.groups.flatMap(({ values }) =>
    values.filter(({ level }) => level === "fail" || level === "warn"),
  );
  expect(flagged.map(({ value }) => value)).toEqual([truth.value]);
  const [group] = flagged;
  expect(group?.change.low).toBeGreaterThan(0);
  expect(group?.since?.slice(0, 10)).toBe(truth.date.slice(0, 10));
  const finding = run.face.findings.find(({ subject }) => subject === `${truth.column} = ${truth.value}`);
  expect(finding?.sentence).toContain(
    `Scores run high for purpose = home_improvement since ${truth.date.slice(0, 10)}`,
  );
});
