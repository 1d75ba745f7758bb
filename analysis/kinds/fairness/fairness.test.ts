import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CellContext } from "../context.ts";
import { metricById } from "../metric-registry.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { fairness } from "./index.ts";
import { noCounts, type BinaryCounts, type Counts } from "./counts.ts";
import { plantedRoles, plantedRows } from "./testing/planted.ts";
import { runFairness } from "./testing/run-fairness.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let native: NativeSource;
beforeEach(async () => {
  native = await nativeSource();
});
afterEach(() => native.close());

async function tables(reference: string | null, production: string | null): Promise<void> {
  if (reference !== null) await native.run(`CREATE OR REPLACE TABLE reference AS ${reference}`);
  if (production !== null) await native.run(`CREATE OR REPLACE TABLE production AS ${production}`);
}
type Model = NonNullable<CellContext["model"]>;
async function contextWith(roles: object, model: Partial<Model> = {}): Promise<CellContext> {
  const context = await contextOver(native, roles);
  return { ...context, model: context.model && { ...context.model, ...model } };
}
const planted = async (rows = 20_000): Promise<CellContext> => {
  await tables(plantedRows("reference", rows), plantedRows("production", rows));
  return contextWith(plantedRoles, { positive_class: "yes", threshold: 0.5 });
};
const binary = (counts: Counts | null): BinaryCounts => (counts !== null && "tp" in counts ? counts : noCounts);
const off = { discovery: { on: false } };
const group = `gr"oup; 🦊`;

describe("a group whose positives are missed from one day on", () => {
  it("fails with its day, and no other group does", async () => {
    const { result, face } = await runFairness(native, await planted(40_000), {
      params: { ...off, windows: "day", min_rows: 50 },
    });
    const fails = result.groups.filter(({ columns, level }) => columns.length === 1 && level === "fail");
    expect(fails.map(({ text }) => text)).toEqual([`${group} = b`]);
    const [tpr] = fails[0]?.comparisons.filter(({ measure }) => measure === "tpr") ?? [];
    expect(tpr?.since).toBe("2026-04-15T00:00:00.000Z");
    expect(face.findings[0]).toMatchObject({ level: "fail", subject: `${group} = b`, since: tpr?.since });
    expect(face.sentence).toContain(`True positive rate of ${group} = b fell from`);
    expect(face.verdict.level).toBe("fail");
  });

  it("has the counts and the differences that counting by hand gives", async () => {
    const { result } = await runFairness(native, await planted(), { params: off });
    const counted =
      await native.run(`SELECT CASE WHEN grouping(g) = 0 THEN coalesce(g, '(missing)') END AS g, kind::VARCHAR AS kind, (count(*) FILTER (WHERE hit))::INT AS selected, count(*)::INT AS "rows",
      (count(*) FILTER (WHERE hit AND yes))::INT AS tp, (count(*) FILTER (WHERE NOT hit AND yes))::INT AS fn, sum(s) AS scores
      FROM (SELECT *, "gr""oup; 🦊" AS g, "score'; --" >= 0.5e0 AS hit, label = 'yes' AS yes, "score'; --" AS s FROM production) t GROUP BY GROUPING SETS ((g), (g, kind), (kind))`);
    const crossed = result.groups.filter(({ columns }) => columns.length === 2);
    expect(crossed).toHaveLength(12);
    for (const { values, columns, counts } of result.groups) {
      const at = (column: string): string | null => values[columns.indexOf(column)] ?? null;
      const [own = {}] = counted.filter((row) => row["g"] === at(group) && row["kind"] === at("kind"));
      const { rows, selected, tp, fn, scores } = binary(counts.production);
      expect(own).toMatchObject({ rows, selected, tp, fn });
      expect(scores).toBeCloseTo(Number(own["scores"]), 6);
    }
    const rates = result.groups
      .filter(({ columns }) => columns.join() === group)
      .map(({ counts }) => binary(counts.production))
      .map(({ tp, fn }) => tp / (tp + fn));
    const spread = result.disparities.find(
      ({ kind, columns }) => kind === "tpr_difference" && columns.join() === group,
    );
    expect(spread?.production?.value).toBeCloseTo(Math.max(...rates) - Math.min(...rates), 12);
    const curve = result.curves.find(({ text }) => text === `${group} = b`);
    const own = result.groups.find(({ text }) => text === `${group} = b`)?.counts.production;
    expect(curve?.above[25]).toBe(binary(own ?? null).selected);
    expect(curve?.true_positives[25]).toBe(binary(own ?? null).tp);
  });

  it("gives the same bytes from rows in another order", async () => {
    const context = await planted(6000);
    const { json } = await runFairness(native, context);
    await tables(`SELECT * FROM (${plantedRows("reference", 6000)}) ORDER BY id DESC`, null);
    await native.run("CREATE OR REPLACE TABLE production AS SELECT * FROM production ORDER BY amount");
    expect((await runFairness(native, context, { together: true })).json).toBe(json);
  });
});

