import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { metricById } from "../metric-registry.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { runFairness, type Run } from "./testing/run-fairness.ts";
import { taskRoles, taskRows } from "./testing/task-rows.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let native: NativeSource;
beforeEach(async () => {
  native = await nativeSource();
});
afterEach(() => native.close());

type Task = "multiclass" | "regression";
async function run(task: Task, params: object = {}, rows = 12_000): Promise<Run> {
  for (const side of ["reference", "production"] as const)
    await native.run(`CREATE OR REPLACE TABLE ${side} AS ${taskRows(side, rows)}`);
  const bare = await contextOver(native, taskRoles[task]);
  return runFairness(native, { ...bare, model: bare.model && { ...bare.model, task } }, { params });
}
/** The measure of a group or of all rows, as the exports have it. */
const valueOf = ({ face }: Run, metric: string, slice: string | null, side = "production"): number | null =>
  face.metrics.find((one) => one.metric === metric && one.slice === slice && one.dataset_role === side)?.value ?? null;
async function numberOf(sql: string): Promise<number> {
  const [row = {}] = await native.run(`SELECT (${sql})::DOUBLE AS v`);
  return Number(row["v"]);
}

describe("a model of several classes", () => {
  it("has accuracy and macro recall by group, as counting by hand gives, and finds the group that got worse", async () => {
    const found = await run("multiclass", { windows: "day", min_rows: 50 });
    const { result, face } = found;
    const where = `FROM production WHERE "gr""oup; 🦊" = 'b' AND class IS NOT NULL AND said IS NOT NULL`;
    const accuracy = await numberOf(`SELECT avg((class = said)::INT) ${where}`);
    const recall = await numberOf(`SELECT avg(r) FROM (SELECT avg((class = said)::INT) AS r ${where} GROUP BY class)`);
    const group = 'gr"oup; 🦊 = b';
    expect(valueOf(found, "fairness.accuracy", group)).toBeCloseTo(accuracy, 12);
    expect(valueOf(found, "fairness.macro_recall", group)).toBeCloseTo(recall, 12);
    expect(face.findings[0]).toMatchObject({ level: "fail", subject: group, since: "2026-04-15T00:00:00.000Z" });
    expect(face.findings[0]?.sentence).toMatch(/^Accuracy of gr"oup; 🦊 = b fell from .* pp beyond the change/);
    expect(face.verdict.level).toBe("fail");
    const kinds = new Set(result.disparities.map(({ kind }) => kind));
    expect([...kinds]).toEqual(["accuracy_difference", "macro_recall_difference"]);
    expect(result.curves).toEqual([]);
    expect(face.sentence).toContain("need a positive class");
    const [slice] = result.slices?.found ?? [];
    expect(slice).toMatchObject({ text: group, confirmed: true, age: "new", level: "warn" });
    expect(result.slices).toMatchObject({ loss: "error", rank: "change" });
  });

  it("has no macro recall beyond twelve classes, and says why", async () => {
    await native.run(
      "CREATE TABLE production AS SELECT i % 2 AS g, 'c' || (i % 13) AS y, 'c' || (i % 13) AS p FROM range(3000) t(i)",
    );
    const bare = await contextOver(native, { label: "y", prediction: "p", groups: ["g"] });
    const model = bare.model && { ...bare.model, task: "multiclass" as const };
    const { face } = await runFairness(native, { ...bare, model });
    const recall = face.metrics.find(({ metric, slice }) => metric === "fairness.macro_recall" && slice === "g = 1");
    expect(recall).toMatchObject({ value: null, reason: "too_many_values" });
  });
});

describe("a model of a number", () => {
  it("has mean errors by group, as counting by hand gives, and finds the group that got worse", async () => {
    const found = await run("regression", {
      windows: "day",
      min_rows: 50,
      judge: ["mae_difference", "tpr_difference"],
    });
    const { result, face } = found;
    const group = 'gr"oup; 🦊 = b';
    const e = `FROM (SELECT guess - truth AS e FROM production WHERE "gr""oup; 🦊" = 'b' AND isfinite(guess) AND isfinite(truth))`;
    const mae = await numberOf(`SELECT avg(abs(e)) ${e}`);
    expect(valueOf(found, "fairness.mae", group)).toBeCloseTo(mae, 9);
    expect(valueOf(found, "fairness.mean_error", group)).toBeCloseTo(await numberOf(`SELECT avg(e) ${e}`), 9);
    const all = await numberOf(
      "SELECT avg(abs(guess - truth)) FROM reference WHERE isfinite(guess) AND isfinite(truth)",
    );
    expect(result.settings.scale).toBeCloseTo(all, 9);
    expect(face.findings[0]).toMatchObject({ level: "fail", subject: group, since: "2026-04-15T00:00:00.000Z" });
    expect(face.findings[0]?.sentence).toMatch(/^Mean absolute error of gr"oup; 🦊 = b rose from/);
    expect(result.settings).toMatchObject({ judge: ["mae_difference"], not_judged: ["tpr_difference"] });
    const [slice] = result.slices?.found ?? [];
    expect(slice).toMatchObject({ text: group, confirmed: true, level: "warn" });
    expect(result.slices?.loss).toBe("absolute_error");
    const half = `FROM production WHERE isfinite(guess) AND isfinite(truth) AND md5(concat('1|production|', id::VARCHAR)) >= '8'`;
    const held = await numberOf(`SELECT avg(abs(guess - truth)) FILTER ("gr""oup; 🦊" = 'b') ${half}`);
    expect(slice?.loss).toBeCloseTo(held, 9);
  });

  it("keeps small errors beside one that is 20 powers of ten larger", async () => {
    await native.run(
      `CREATE TABLE production AS SELECT i % 2 AS g, 0e0 AS y, CASE WHEN i = 0 THEN 1e20 ELSE 0.25e0 END AS p FROM range(3000) t(i)`,
    );
    const bare = await contextOver(native, { label: "y", prediction: "p", groups: ["g"] });
    const model = bare.model && { ...bare.model, task: "regression" as const };
    const found = await runFairness(native, { ...bare, model });
    expect(valueOf(found, "fairness.mae", "g = 1")).toBe(0.25);
  });
});

it.each(["multiclass", "regression"] as const)(
  "%s: equal sides pass, every number has its definition, a loss of two classes is refused",
  async (task) => {
    const { result, face, json } = await run(task, { discovery: { loss: "log_loss" } }, 6000);
    expect(result.slices).toMatchObject({ reason: "not_this_task", found: [] });
    for (const { metric, convention, unit } of face.metrics) {
      expect(metricById(metric)?.unit, metric).toBe(unit);
      expect(metricById(metric)?.conventions.map(({ id }) => id)).toContain(convention);
    }
    expect(face.tables.map(({ id }) => id)).toEqual(expect.arrayContaining(["groups", "disparities", "rates"]));
    expect(face.figures.map(({ id }) => id)).toContain("groups");
    expect(json.length).toBeLessThan(100_000);
    await native.run("CREATE OR REPLACE TABLE production AS SELECT * FROM reference");
    const bare = await contextOver(native, taskRoles[task]);
    const same = await runFairness(native, { ...bare, model: bare.model && { ...bare.model, task } });
    expect(same.face.verdict.level).toBe("pass");
  },
);
