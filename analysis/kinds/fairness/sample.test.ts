import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readInvestigation } from "../../document/read.ts";
import truth from "../../../samples/credit-default/truth.json";
import { contextOf } from "../context-of.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { runFairness, type Run } from "./testing/run-fairness.ts";

const folder = new URL("../../../samples/credit-default/", import.meta.url);
let native: NativeSource;
let run: Run;
beforeAll(async () => {
  native = await nativeSource();
  for (const side of ["reference", "production"])
    await native.run(`CREATE VIEW ${side} AS SELECT * FROM '${new URL(`${side}.parquet`, folder).pathname}'`);
  const { investigation } = readInvestigation(readFileSync(new URL("credit-default.casefile", folder), "utf8"));
  run = await runFairness(native, contextOf(investigation), { params: { by: ["age_band", "region"] } });
}, 120_000);
afterAll(() => native.close());

it("finds first who is hurt most in the sample's truth, since the day of the fault", () => {
  const { column, value, effects } = truth.hurt_most;
  const [first] = run.face.findings;
  expect(first).toMatchObject({ level: "fail", subject: `${column} = ${value}` });
  expect(first?.since?.slice(0, 10)).toBe(truth.unit_change.date.slice(0, 10));
  const before = effects.groups.find((group) => group.column === column && group.value === value)?.reference.recall;
  const said = /fell from ([\d.]+) %/.exec(first?.sentence ?? "");
  expect(Math.abs(Number(said?.[1]) / 100 - (before ?? 0))).toBeLessThan(0.001);
  const fails = run.result.groups.filter(({ columns, level }) => columns.length === 1 && level === "fail");
  expect(fails.map(({ text }) => text)).toEqual([`${column} = ${value}`]);
});

it("finds the slice of the fault first: incomes of the channel that sends cents, confirmed and new", () => {
  const { channel, feature } = truth.unit_change;
  const [own] = run.result.slices?.found ?? [];
  expect(run.result.slices?.rank).toBe("change");
  expect(own).toMatchObject({ confirmed: true, age: "new" });
  expect(own?.conditions).toContain(`channel = ${channel}`);
  expect(own?.conditions.some((text) => text.startsWith(feature))).toBe(true);
  expect(own?.level).toBe("warn");
  expect(run.face.findings.map(({ subject }) => subject)).toContain(own?.text);
});

it("says what the reference had already", () => {
  const ratio = run.result.disparities.find(
    ({ columns, kind }) => kind === "selection_rate_ratio" && columns[0] === "age_band",
  );
  expect(ratio).toMatchObject({ known: true, level: "warn" });
  expect(run.face.findings.some(({ sentence }) => sentence.includes("it was already"))).toBe(true);
});
