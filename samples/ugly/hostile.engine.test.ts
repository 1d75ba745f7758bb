import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../analysis/base/json.ts";
import { z } from "../../analysis/base/schema.ts";
import { startEngine } from "../../analysis/engine/engine.ts";
import type { Engine } from "../../analysis/engine/engine-api.ts";
import { kinds, kindById } from "../../analysis/kinds/registry.ts";
import { dataKinds, runKinds, type Given } from "../testing/run-kinds.ts";
import { hostileNames, hostileValues, writeHostile } from "./hostile.mjs";

let folder = "";
let engine: Engine;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "casefile-hostile-"));
  engine = await startEngine({ cacheDir: path.join(folder, "cache"), workers: 2 });
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

const ids = ["reference", "production", "training"] as const;
/** Plain words that sort as the hostile ones do. */
const plainWords = <T extends Readonly<Record<string, string>>>(of: T): T =>
  Object.fromEntries(Object.entries(of).map(([key, odd]) => [key, `${odd.charAt(0)}_${key}`])) as T;
const tame = { names: plainWords(hostileNames), values: plainWords(hostileValues) };
const hostile = { names: hostileNames, values: hostileValues };

type Names = typeof hostileNames;
const modelOf = (names: Names, features: readonly string[] = []): Given["model"] => ({
  ...{ task: "binary", positive_class: "1", threshold: 0.5 },
  columns: {
    ...{ label: names.label, prediction: names.prediction, score: names.score, time: names.event_time },
    ...{ id: names.request_id, groups: [names.city, names.channel] },
    features: [names.age, names.income, names.city, names.channel, ...features],
  },
});

const filesIn = (name: string): Given["files"] =>
  Object.fromEntries(ids.map((id) => [id, path.join(folder, `${name}-${id}.parquet`)]));

async function written(
  name: string,
  { names, values }: typeof hostile,
  more = {},
  rows = 3000,
): Promise<Given["files"]> {
  const files = filesIn(name);
  await writeHostile({ file: (id: string) => files[id], rows, names, values, more });
  return files;
}

const results = async (given: Given): Promise<ReadonlyMap<string, unknown>> =>
  new Map(
    [...(await runKinds(engine, given))].map(([id, outcome]) => [
      id,
      outcome.ok ? outcome.value.result : outcome.error,
    ]),
  );

const odd: Readonly<Record<string, string>> = { ...hostileNames, ...hostileValues };

/** What is drawn by chance with seeds that are made of a column's name, so that a column's numbers do not depend on the others. */
const drawnIn: Readonly<Record<string, ReadonlySet<string>>> = {
  drift: new Set(["noise", "interval", "js"]),
  fairness: new Set(["chance", "low", "high"]),
};

/** A result with every hostile name and value called what it is called in the tame data. */
function asTame(kind: string, result: unknown): unknown {
  const text = (value: string): string => JSON.stringify(value).slice(1, -1);
  const pairs = [tame.names, tame.values]
    .flatMap((words) => Object.entries(words))
    .map(([key, plain]) => [plain, odd[key] ?? ""] as const);
  const written = JSON.stringify(result, (key, value: unknown) =>
    drawnIn[kind]?.has(key) && typeof value !== "string" && value !== null ? "drawn" : value,
  );
  return JSON.parse(pairs.reduce((all, [plain, other]) => all.replaceAll(text(other), plain), written));
}

describe("names and values that attack", () => {
  let plain: ReadonlyMap<string, unknown>;
  let attacking: ReadonlyMap<string, unknown>;
  beforeAll(async () => {
    plain = await results({ files: await written("tame", tame), model: modelOf(tame.names) });
    attacking = await results({ files: await written("hostile", hostile), model: modelOf(hostile.names) });
  });

  it.each(dataKinds)("change nothing but the labels of a %s cell", (kind) => {
    expect(asTame(kind, attacking.get(kind))).toEqual(asTame(kind, plain.get(kind)));
    expect(plain.get(kind)).not.toHaveProperty("code");
  });
});

