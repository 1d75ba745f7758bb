import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { CellContext } from "../context.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { partsOf } from "./slices.ts";
import { plantedRoles, plantedRows } from "./testing/planted.ts";
import { runAttribution, type Run } from "./testing/run-attribution.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let source: NativeSource;
beforeAll(async () => {
  source = await nativeSource();
});
afterAll(() => source.close());

async function tables(reference: string, production: string): Promise<void> {
  await source.run(`CREATE OR REPLACE TABLE reference AS ${reference}`);
  await source.run(`CREATE OR REPLACE TABLE production AS ${production}`);
}

async function plantedContext(roles: Partial<typeof plantedRoles> = {}): Promise<CellContext> {
  const bare = await contextOver(source, { ...plantedRoles, ...roles });
  const timeRange = { column: "seen", min: "2026-04-01T00:00:00.000Z", max: "2026-04-28T00:00:00.000Z" };
  const production = bare.production && { ...bare.production, pinnedRows: 20_000, timeRange };
  return {
    ...bare,
    production,
    model: bare.model && { ...bare.model, task: "binary", positive_class: "yes", threshold: 0.3 },
  };
}

const partSum = ({ result }: Run, column: string): number =>
  (result.slices.find((split) => split.column === column)?.parts ?? []).reduce(
    (sum, { mix, behaviour }) => sum + mix.value + behaviour.value,
    0,
  );

