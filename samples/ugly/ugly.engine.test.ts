import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startEngine } from "../../analysis/engine/engine.ts";
import type { Engine } from "../../analysis/engine/engine-api.ts";
import { readInvestigation } from "../../analysis/document/read.ts";
import { writeInvestigation } from "../../analysis/document/write.ts";
import { renderReport } from "../../analysis/report/html.ts";
import { runPair } from "../testing/run-pair.ts";

let folder = "";
let engine: Engine;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "casefile-ugly-"));
  await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, "generate.mjs"), folder]);
  engine = await startEngine({ cacheDir: path.join(folder, "cache"), workers: 2 });
});

afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

const roles = {
  "strange-times": { time: "event_time" },
  "one-class": { time: "event_time", id: "request_id", label: "label", score: "score" },
} as const;
const cases = [
  ...["forty-features", "three-rows", "no-rows", "all-null", "became-null", "one-value", "infinities", "texts"],
  ...["extremes", "many-categories", "other-columns", "one-class", "strange-times", "nested"],
];

it("covers every case that the generator writes", async () => {
  const files = (await readdir(folder)).filter((name) => name.endsWith("-reference.parquet"));
  expect(files.sort()).toEqual(cases.map((name) => `${name}-reference.parquet`).sort());
});

it.each(cases)("%s: quality and drift give results that save, open again and print without harm", async (name) => {
  const of = (side: string): string => path.join(folder, `${name}-${side}.parquet`);
  const files = { reference: of("reference"), production: of("production") };
  const known: Readonly<Record<string, object>> = roles;
  const investigation = await runPair(engine, { files, roles: known[name] ?? {}, driftColumns: null });
  expect(Object.keys(investigation.results).sort()).toEqual(["drift", "quality"]);
  const text = writeInvestigation(investigation);
  expect(readInvestigation(text).investigation).toEqual(investigation);
  const made = { createdAt: "2026-11-10T12:00:00.000Z", appVersion: "0.0.0", verification: "not_verified" } as const;
  const html = renderReport({ investigation, ...made });
  expect(html).not.toMatch(/<(script(?! type="application\/json")|img|iframe|object|link)\b/);
  // A coordinate that could not be computed.
  expect(html).not.toMatch(
    / (?:d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|points|transform)="[^"]*(?:NaN|Infinity|undefined)/,
  );
});