describe("verdicts", () => {
  const rows = (share: string) =>
    `SELECT i AS id, i % 2 AS g, CASE WHEN (i // 2) % 100 < ${share} THEN 0.9e0 ELSE 0.1e0 END AS score, (i // 200) % 2 AS label FROM range(8000) t(i)`;
  const roles = { score: "score", label: "label", groups: ["g"], id: "id" };
  const model = { threshold: 0.5 };

  it("equal groups pass; a difference that the reference has too is known and warns; a new one fails", async () => {
    await tables(rows("40"), rows("40"));
    expect((await runFairness(native, await contextWith(roles, model), { params: off })).face.verdict.level).toBe(
      "pass",
    );
    const apart = rows("(CASE WHEN i % 2 = 0 THEN 40 ELSE 60 END)");
    await tables(apart, apart);
    const old = await runFairness(native, await contextWith(roles, model), { params: off });
    expect(old.face.verdict.level).toBe("warn");
    expect(old.face.sentence).toContain("it was already");
    await tables(rows("40"), apart);
    const fresh = await runFairness(native, await contextWith(roles, model), { params: off });
    expect(fresh.face.verdict.level).toBe("fail");
    await native.run("DROP TABLE reference");
    const alone = await runFairness(native, await contextWith(roles, model), { params: off });
    expect(alone.face.verdict.level).toBe("fail");
    expect(alone.face.sentence).not.toContain("reference");
  });

  it("selection rates need no label, and what needs one says why", async () => {
    const unlabelled = `SELECT id, g, score, NULL::INTEGER AS label FROM (${rows("(CASE WHEN i % 2 = 0 THEN 20 ELSE 60 END)")})`;
    await tables(null, unlabelled);
    const { result, face } = await runFairness(native, await contextWith(roles, model));
    expect(face.verdict.level).toBe("fail");
    const tpr = face.metrics.find(({ metric, slice }) => metric === "fairness.tpr" && slice === null);
    expect(face.metrics.filter(({ metric }) => metric === "fairness.tpr").map(({ reason }) => reason)).toContain(
      "no_labels",
    );
    expect(tpr?.value).toBeNull();
    expect(result.slices?.reason).toBe("too_few_rows");
  });

  it("few rows are not judged, and groups below the privacy floor are not named", async () => {
    await tables(null, `SELECT *, CASE WHEN id < 7 THEN 'secret' ELSE 'all' END AS h FROM (${rows("40")}) LIMIT 120`);
    const { result, face, json } = await runFairness(native, await contextWith({ ...roles, groups: ["h"] }, model));
    expect(face.verdict.level).toBe("low_n");
    expect(result.unnamed).toBe(1);
    expect(json).not.toContain("secret");
  });
});