describe("a planted incident", () => {
  const group = `gr"oup; 🦊`;
  let run: Run;
  beforeAll(async () => {
    await tables(plantedRows("reference", 20_000), plantedRows("production", 20_000));
    run = await runAttribution(source, await plantedContext());
  });

  it("names the slice and its day, and the feature, first", () => {
    const { findings, verdict, sentence } = run.face;
    expect(verdict.level).toBe("warn");
    expect(findings.map(({ subject }) => subject).slice(0, 2)).toEqual([`${group} = b`, "am'ount; --"]);
    expect(findings[0]?.since).toBe("2026-04-15T00:00:00.000Z");
    expect(sentence).toMatch(
      /^Log loss rose from 0\.6.* carries .* \(behaviour\) since 2026-04-15, am'ount; -- .* is not explained by inputs\. n = 20,000/,
    );
  });

  it("parts add up to the change, by slice and by feature", () => {
    const { change, shares } = run.result;
    const value = change?.value ?? Number.NaN;
    expect(Math.abs(partSum(run, group) - value)).toBeLessThan(1e-12);
    const byFeature = (shares?.features ?? []).reduce((sum, { part }) => sum + part.value, 0);
    expect(Math.abs(byFeature + (shares?.unexplained.value ?? 0) - value)).toBeLessThan(1e-12);
  });

  it("gives the loss and a slice's means that plain SQL gives", async () => {
    const [row] = await source.run(
      `SELECT avg(CASE WHEN "label" = 'yes' THEN -ln(score) ELSE -ln(1 - score) END) AS mean FROM production WHERE "gr""oup; 🦊" = 'b'`,
    );
    const b = run.result.slices[0]?.parts.find(({ label }) => label === "b");
    expect(b?.production.mean).toBeCloseTo(Number(row?.["mean"]), 9);
    expect(b?.production.rows).toBe(8000);
  });

  it("shares among shifted features only, and tells how many rows the reference cannot speak for", async () => {
    const features = run.result.shares?.features ?? [];
    expect(features.map(({ column }) => column).sort()).toEqual(["am'ount; --", "city"]);
    expect(run.result.shares?.still).toBe(1);
    const amount = features.find(({ column }) => column === "am'ount; --");
    const [row] = await source.run(
      `SELECT avg(("am'ount; --" > (SELECT max("am'ount; --") FROM reference))::INT) AS share FROM production`,
    );
    expect(amount?.outside).toBeCloseTo(Number(row?.["share"]), 12);
    expect(run.result.outside).toEqual({
      ...{ column: "am'ount; --", start: "2026-04-15T00:00:00.000Z" },
      slice: { column: group, value: "b", share: 1 },
    });
    const city = features.find(({ column }) => column === "city");
    expect(city?.part.low).toBeLessThan(0);
    expect(city?.part.high).toBeGreaterThan(0);
  });

  it("orders drift by importance of the contributions, and sees their order change", () => {
    expect(run.result.importance.source).toBe("shap");
    expect(run.result.importance.features[0]?.column).toBe("am'ount; --");
    const contributions = run.result.contributions;
    expect(contributions?.columns.map(({ ranks }) => ranks)).toEqual([
      [2, 1],
      [1, 2],
      [3, 3],
    ]);
    expect(contributions?.columns[0]?.column).toBe("shap_city");
    expect(contributions?.ndcg.value).toBeLessThan(0.9);
    expect(contributions?.spearman.value).toBeCloseTo(0.5, 12);
  });

  it("counts contributions by value in hexagons that hide few rows, with medians", async () => {
    const { values } = run.result.contributions ?? {};
    // The city changed most, and is no number.
    expect(values).toMatchObject({ feature: "am'ount; --", reason: null, log: false });
    for (const side of ["reference", "production"] as const) {
      const { rows, shown, cells } = values?.sides?.[side] ?? { rows: 0, shown: 0, cells: [] };
      expect(rows).toBe(20_000);
      expect(cells.filter(([i, j, n]) => n < 20 || (i - j) % 2 !== 0)).toEqual([]);
      expect(shown).toBe(cells.reduce((sum, [, , n]) => sum + n, 0));
      expect(shown).toBeGreaterThan(15_000);
    }
    // In the first of nine strips the reference's contributions are those of its amounts of all sizes.
    const [low, high] = values?.x ?? [0, 0];
    const [row] = await source.run(
      `SELECT median("shap_am'ount; --") AS m FROM reference WHERE "am'ount; --" >= ${low} AND "am'ount; --" < ${low + (high - low) / 9}`,
    );
    const medians = values?.sides?.reference.medians ?? [];
    expect(Math.abs(Number(medians[0]) - Number(row?.["m"]))).toBeLessThan(0.01);
    expect(run.face.figures.map(({ id }) => id)).toContain("contribution_values");
  });

  it("draws the contributions of the feature that was asked for, or says why not", async () => {
    const context = await plantedContext();
    const valuesOf = async (shap_feature: string) => {
      const params = { shap_feature, classifier: false };
      return (await runAttribution(source, context, { params })).result.contributions?.values;
    };
    expect(await valuesOf("city")).toMatchObject({ feature: "city", reason: "not_applicable", sides: null });
    expect(await valuesOf("absent")).toMatchObject({ reason: "no_values" });
    expect(await valuesOf("steady")).toMatchObject({ reason: "nothing_varies" });
  });

  it("has a classifier that goes by the two features that moved", () => {
    const { classifier } = run.result;
    expect(classifier?.rows).toEqual([10_000, 10_000]);
    expect(classifier?.auc?.low).toBeGreaterThan(0.55);
    expect(classifier?.features.slice(0, 2).map(({ column }) => column)).toEqual(["am'ount; --", "city"]);
    expect(Math.abs(classifier?.features[2]?.drop ?? 1)).toBeLessThan(0.01);
  });

  it("is the same at every run, whatever order tasks run in, and other with another seed", async () => {
    const context = await plantedContext();
    expect((await runAttribution(source, context, { together: true })).json).toBe(run.json);
    const other = await runAttribution(source, context, { params: { seed: 2 } });
    expect(other.result.classifier?.auc?.value).not.toBe(run.result.classifier?.auc?.value);
    expect(other.result.slices).toEqual(run.result.slices);
  });

  it("keeps its result small and free of the reference's extremes", () => {
    expect(run.json.length).toBeLessThan(20_000);
  });
});

