import { plot, type PlotOptions } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { metricById } from "./metric-registry.ts";
import { allKinds } from "./registry.ts";
import { contextOver } from "./testing/context-over.ts";
import { nativeSource, type NativeSource } from "./testing/native-source.ts";

let source: NativeSource;
beforeAll(async () => {
  source = await nativeSource();
  const rows = (shift: number) => `SELECT i AS id, TIMESTAMP '2026-01-01' + INTERVAL (i % 40 + ${shift} * 40) DAY AS at,
    CASE WHEN i % 7 = 0 THEN 'NaN'::DOUBLE WHEN i % 11 = 0 THEN 'Infinity'::DOUBLE WHEN i % 13 = 0 THEN NULL ELSE i * (1 + ${shift}) END AS "sco""re; 🦊",
    'c' || (i % (3 + ${shift})) AS "group", NULL::VARCHAR AS nothing, 1 AS one, (i + ${shift}) % 2 = 0 AS flag FROM range(4000) t(i)`;
  await source.run(`CREATE TABLE reference AS ${rows(0)}`);
  await source.run(`CREATE TABLE production AS ${rows(1)}`);
});
afterAll(() => source.close());

describe.each(allKinds.map((kind) => [kind.id, kind] as const))("a result of kind %s over ugly data", (_, kind) => {
  it("survives JSON, has only finite numbers and emits only metrics that are defined", async () => {
    const context = await contextOver(source, { id: "id", time: "at", groups: ["group"] });
    const { tasks, finish } = kind.prepare({}, context);
    for (const task of tasks) await task.run(source);
    const stored = finish();
    expect(JSON.parse(JSON.stringify(stored))).toEqual(stored);
    const read = kind.read(stored);
    for (const metric of read.metrics)
      expect(metricById(metric.metric), metric.metric).toMatchObject({ unit: metric.unit });
    for (const { metric, value } of [...read.metrics, ...read.headline]) {
      expect(metricById(metric), metric).toBeDefined();
      expect(value === null || Number.isFinite(value), metric).toBe(true);
    }
    for (const metric of read.metrics) expect(metric.value === null, metric.metric).toBe(metric.reason !== null);
    expect(kind.inert || read.sentence.length > 0).toBe(true);
    for (const figure of read.figures)
      expect(drawn(figure.options(640)), figure.id).not.toMatch(/NaN|undefined|Infinity/);
  });
});

/** The figure's marks, drawn by the stand-in that reports use. */
function drawn(options: PlotOptions): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const chart: { toString(): string } = plot({ ...options, document });
  return chart.toString();
}
