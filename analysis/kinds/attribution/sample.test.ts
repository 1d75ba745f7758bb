import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readInvestigation } from "../../document/read.ts";
import { contextOf } from "../context-of.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { leadingFeatures, leadingSlices } from "./rank-parts.ts";
import { runAttribution, type Run } from "./testing/run-attribution.ts";

const folder = new URL("../../../samples/credit-default/", import.meta.url);
const truth: { feature: string; channel: string; date: string } = JSON.parse(
  readFileSync(new URL("truth.json", folder), "utf8"),
).unit_change;

let native: NativeSource;
let run: Run;
beforeAll(async () => {
  native = await nativeSource();
  for (const side of ["reference", "production"])
    await native.run(`CREATE VIEW ${side} AS SELECT * FROM '${new URL(`${side}.parquet`, folder).pathname}'`);
  const { investigation } = readInvestigation(readFileSync(new URL("credit-default.casefile", folder), "utf8"));
  run = await runAttribution(native, contextOf(investigation));
}, 120_000);
afterAll(() => native.close());

it("names the slice and the feature of the sample's truth first, and the day", () => {
  const [slice] = leadingSlices(run.result.slices);
  expect([slice?.column, slice?.part.label, slice?.effect]).toEqual(["channel", truth.channel, "behaviour"]);
  expect(leadingFeatures(run.result.shares)[0]?.column).toBe(truth.feature);
  expect(run.result.classifier?.features[0]?.column).toBe(truth.feature);
  expect(run.face.findings.map(({ subject, since }) => [subject, since?.slice(0, 10) ?? null])).toEqual([
    [`channel = ${truth.channel}`, truth.date.slice(0, 10)],
    [truth.feature, truth.date.slice(0, 10)],
  ]);
});
