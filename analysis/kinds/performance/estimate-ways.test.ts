import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CellContext } from "../context.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import type { EstimatedResult, EstimatedWindow } from "./estimate/result.ts";
import { runPerformance, type Run } from "./testing/run-performance.ts";

let source: NativeSource;
beforeAll(async () => {
  source = await nativeSource();
});
afterAll(() => source.close());

type Model = NonNullable<CellContext["model"]>;
interface Case {
  readonly roles: Partial<Model["columns"]>;
  readonly model: Partial<Model>;
  readonly params?: object;
}
async function run(reference: string, production_: string, { roles, model, params = {} }: Case): Promise<Run> {
  await source.run(`CREATE OR REPLACE TABLE reference AS ${reference}`);
  await source.run(`CREATE OR REPLACE TABLE production AS ${production_}`);
  const context = await contextOver(source, roles);
  const own = { ...context, model: context.model && { ...context.model, ...model } };
  const rows = source.rows.bind(source);
  const timed = { ...source, rows: async (q: any) => { const t = Date.now(); const r = await rows(q); console.log(q.name, Date.now() - t, "ms", q.sql.length, r.length); return r; }, values: source.values.bind(source), groupedValues: source.groupedValues.bind(source) } as any;
  const t = Date.now();
  const out = await runPerformance(timed, own, { windows: "day", ...params });
  console.log("all", Date.now() - t);
  return out;
}
const estimatedOf = ({ result }: Run): EstimatedResult => {
  if (result.estimated === null) throw new Error("nothing was estimated");
  return result.estimated;
};
const production = (estimated: EstimatedResult): readonly EstimatedWindow[] =>
  estimated.windows.filter(({ side }) => side === "production");
const held = (windows: readonly EstimatedWindow[]): number =>
  windows.filter(
    ({ low, high, measured }) => Number(low) <= Number(measured) && Number(measured) <= Number(high) && low !== null,
  ).length;

/** SQL: a number in 0..1 that looks random and is the same at every run. */
const chance = (salt: number): string => `((hash(i * ${salt} + ${salt}) % 1000003) / 1000003e0)`;

/**
 * 60 days of 300 rows. The noise grows with `size`, and twice as fast in the kind 'wild'; from `since` on production's rows come
 * from the upper end of `size` (covariate shift). The last ten days have no labels.
 */
const errorRows = (
  from: string,
  { since = 99, noise = "1e0", size = "size", labels = 50 }: { since?: number; noise?: string; size?: string; labels?: number } = {},
): string => `WITH u AS (
  SELECT i, (i // 300) AS day, TIMESTAMP '${from}' + INTERVAL (i // 300) DAY + INTERVAL (i % 24) HOUR AS seen,
    CASE WHEN (i // 300) >= ${since} THEN sqrt(${chance(7)}) ELSE ${chance(7)} * ${chance(11)} END AS size, ${chance(13)} AS other,
    CASE WHEN hash(i * 17) % 10 < 3 THEN 'wild' ELSE 'calm' END AS kind,
    ${chance(19)} + ${chance(23)} + ${chance(29)} + ${chance(31)} - 2e0 AS e FROM range(18000) t(i)
), p AS (SELECT *, 10e0 + 5e0 * other + 3e0 * size AS guess FROM u)
SELECT seen, ${size} AS size, other, kind, guess,
  CASE WHEN day < ${labels} OR '${from}' < '2026-02' THEN guess + e * (0.2e0 + size * CASE WHEN kind = 'wild' THEN 4e0 ELSE 2e0 END) * CASE WHEN day >= 20 AND '${from}' > '2026-02' THEN ${noise} ELSE 1e0 END END AS truth FROM p`;
const regression: Case = {
  roles: { label: "truth", prediction: "guess", time: "seen", features: ["size", "other", "kind"] },
  model: { task: "regression" },
};
const before = errorRows("2026-01-01");

describe("a regression without labels", () => {
  it("debug", async () => {
    const found = await run(before, errorRows("2026-03-02", { since: 30 }), regression);
    const e = estimatedOf(found);
    console.log(JSON.stringify({ ...e, windows: production(e).filter((_, i) => i % 5 === 0) }, null, 1).slice(0, 6000));
    console.log(held(production(e)), found.face.sentence);
  }, 60000);
});