describe("settings", () => {
  beforeEach(() => tables(plantedRows("reference", 6000), plantedRows("production", 6000)));

  it("compare production with itself before a day", async () => {
    const params = { from: "2026-04-15", against: "before", by: ["am'ount; --", "steady"], classifier: false };
    const { result, face } = await runAttribution(source, await plantedContext(), { params });
    expect(result.sides.reference.rows + result.sides.production.rows).toBe(6000);
    expect(result.shares?.features.map(({ column }) => column)).toEqual(["am'ount; --"]);
    for (const column of params.by)
      expect(Math.abs(partSum({ result, face, json: "" }, column) - (result.change?.value ?? 1))).toBeLessThan(1e-12);
    expect(face.findings[0]?.subject).toContain("above the reference’s range");
  });

  it("take production's last days, counted back from its latest", async () => {
    const context = await plantedContext();
    const params = { last_days: 14, against: "before", classifier: false };
    const { result } = await runAttribution(source, context, { params });
    expect(result.settings).toMatchObject({ from: "2026-04-15", to: null });
    const named = await runAttribution(source, context, {
      params: { from: "2026-04-15", against: "before", classifier: false },
    });
    expect(result).toEqual(named.result);
    const untimed = { ...context, production: context.production && { ...context.production, timeRange: null } };
    await expect(runAttribution(source, untimed, { params })).rejects.toThrow(/time column/);
    await expect(runAttribution(source, context, { params: { ...params, from: "2026-04-15" } })).rejects.toThrow(
      /cannot be set beside days/,
    );
  });

  it("refuse days without a time column, and a comparison with itself without a day", async () => {
    const context = await plantedContext({ time: "no such column" });
    await expect(runAttribution(source, context, { params: { from: "2026-04-15" } })).rejects.toThrow(/time column/);
    await expect(runAttribution(source, context, { params: { against: "before" } })).rejects.toThrow(/must be set/);
  });

  it.each([
    ["brier", "(score - y) * (score - y)"],
    ["error_rate", "((score >= 0.3)::INT <> y)::INT"],
  ])("take another loss: %s", async (metric, loss) => {
    const { result } = await runAttribution(source, await plantedContext(), { params: { metric, classifier: false } });
    expect(result.settings.metric).toBe(metric);
    const y = `(SELECT *, ("label" = 'yes')::INT AS y FROM production)`;
    const [row] = await source.run(`SELECT avg(${loss}) AS mean FROM ${y}`);
    expect(result.sides.production.mean).toBeCloseTo(Number(row?.["mean"]), 9);
  });

  it("split ROC AUC by slice, and refuse it where a side has one class", async () => {
    const context = await plantedContext();
    const params = { metric: "roc_auc", by: [`gr"oup; 🦊`, "am'ount; --", "city"], classifier: false };
    const run = await runAttribution(source, context, { params });
    const { result, face } = run;
    const area = async (side: string, where = "TRUE") => {
      const scored = `(SELECT score, "label" = 'yes' AS y FROM ${side} WHERE ${where})`;
      const [row] =
        await source.run(`SELECT avg(CASE WHEN p.score > n.score THEN 1 WHEN p.score = n.score THEN 0.5 ELSE 0 END) AS auc
        FROM ${scored} p, ${scored} n WHERE p.y AND NOT n.y`);
      return Number(row?.["auc"]);
    };
    expect(result.sides.reference.mean).toBeCloseTo(await area("reference"), 12);
    expect(result.sides.production.mean).toBeCloseTo(await area("production"), 12);
    const b = result.slices[0]?.parts.find(({ label }) => label === "b");
    expect(b?.production.mean).toBeCloseTo(await area("production", `"gr""oup; 🦊" = 'b'`), 12);
    for (const column of params.by)
      expect(Math.abs(partSum(run, column) - (result.change?.value ?? 1))).toBeLessThan(1e-12);
    expect(result.slices.flatMap(({ parts }) => parts.flatMap(({ reason }) => reason ?? []))).toEqual([]);
    expect(result.shares).toBeNull();
    expect(face.verdict).toMatchObject({ level: "warn" });
    expect(face.verdict.reasons[0]).toMatch(/^ROC AUC fell from .*; the line is a fall of 5\.0 % of 1 − ROC AUC\.$/);
    expect(face.findings[0]?.subject).toBe(`gr"oup; 🦊 = b`);
    expect(face.sentence).toMatch(
      /^ROC AUC fell from 0\.\d+ to 0\.\d+ .* carries −.* \(behaviour\).*rows with a label and a score\.$/,
    );
    expect(face.metrics.find(({ metric }) => metric === "attribution.roc_auc_change")?.value).toBe(
      result.change?.value,
    );
    expect(face.figures[0]?.title).toMatch(/^Why ROC AUC changed, by gr/);

    await tables(
      plantedRows("reference", 3000),
      `SELECT * REPLACE ('no' AS "label") FROM (${plantedRows("production", 3000)})`,
    );
    const refused = await runAttribution(source, context, { params });
    expect(refused.result.reason).toBe("one_class");
    expect(refused.face.sentence).toMatch(/^The change of ROC AUC cannot be split: only one class occurs\./);
  });

  it("say which slice of ROC AUC has one class: its pairs are all mix", async () => {
    const one = `SELECT * REPLACE (CASE WHEN "gr""oup; 🦊" = 'b' THEN 'no' ELSE "label" END AS "label") FROM`;
    await tables(plantedRows("reference", 6000), `${one} (${plantedRows("production", 6000)})`);
    const params = { metric: "roc_auc", classifier: false };
    const run = await runAttribution(source, await plantedContext(), { params });
    const { parts = [], column = "" } = run.result.slices[0] ?? {};
    expect(parts.map(({ label, reason }) => [label, reason])).toContainEqual(["b", "one_class"]);
    expect(parts.find(({ label }) => label === "b")?.production.mean).toBeNull();
    expect(Math.abs(partSum(run, column) - (run.result.change?.value ?? 1))).toBeLessThan(1e-12);
    expect(run.face.tables[0]?.rows.find(({ slice }) => slice === "b")?.["why"]).toBe("only one class occurs");
  });

  it("take importance as given", async () => {
    const importance = { city: 3, steady: 1 };
    const { result } = await runAttribution(source, await plantedContext(), {
      params: { importance, classifier: false },
    });
    expect(result.importance.source).toBe("settings");
    expect(result.importance.features.map(({ column }) => column)).toEqual(["city", "steady", "am'ount; --"]);
    expect(result.importance.features[2]?.reason).toBe("not_applicable");
  });
});