describe("what cannot be compared says why, and breaks nothing", () => {
  const roles = { score: "score", label: "label" };
  const base = "SELECT i / 3000e0 AS score, i % 2 AS label, i % 3 AS g FROM range(3000) t(i)";
  it.each([
    ["no prediction of a class", { task: "multiclass" as const }, ["g"], /no prediction column/],
    ["no groups", { threshold: 0.5 }, [], /no group columns/],
    ["no threshold and no prediction", {}, ["g"], /neither a threshold nor a prediction/],
  ])("%s", async (_, model, groups, said) => {
    await tables(base, base);
    const { face } = await runFairness(native, await contextWith({ ...roles, groups }, model), { params: off });
    expect(face.verdict.level).toBe("none");
    expect(face.sentence).toMatch(said);
  });

  it("bad columns have their reasons, and a million values, infinities and nulls are groups or none", async () => {
    const ugly = (
      shift: number,
    ) => `SELECT i AS id, i / 9000e0 AS score, (i * 31 % 9000 < i)::INTEGER AS label, NULL::VARCHAR AS nothing, 1 AS one,
      'c' || i AS many, CASE WHEN i % 3 = 0 THEN 'Infinity'::DOUBLE WHEN i % 3 = 1 THEN 'NaN'::DOUBLE ELSE i END AS wild, i % 2 = 0 AS flag,
      TIMESTAMP '2026-01-01' AS at, ${shift === 0 ? "i % 3" : "'x' || (i % 3)"} AS changed, repeat('long', 200 + i % 2) AS long,
      CASE WHEN i % 2 = 0 THEN '''; DROP TABLE production; --' ELSE '😀]"\n' END AS "a""b]; 🦊\n" FROM range(9000) t(i)`;
    await tables(ugly(0), ugly(1));
    const by = ["nothing", "one", "many", "wild", "flag", "at", "changed", 'a"b]; 🦊\n'];
    const context = await contextWith(roles, { threshold: 0.5 });
    const { result, face } = await runFairness(native, context, {
      params: { by, discovery: { columns: [...by, "long"] } },
    });
    const found = Object.fromEntries(
      result.columns.map(({ column, reason, groups, pooled }) => [column, { reason, groups, pooled }]),
    );
    expect(found["at"]?.reason).toBe("unsupported_type");
    expect(found["changed"]?.reason).toBe("type_changed");
    expect(found["nothing"]).toMatchObject({ reason: null, groups: 1 });
    expect(found["one"]).toMatchObject({ reason: null, groups: 1 });
    expect(found["flag"]).toMatchObject({ reason: null, groups: 2 });
    expect(found["many"]).toMatchObject({ groups: 0, pooled: 8980 });
    expect(found["wild"]?.groups).toBeGreaterThanOrEqual(3);
    expect(found['a"b]; 🦊\n']).toMatchObject({ reason: null, groups: 2 });
    expect(result.groups.some(({ values }) => values.includes("'; DROP TABLE production; --"))).toBe(true);
    expect(face.sentence.length).toBeGreaterThan(20);
    const more = await contextWith(roles, { threshold: 0.5 });
    const nine = { by: [...by, "long"], ...off };
    expect((await runFairness(native, more, { params: nine })).result.columns[8]?.reason).toBe("too_many_columns");
  });

  it("needs a dataset", async () => {
    const context = await contextWith({});
    expect(() => fairness.plan(fairness.config.parse({}), context)).toThrow(/needs a reference or a production/);
  });
});

it("emits every number under a convention that is defined, and stays small", async () => {
  const { face, json } = await runFairness(native, await planted(8000));
  for (const { metric, convention, unit } of face.metrics) {
    const definition = metricById(metric);
    expect(definition?.unit, metric).toBe(unit);
    expect(definition?.conventions.map(({ id }) => id)).toContain(convention);
  }
  expect(face.metrics.length).toBeGreaterThan(100);
  expect(json.length).toBeLessThan(100_000);
});
