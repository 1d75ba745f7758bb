import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Model } from "../../document/schema.ts";
import type { CellContext } from "../context.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { textLiteral } from "../../sql/quote.ts";
import { plantedRoles, plantedRows } from "./testing/planted.ts";
import { runCalibration } from "./testing/run-calibration.ts";

interface Oracle {
  readonly labels: string[];
  readonly predictions: string[];
  readonly classes: string[];
  readonly scores: number[][];
  readonly top_one: number;
  readonly per_class: number[];
  readonly classwise: number;
}
const fixture = new URL("../../stats/fixtures/calibration-repairs.json", import.meta.url);
const { classes: oracle } = JSON.parse(readFileSync(fixture, "utf8")) as { classes: Oracle };

let native: NativeSource;
beforeEach(async () => {
  native = await nativeSource();
});
afterEach(() => native.close());

const columns = ["p a", 'p"; b', "p_c"];
async function multiclass(more: Partial<NonNullable<CellContext["model"]>> = {}): Promise<CellContext> {
  const rows = oracle.scores.map((scores, row) => {
    const words = [oracle.labels[row], oracle.predictions[row]].map((word) => textLiteral(word ?? ""));
    return `(${[...words, ...scores.map((score) => `${score}::DOUBLE`), `${Math.max(...scores)}::DOUBLE`].join(", ")})`;
  });
  const names = ["truth", "guess", ...columns, "confidence"]
    .map((name) => `"${name.replaceAll('"', '""')}"`)
    .join(", ");
  await native.run(`CREATE TABLE production AS SELECT * FROM (VALUES ${rows.join(", ")}) t(${names})`);
  const context = await contextOver(native, { label: "truth", prediction: "guess", score: "confidence" });
  return { ...context, model: context.model && { ...context.model, task: "multiclass", ...more } };
}
const class_scores = Object.fromEntries(oracle.classes.map((name, index) => [name, columns[index] ?? ""]));

describe("a model of several classes", () => {
  it("is measured by the confidence in what it predicts: netcal's ECE", async () => {
    const { result, face } = await runCalibration(native, await multiclass(), { params: { binning: "equal_width" } });
    expect(result.settings.top_one).toBe(true);
    const found = result.sides.production?.scores.find(({ convention }) => convention === "netcal-1.4/ece");
    expect(found?.value).toBeCloseTo(oracle.top_one, 12);
    const right = oracle.labels.filter((label, row) => label === oracle.predictions[row]).length;
    expect(result.sides.production?.outcome?.positives).toBe(right);
    expect(face.sentence).toContain("The score is the confidence in the predicted class");
  });

  it("is measured class by class where score columns are named: netcal's ECE of each, and their mean", async () => {
    const params = { binning: "equal_width", class_scores };
    const { result, face } = await runCalibration(native, await multiclass(), { params });
    result.classes?.list.forEach(({ production }, index) =>
      expect(production?.ece).toBeCloseTo(oracle.per_class[index] ?? Number.NaN, 12),
    );
    expect(result.classes?.ece.production).toBeCloseTo(oracle.classwise, 12);
    expect(result.classes?.ece.reference).toBeNull();
    expect(face.metrics.find(({ metric }) => metric === "calibration.classwise_ece")?.value).toBe(
      result.classes?.ece.production,
    );
    expect(face.tables.find(({ id }) => id === "classes")?.rows).toHaveLength(3);
  });

  it("says of a class that cannot be measured why, and gives no mean then", async () => {
    const params = { class_scores: { ...class_scores, rare: "p_c", gone: "nowhere" } };
    const { result } = await runCalibration(native, await multiclass(), { params });
    const reasons = result.classes?.list.map(({ name, production }) => [name, production?.reason]);
    expect(reasons?.slice(3)).toEqual([
      ["rare", null],
      ["gone", "no_score"],
    ]);
    expect(result.classes?.ece.production).toBeNull();
    const few = await runCalibration(native, await contextFew(), {
      params: { class_scores: { a: "s" }, min_rows: 10 },
    });
    expect(few.result.classes?.list[0]?.production).toEqual({ reason: "too_few_rows", outcome: null, ece: null });
  });

  it("has no result for classes when none is named", async () => {
    expect((await runCalibration(native, await multiclass())).result.classes).toBeNull();
  });
});