const badColumns = {
  "all null": ["NULL::DOUBLE", "NULL::DOUBLE"],
  "null in production": ["i * 1.5e0", "NULL::DOUBLE"],
  "one value": ["7", "7"],
  infinities: [
    "CASE i % 3 WHEN 0 THEN 'Infinity'::DOUBLE WHEN 1 THEN 'NaN'::DOUBLE ELSE i END",
    "CASE i % 3 WHEN 0 THEN '-Infinity'::DOUBLE WHEN 1 THEN 1e308 ELSE NULL END",
  ],
  "a category a row": ["'user ' || i", "'user ' || (i + 1500)"],
  "another type": ["i % 7", "'c' || i % 7"],
  "mixed time zones": [
    "TIMESTAMP '2026-01-01' + to_minutes(i::INT)",
    "(TIMESTAMP '2026-01-01' + to_minutes(i::INT))::TIMESTAMPTZ",
  ],
  lists: ["[i, i + 1]", "[i]"],
} as const;

describe("one bad column breaks no cell", () => {
  it.each(Object.entries(badColumns))("%s", async (name, [reference, production]) => {
    const more = { reference: { bad: reference }, production: { bad: production }, training: { bad: reference } };
    const files = await written(`bad-${name.replaceAll(" ", "-")}`, tame, more);
    for (const [kind, outcome] of await runKinds(engine, { files, model: modelOf(tame.names, ["bad"]) })) {
      expect(outcome.ok ? null : outcome.error, kind).toBeNull();
      if (outcome.ok) expect(() => kindById(kind)?.read(outcome.value.result), kind).not.toThrow();
    }
  });

  it("a million categories", async () => {
    const more = Object.fromEntries(ids.map((id) => [id, { bad: "'user ' || i" }]));
    const files = await written("million", tame, more, 1_000_000);
    for (const [kind, outcome] of await runKinds(engine, { files, model: modelOf(tame.names, ["bad"]) }))
      expect(outcome.ok ? null : outcome.error, kind).toBeNull();
  }, 300_000);
});

const attacks = [
  `"; DROP VIEW production; --`,
  "' OR 1=1; --",
  "]); DELETE FROM production",
  "x\n; COPY production TO '/tmp/stolen.csv'",
  "🦊<script>alert(1)</script>",
  "income) FROM production; SELECT * FROM glob('/*'",
];

/** Every place of a kind's settings that takes text of one's own, with the attack in it. */
function* attacked(schema: z.core.JSONSchema.BaseSchema, attack: string): Generator<JsonObject> {
  for (const [key, part] of Object.entries(schema.properties ?? {}))
    for (const value of valuesOf(part, attack)) yield { [key]: value };
}

function* valuesOf(part: z.core.JSONSchema._JSONSchema, attack: string): Generator<JsonObject[string]> {
  if (typeof part === "boolean") return;
  for (const one of [...(part.anyOf ?? []), ...(part.oneOf ?? [])]) yield* valuesOf(one, attack);
  const types: readonly unknown[] = [part.type].flat();
  if (types.includes("string") && part.enum === undefined && part.const === undefined) yield attack;
  if (types.includes("array")) for (const item of inner(part.items, attack)) yield [item];
  if (!types.includes("object")) return;
  yield* attacked(part, attack);
  for (const value of inner(part.additionalProperties, attack)) yield { [attack]: value };
}

const isSchema = (part: unknown): part is z.core.JSONSchema.JSONSchema =>
  typeof part === "object" && part !== null && !Array.isArray(part);

const inner = (part: unknown, attack: string): readonly JsonObject[string][] =>
  isSchema(part) ? [...valuesOf(part, attack)] : [];

describe("an attack in any text of the settings", () => {
  it.each([...dataKinds, "sql"])(
    "of a %s cell is a column that is not there, an error that says so, or refused",
    async (kind) => {
      const files = await written("settings", tame, {}, 300);
      const schema = z.toJSONSchema(kinds[kind as keyof typeof kinds].config as z.ZodType, {
        io: "input",
        unrepresentable: "any",
      });
      const before = await results({ files, model: modelOf(tame.names), kinds: ["quality"] });
      for (const attack of attacks)
        for (const params of attacked(schema, attack)) {
          const [outcome] = (
            await runKinds(engine, { files, model: modelOf(tame.names), params: { [kind]: params }, kinds: [kind] })
          ).values();
          if (outcome?.ok === false)
            expect(outcome.error.code, JSON.stringify({ params, error: outcome.error })).toMatch(/^(config|refused)\//);
        }
      expect(await results({ files, model: modelOf(tame.names), kinds: ["quality"] })).toEqual(before);
    },
  );
});