describe("data without what is needed", () => {
  it("says that labels are missing, and still looks at drift and the classifier", async () => {
    await tables(
      plantedRows("reference", 4000),
      `SELECT * REPLACE (NULL::VARCHAR AS "label") FROM (${plantedRows("production", 4000)})`,
    );
    const { result, face } = await runAttribution(source, await plantedContext());
    expect(result.reason).toBe("no_labels");
    expect(result.change).toBeNull();
    expect(result.importance.features[0]?.psi).toBeGreaterThan(0.1);
    expect(result.classifier?.auc?.value).toBeGreaterThan(0.55);
    expect(face.sentence).toMatch(/cannot be split: no row has a label yet/);
    expect(face.verdict.level).toBe("warn");
  });

  it("falls back to the error rate where scores are no probabilities", async () => {
    const beyond = (side: "reference" | "production") =>
      `SELECT * REPLACE (score * 1000 AS score) FROM (${plantedRows(side, 4000)})`;
    await tables(beyond("reference"), beyond("production"));
    const { result } = await runAttribution(source, await plantedContext(), { params: { classifier: false } });
    expect(result.settings.metric).toBe("error_rate");
  });

  it("does not judge few rows, and names no group below the privacy floor", async () => {
    await tables(plantedRows("reference", 150), plantedRows("production", 150));
    const { face } = await runAttribution(source, await plantedContext());
    expect(face.verdict.level).toBe("low_n");
    const level = (label: string) => ({ nature: "value", label }) as const;
    const rows = (counts: readonly number[]) =>
      counts.map((n, index) => ({ level: index, all: n, rows: n, sum: n / 2, squares: n / 3 }));
    const levels = ["a", "b", "c", "d"].map(level);
    const named = (before: readonly number[], after: readonly number[]) =>
      partsOf(levels, rows(before), rows(after), 20).map(({ label, reference, production }) => [
        label,
        reference.rows,
        production.rows,
      ]);
    // c is rare; alone it could be had by subtraction, so the smallest other slice joins it.
    expect(named([100, 50, 5, 0], [100, 60, 40, 30])).toEqual([
      ["a", 100, 100],
      ["other values", 55, 130],
    ]);
    expect(named([100, 50, 5, 0], [100, 60, 40, 0])).toEqual([
      ["a", 100, 100],
      ["other values", 55, 100],
    ]);
    expect(named([100, 50, 0, 40], [100, 60, 40, 0])).toHaveLength(4);
  });

  it("goes over every sort of bad column", async () => {
    const bad = (
      side: number,
    ) => `SELECT 'r' || i AS id, (i % 10) / 10e0 AS score, CASE WHEN (i * 7) % 10 < i % 10 THEN 'yes' ELSE 'no' END AS "label",
      NULL::DOUBLE AS all_null, NULL::VARCHAR AS no_text, 1 AS one, 'v' || (i * ${side + 1}) AS many, CASE WHEN i % 3 = 0 THEN 'Infinity'::DOUBLE WHEN i % 3 = 1 THEN 'NaN'::DOUBLE ELSE -1e308 END AS wild,
      ${side === 0 ? "i" : "'t' || i"} AS changed, repeat('long', 100 + i % 2) AS long, 1e308 * (i % 2) AS huge, i AS counter, TIMESTAMP '2026-01-01' AS at, x'00'::BLOB AS raw FROM range(3000) t(i)`;
    await tables(bad(0), bad(1));
    const features = [
      "all_null",
      "no_text",
      "one",
      "many",
      "wild",
      "changed",
      "long",
      "huge",
      "counter",
      "at",
      "raw",
      "absent",
    ];
    const bare = await contextOver(source, {
      score: "score",
      label: "label",
      id: "id",
      features,
      groups: [...features],
    });
    const context: CellContext = {
      ...bare,
      model: bare.model && { ...bare.model, task: "binary", positive_class: "yes" },
    };
    const { result } = await runAttribution(source, context);
    const reasons = Object.fromEntries(result.slices.map(({ column, reason }) => [column, reason]));
    expect(reasons).toMatchObject({
      all_null: "empty_reference",
      changed: "type_changed",
      at: "not_applicable",
      absent: "missing_in_reference",
      one: null,
      wild: null,
    });
    expect(result.importance.features).toHaveLength(features.length);
    expect(result.classifier?.reason).toBeNull();
    for (const { column, reason, parts } of result.slices) {
      const sum = parts.reduce((all, { mix, behaviour }) => all + mix.value + behaviour.value, 0);
      if (reason === null) expect(Math.abs(sum - (result.change?.value ?? 1)), column).toBeLessThan(1e-12);
    }
  });
});

