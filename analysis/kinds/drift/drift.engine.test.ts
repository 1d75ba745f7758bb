import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StatsSource } from "../../base/stats-source.ts";
import { Bench, specOf } from "../../engine/testing/fixtures.ts";
import type { EngineSession } from "../../run/engine-port.ts";
import type { CellContext } from "../context.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { drift } from "./index.ts";
import { explain } from "./explain.ts";
import type { ColumnResult, DriftResult } from "./result.ts";
import { plantedRows } from "./testing/planted.ts";

const rows = 60_000;
const bench = new Bench();
let native: NativeSource;
let session: EngineSession;
let context: CellContext;
let result: DriftResult;

async function run(source: StatsSource, params: object = {}): Promise<DriftResult> {
  const { tasks, finish } = drift.face.prepare(params, context);
  await Promise.all(tasks.map((task) => task.run(source)));
  return drift.result.parse(finish());
}

beforeAll(async () => {
  native = await nativeSource();
  for (const side of ["reference", "production"] as const)
    await native.run(`CREATE TABLE ${side} AS ${plantedRows(side, rows)}`);
  const bare = await contextOver(native, { id: "application_id", time: "applied_at", groups: ["channel", "region"] });
  const timeRange = { column: "applied_at", min: "2026-03-02T00:00:00.000Z", max: "2026-04-30T23:59:00.000Z" };
  context = { ...bare, production: bare.production && { ...bare.production, pinnedRows: rows, timeRange } };
  const engine = await bench.engine({ workers: 2 });
  const specs = [];
  for (const side of ["reference", "production"] as const)
    specs.push(await specOf(engine, side, [await bench.native(`${side}.parquet`, plantedRows(side, rows))]));
  session = await engine.open(specs);
  result = await run(session);
});
afterAll(async () => {
  await session.close();
  native.close();
  await bench.close();
});

const column = (name: string): ColumnResult => {
  const found = result.columns.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`no column ${name}`);
  return found;
};

describe("a drift cell over planted incidents", () => {
  it("names the feature, the day, the channel and the change of unit first", () => {
    const [first] = drift.findings(result);
    expect(first?.sentence).toContain("monthly_income");
    expect(first?.since).toBe("2026-04-16T00:00:00.000Z");
    expect(first?.sentence).toContain("only where channel is partner_api");
    expect(first?.sentence).toContain("It looks like a change of unit (× 100)");
    expect(drift.summarize(result)).toContain("monthly_income");
  });
  it("names the renamed category and its day", () => {
    expect(column("employment").cause).toMatchObject({ type: "renaming", from: "self-employed", to: "self_employed" });
    expect(column("employment").since).toBe("2026-04-16T00:00:00.000Z");
    expect(column("employment").where).toBeNull();
  });
  it("leaves what did not move alone, and warns at most", () => {
    expect(["has_phone", "region", "ratio"].map((name) => column(name).level)).toEqual(["pass", "pass", "pass"]);
    expect(drift.verdict(result).level).toBe("warn");
  });
  it("fails when the drifted column is critical", async () => {
    const strict = await run(session, { critical: ["employment"], windows: "week" });
    expect(drift.verdict(strict).level).toBe("fail");
    expect(strict.time?.unit).toBe("week");
  });
  it("gives the bytes that native DuckDB gives through the same code", async () => {
    expect(JSON.stringify(await run(native))).toBe(JSON.stringify(result));
  });
  it("stays small: at most 6 KB a column with 60 windows", () => {
    for (const entry of result.columns) expect(JSON.stringify(entry).length).toBeLessThan(6144);
  });
  it("opens every binned score to contributions that add up to it", () => {
    for (const entry of result.columns)
      for (const [convention, score] of Object.entries(entry.scores)) {
        const { sum, how } = explain(entry, convention);
        if (sum === null || typeof score !== "number" || /_p$|-0.7\/ks$/.test(convention)) continue;
        const reached = how.includes("square root") ? Math.sqrt(sum) : sum;
        expect(Math.abs(reached - score), `${entry.name} ${convention}`).toBeLessThanOrEqual(1e-9 * Math.max(1, score));
      }
  });
});
