import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CellContext } from "../context.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import type { SliceResult } from "./result.ts";
import { uniform } from "./testing/planted.ts";
import { runFairness } from "./testing/run-fairness.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let native: NativeSource;
beforeEach(async () => {
  native = await nativeSource();
});
afterEach(() => native.close());

/** Two categories, two numbers and a score that is right but where `worse` holds: there it is half of what it should be. */
const rowsSql = (rows: number, salt: number, worse: string) => `SELECT i AS id, channel, age, a, b, u < chance AS label,
  CASE WHEN ${worse} THEN 1 - chance ELSE chance END AS score
FROM (SELECT i, CASE WHEN ${uniform(1, salt)} < 0.25e0 THEN 'api' WHEN ${uniform(1, salt)} < 0.6e0 THEN 'web' ELSE 'shop' END AS channel,
  CASE WHEN ${uniform(2, salt)} < 0.3e0 THEN 'young' ELSE 'old' END AS age, ${uniform(3, salt)} AS a, ${uniform(4, salt)} * 100 AS b,
  0.1e0 + 0.3e0 * ${uniform(5, salt)} AS chance, ${uniform(6, salt)} AS u FROM range(${rows}) t(i)) r`;

const roles = { score: "score", label: "label", id: "id", groups: ["age"], features: ["channel", "a", "b"] };
async function discover(
  { reference, production }: { readonly reference?: string; readonly production: string },
  discovery: object = {},
): Promise<{ readonly found: readonly SliceResult[]; readonly reason: string | null }> {
  if (reference !== undefined) await native.run(`CREATE OR REPLACE TABLE reference AS ${reference}`);
  await native.run(`CREATE OR REPLACE TABLE production AS ${production}`);
  const bare: CellContext = await contextOver(native, roles);
  const context = { ...bare, model: bare.model && { ...bare.model, threshold: 0.5 } };
  const { result } = await runFairness(native, context, { params: { discovery } });
  return { found: result.slices?.found ?? [], reason: result.slices?.reason ?? null };
}

describe("a planted slice", () => {
  it.each([
    ["one category", "channel = 'api'", ["channel = api"]],
    ["two categories", "channel = 'api' AND age = 'young'", ["channel = api", "age = young"]],
    ["a category and a quarter of a number", "channel = 'web' AND a > 0.75e0", ["channel = web", /^a > 0\.7/]],
    ["three conditions", "channel = 'shop' AND age = 'young' AND b <= 25", ["channel = shop", /^b ≤ 2/, "age = young"]],
  ])("of %s is found alone, confirmed and new", async (_, worse, conditions) => {
    const { found } = await discover({ reference: rowsSql(30_000, 1, "FALSE"), production: rowsSql(30_000, 2, worse) });
    const confirmed = found.filter((slice) => slice.confirmed);
    expect(confirmed).toHaveLength(1);
    expect(confirmed[0]?.conditions).toEqual(
      conditions.map((one): unknown => (typeof one === "string" ? one : expect.stringMatching(one))),
    );
    expect(confirmed[0]).toMatchObject({ age: "new", level: "warn" });
  });

  it("that the reference has too is old and gives no warning; without a reference its age is not said", async () => {
    const worse = "channel = 'api'";
    const sides = { reference: rowsSql(20_000, 1, worse), production: rowsSql(20_000, 2, worse) };
    const byLevel = await discover(sides, { rank: "level" });
    expect(byLevel.found[0]).toMatchObject({ text: "channel = api", confirmed: true, age: "old", level: "pass" });
    expect((await discover(sides)).found.filter(({ confirmed }) => confirmed)).toEqual([]);
    await native.run("DROP TABLE reference");
    const alone = await discover({ production: rowsSql(20_000, 2, worse) });
    expect(alone.found[0]).toMatchObject({ text: "channel = api", age: null, reference: null, level: "warn" });
  });

  it("has the numbers of the held-back half that counting by hand gives, under every loss", async () => {
    const losses = {
      log_loss: "-ln(CASE WHEN label THEN score ELSE 1 - score END)",
      brier: "(score - label::INT) ** 2",
      error: "((score >= 0.5e0) <> label)::INT",
    };
    for (const [loss, sql] of Object.entries(losses)) {
      const worse = "channel = 'api'";
      const { found } = await discover({ production: rowsSql(20_000, 2, worse) }, { loss });
      const [counted = {}] = await native.run(
        `SELECT avg(x) FILTER (WHERE channel = 'api') AS loss, avg(x) FILTER (WHERE channel <> 'api') AS rest,
         (SELECT count(*) FROM production WHERE channel = 'api')::INT AS n FROM (SELECT channel, ${sql} AS x FROM production WHERE md5(concat('1|production|', id::VARCHAR)) >= '8') t`,
      );
      const slice = found.find(({ text }) => text === "channel = api");
      expect(slice?.rows, loss).toBe(counted["n"]);
      expect(slice?.loss).toBeCloseTo(Number(counted["loss"]), 8);
      expect(slice?.rest).toBeCloseTo(Number(counted["rest"]), 8);
    }
  });
});

it("finds nothing where nothing is planted: at most one of twenty searches confirms a slice", async () => {
  let alarms = 0;
  const searches = 200;
  for (let seed = 0; seed < searches; seed++) {
    const { found, reason } = await discover(
      { production: rowsSql(1600, 1000 + 37 * seed, "FALSE") },
      { loss: "brier" },
    );
    expect(reason).toBeNull();
    if (found.some(({ confirmed }) => confirmed)) alarms += 1;
  }
  expect(alarms / searches).toBeLessThanOrEqual(0.05);
}, 240_000);

it("halves by all columns where there is no id, so that copies of a row share a half", async () => {
  await native.run(`CREATE TABLE production AS SELECT * EXCLUDE (id) FROM (${rowsSql(3000, 2, "channel = 'api'")}) UNION ALL
    SELECT * EXCLUDE (id) FROM (${rowsSql(3000, 2, "channel = 'api'")})`);
  const bare = await contextOver(native, { ...roles, id: null });
  const { result } = await runFairness(native, bare, {});
  expect(result.slices).toMatchObject({ by: "columns", reason: null });
  expect((result.slices?.searched ?? 1) % 2).toBe(0);
  expect(result.slices?.found[0]).toMatchObject({ text: "channel = api", confirmed: true });
});