it("ROC AUC pools a slice with few rows of one class, and no column needs to be there", async () => {
  const rare = `SELECT * REPLACE (CASE WHEN id = 'r7' THEN 'rare' WHEN "label" = 'yes' THEN 'a' ELSE "gr""oup; 🦊" END AS "gr""oup; 🦊") FROM`;
  await tables(`${rare} (${plantedRows("reference", 3000)})`, `${rare} (${plantedRows("production", 3000)})`);
  const params = { metric: "roc_auc", classifier: false, by: [`gr"oup; 🦊`, "absent"] };
  const { result } = await runAttribution(source, await plantedContext(), { params });
  expect(result.slices[1]).toMatchObject({ column: "absent", reason: "missing_in_reference" });
  const labels = result.slices[0]?.parts.map(({ label, reason }) => [label, reason]);
  expect(labels).not.toContainEqual(["rare", "one_class"]);
  expect(labels?.at(-1)?.[0]).toBe("other values");
});

describe("other tasks", () => {
  it("splits the absolute error of a regression and the error rate of classes", async () => {
    const rows = (shift: number) => `SELECT 'r' || i AS id, i % 4 AS kind, CAST((i * 37) % 100 AS DOUBLE) AS x,
      CAST((i * 37) % 100 + (i * 11) % 7 AS DOUBLE) AS y, CAST((i * 37) % 100 + CASE WHEN i % 4 = 2 THEN ${shift} ELSE 3 END AS DOUBLE) AS guess,
      CAST(i % 3 AS INTEGER) AS class, CASE WHEN i % 4 = 2 AND i % ${shift} = 0 THEN 9 ELSE i % 3 END AS said FROM range(4000) t(i)`;
    await tables(rows(3), rows(12));
    const roles = { id: "id", label: "y", prediction: "guess", features: ["x", "kind"], groups: ["kind"] };
    const bare = await contextOver(source, roles);
    const regression: CellContext = { ...bare, model: bare.model && { ...bare.model, task: "regression" } };
    const { result } = await runAttribution(source, regression);
    expect(result.settings.metric).toBe("absolute_error");
    const [before, after] = await Promise.all(
      ["reference", "production"].map(async (side) =>
        Number((await source.run(`SELECT avg(abs(guess - y)) AS m FROM ${side}`))[0]?.["m"]),
      ),
    );
    expect(result.change?.value).toBeCloseTo((after ?? 0) - (before ?? 0), 9);
    expect(result.since).toBeNull();
    const classes = await contextOver(source, { ...roles, label: "class", prediction: "said" });
    const wrong = await runAttribution(source, {
      ...classes,
      model: classes.model && { ...classes.model, task: "multiclass" },
    });
    expect(wrong.result.settings.metric).toBe("error_rate");
    expect(wrong.result.sides.reference.mean).toBeCloseTo(333 / 4000, 12);
  });
});