/** A class of 12 rows, below the privacy floor. */
async function contextFew(): Promise<CellContext> {
  await native.run(
    `CREATE OR REPLACE TABLE production AS SELECT CASE WHEN i < 12 THEN 'a' ELSE 'b' END AS truth, 'b' AS guess, 0.5e0 AS s FROM range(400) t(i)`,
  );
  const context = await contextOver(native, { label: "truth", prediction: "guess", score: "s" });
  return { ...context, model: context.model && { ...context.model, task: "multiclass" } };
}

describe("ECE of each group", () => {
  it("is what counting by hand gives, with an interval, and is not there with few rows", async () => {
    await native.run(`CREATE TABLE reference AS ${plantedRows("reference", 4000)}`);
    await native.run(`CREATE TABLE production AS ${plantedRows("production", 4000)}`);
    const context = await contextOver(native, plantedRoles);
    const pinned = { ...context, model: { ...(context.model as Model), positive_class: "yes" } };
    const { result, face } = await runCalibration(native, pinned);
    const { reference, production } = result.groups[0]?.values.find(({ value }) => value === "b")?.ece ?? {};
    const [counted = {}] = await native.run(`SELECT sum(abs(gap)) / sum(n) AS ece FROM (
      SELECT floor("score'; --" * 10) AS bin, count(*) AS n,
        sum("score'; --" - CASE WHEN label = 'yes' THEN 1e0 ELSE 0e0 END) AS gap
      FROM production WHERE "gr""oup; 🦊" = 'b' GROUP BY 1) t`);
    expect(production?.value).toBeCloseTo(Number(counted["ece"]), 9);
    expect(production?.low).toBeGreaterThan(Number(reference?.high));
    const metric = face.metrics.find(
      ({ metric: id, slice, dataset_role }) =>
        id === "calibration.ece" && slice === "b" && dataset_role === "production",
    );
    expect(metric).toMatchObject({ value: production?.value, convention: "netcal-1.4/ece", reason: null });
    const few = await runCalibration(native, pinned, { params: { min_rows: 3000 } });
    expect(few.result.groups[0]?.values[0]?.ece).toEqual({ reference: null, production: null });
  });
});

describe("a repair", () => {
  it("gains on other rows where there is something to repair, and nothing where there is not", async () => {
    const rows = (formula: string): string =>
      `SELECT (i * 7919 % 1000) / 1000e0 AS score, ((i * 104729 % 100003) / 100003e0) < ${formula} AS label FROM range(6000) t(i)`;
    const gain = async (formula: string): Promise<readonly number[]> => {
      await native.run(`CREATE OR REPLACE TABLE production AS ${rows(formula)}`);
      const { result } = await runCalibration(native, await contextOver(native, { score: "score", label: "label" }));
      return result.repairs.map(({ held_out }) => (held_out?.ece_before ?? 0) - (held_out?.ece_after ?? 0));
    };
    for (const gained of await gain("(i * 7919 % 1000) / 2000e0")) expect(gained).toBeGreaterThan(0.2);
    for (const gained of await gain("(i * 7919 % 1000) / 1000e0")) expect(Math.abs(gained)).toBeLessThan(0.02);
  });

  it("is not measured on other rows when a half is too small, and says so", async () => {
    await native.run(`CREATE TABLE production AS SELECT i / 150e0 AS score, i % 3 = 0 AS label FROM range(150) t(i)`);
    const { result } = await runCalibration(native, await contextOver(native, { score: "score", label: "label" }));
    expect(result.repairs.map(({ held_out }) => held_out?.reason)).toEqual(["too_few_rows", "too_few_rows"]);
  });
});
