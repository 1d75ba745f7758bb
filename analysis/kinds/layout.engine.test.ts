import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CasefileError } from "../base/errors.ts";
import type { Json } from "../base/json.ts";
import type { Engine } from "../engine/engine-api.ts";
import { Bench, specOf } from "../engine/testing/fixtures.ts";
import type { EngineSession } from "../run/engine-port.ts";
import type { CellContext } from "./context.ts";
import type { AnyKind } from "./kind.ts";
import { allKinds } from "./registry.ts";
import { contextOver } from "./testing/context-over.ts";
import { nativeSource, type NativeSource } from "./testing/native-source.ts";

/** One cell of every kind that measures; an `sql` cell shows rows in the order that its query has. */
const measuring = allKinds.filter(({ id, inert }) => !inert && id !== "sql");
/** `training` has production's rows as training computed them: one column in another unit, one rounded. */
const relations = ["reference", "production", "training"] as const;
type Relation = (typeof relations)[number];
/** Kinds that must have found something to say, so that equal bytes are not equal refusals. */
const telling = {
  binary: ["drift", "quality", "performance", "calibration", "fairness", "attribution", "skew"],
  regression: ["drift", "quality", "performance", "fairness", "attribution", "skew"],
};
const bench = new Bench();
let native: NativeSource;
let engine: Engine;
let written = 0;

beforeAll(async () => {
  native = await nativeSource();
  engine = await bench.engine({ workers: 2 });
});
afterAll(async () => {
  native.close();
  await bench.close();
});

interface Data {
  readonly seed: number;
  readonly rows: number;
}

/** Numbers with fractions that no double holds, ties, nulls, NaN, infinities, categories, times, a score and two labels. */
const select = ({ seed, rows }: Data, relation: Relation): string => {
  const [first, end] = relation === "reference" ? [0, rows] : [rows, 2 * rows];
  const trained = relation === "training";
  const u = (salt: number): string => `(hash(i * 64 + ${salt} + ${seed} * 1000003) % 999983) / 999983e0`;
  return `SELECT i AS id, TIMESTAMP '2026-01-01' + INTERVAL (i % 40) DAY AS at, ${u(1)} * ${trained ? "1e7" : "1e5"} AS wide, round(${u(2)} * 30, ${trained ? "0" : "1"}) AS tied,
    CASE WHEN ${u(3)} < 0.1 THEN NULL WHEN ${u(3)} < 0.12 THEN 'NaN'::DOUBLE WHEN ${u(3)} < 0.13 THEN 'Infinity'::DOUBLE ELSE exp(${u(4)} * 40 - 20) END AS ugly,
    (${u(5)} * 5)::INT AS small, 'c' || (${u(6)} * ${u(7)} * 60)::INT AS category, CASE WHEN ${u(8)} < 0.3 THEN 'web' ELSE 'shop' END AS channel,
    ${u(9)} AS score, (${u(10)} < ${u(9)} * ${relation === "reference" ? 1 : 0.8})::INT AS label, ${u(11)} * 100 AS amount, ${u(11)} * 90 + ${u(12)} * 10 AS forecast
    FROM range(${first}, ${end}) t(i)`;
};

/** The same rows: in one file, in another order, in seven files, in row groups of another size. */
const layouts: Readonly<Record<string, (sql: string) => Promise<readonly string[]>>> = {
  "one file": async (sql) => [await bench.native(`${written++}.parquet`, sql)],
  permuted: async (sql) => [
    await bench.native(`${written++}.parquet`, `SELECT * FROM (${sql}) ORDER BY hash(id * 31 + 7)`),
  ],
  "seven files": (sql) =>
    Promise.all(
      [0, 1, 2, 3, 4, 5, 6].map((part) =>
        bench.native(`${written++}.parquet`, `SELECT * FROM (${sql}) WHERE hash(id) % 7 = ${part}`),
      ),
    ),
  "small row groups": async (sql) => [
    await bench.native(`${written++}.parquet`, sql, "ROW_GROUP_SIZE 2048, COMPRESSION uncompressed"),
  ],
};

const context = async (data: Data, task: "binary" | "regression"): Promise<CellContext> => {
  for (const relation of relations)
    await native.run(`CREATE OR REPLACE TABLE ${relation} AS ${select(data, relation)}`);
  const outputs =
    task === "binary" ? { score: "score", label: "label" } : { prediction: "forecast", label: "amount", score: null };
  const bare = await contextOver(native, {
    ...{ ...outputs, id: "id", time: "at", groups: ["channel"] },
    features: ["wide", "tied", "ugly", "small", "category"],
  });
  const model = bare.model && { ...bare.model, task, positive_class: "1", threshold: 0.5 };
  const training = bare.production && { ...bare.production, id: "training", relation: "training" };
  return { ...bare, model, others: training === null ? [] : [training] };
};

/** The result as it would be stored, or nothing for a kind that cannot say anything about such data. */
async function bytesOf(kind: AnyKind, session: EngineSession, own: CellContext): Promise<string | null> {
  try {
    const { tasks, finish } = kind.prepare({}, own);
    await Promise.all(tasks.map((task) => task.run(session)));
    return JSON.stringify(finish());
  } catch (thrown) {
    if (thrown instanceof CasefileError) return null;
    throw thrown;
  }
}

const data = fc.record({ seed: fc.nat(1000), rows: fc.integer({ min: 3000, max: 9000 }) });

it.each(["binary", "regression"] as const)(
  "every kind gives the same bytes for the same rows in any order, file and row group: %s",
  { timeout: 300_000 },
  async (task) => {
    await fc.assert(
      fc.asyncProperty(data, async (made) => {
        const own = await context(made, task);
        const found = new Map<string, Map<string, string | null>>();
        for (const [layout, write] of Object.entries(layouts)) {
          const specs = [];
          for (const relation of relations)
            specs.push(await specOf(engine, relation, await write(select(made, relation))));
          const session = await engine.open(specs);
          for (const kind of measuring) {
            const bytes = found.get(kind.id) ?? new Map<string, string | null>();
            found.set(kind.id, bytes.set(layout, await bytesOf(kind, session, own)));
          }
          await session.close();
        }
        for (const id of telling[task]) {
          const kind = measuring.find((one) => one.id === id);
          const result = JSON.parse(found.get(id)?.get("one file") ?? "null") as Json;
          expect(["pass", "info", "warn", "fail"], id).toContain(kind?.read(result).verdict.level);
        }
        for (const [kind, bytes] of found)
          for (const [layout, result] of bytes) expect(result, `${kind} over ${layout}`).toBe(bytes.get("one file"));
      }),
      { numRuns: 2, seed: 20261125, endOnFailure: true },
    );
  },
);
