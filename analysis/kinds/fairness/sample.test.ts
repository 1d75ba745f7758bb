import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readInvestigation } from "../../document/read.ts";
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
  const t = performance.now();
  const c = contextOf(investigation);
  const { tasks, finish } = (await import("./index.ts")).fairness.face.prepare({ by: ["age_band", "region"] }, c);
  for (const k of tasks) {
    const u = performance.now();
    await k.run(native);
    console.log(k.label, performance.now() - u);
  }
  const u = performance.now();
  const st = finish();
  console.log("finish", performance.now() - u);
  const v = performance.now();
  (await import("./index.ts")).fairness.face.read(st);
  console.log("read", performance.now() - v);
  run = await runFairness(native, contextOf(investigation), { params: { by: ["age_band", "region"] } });
  console.log("ms", performance.now() - t);
});
afterAll(() => native.close());
it("x", () => {
  console.log(run.json.length, run.face.verdict.level, run.face.sentence);
  for (const f of run.face.findings) console.log(f.level, f.subject, f.since, "|", f.sentence);
  for (const s of run.result.slices?.found ?? [])
    console.log(
      s.text,
      s.rows,
      s.loss.toFixed(3),
      s.rest.toFixed(3),
      s.effect.toFixed(2),
      s.share_of_loss.toFixed(3),
      s.confirmed,
      s.age,
      s.sharper,
    );
  console.log(run.result.slices && { ...run.result.slices, found: 0 });
  for (const d of run.result.disparities.slice(0, 20))
    console.log(
      d.columns.join("x"),
      d.kind,
      d.level,
      d.known,
      d.production?.value.toFixed(3),
      d.production?.low.toFixed(3),
      d.production?.high.toFixed(3),
      d.production?.chance.toFixed(3),
      d.reference?.value.toFixed(3),
    );
  expect(1).toBe(1);
});
it("size", () => {
  const r = run.result as unknown as Record<string, unknown>;
  for (const k of Object.keys(r)) console.log(k, JSON.stringify(r[k])?.length);
});
