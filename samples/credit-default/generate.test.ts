import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import truth from "./truth.json";

const here = import.meta.dirname;
const data = ["reference.parquet", "production.parquet", "training_features.parquet"] as const;
const files = [...data, "truth.json"] as const;
const digest = async (file: string): Promise<string> =>
  createHash("sha256")
    .update(await readFile(file))
    .digest("hex");

test("the committed sample is what its generator writes, byte for byte", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "casefile-sample-"));
  try {
    await promisify(execFile)(process.execPath, [path.join(here, "generate.mjs"), folder]);
    for (const file of files)
      expect(await digest(path.join(folder, file)), file).toBe(await digest(path.join(here, file)));
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("the sample's Parquet files stay under 12 MB together", async () => {
  const sizes = await Promise.all(data.map(async (file) => (await stat(path.join(here, file))).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(12e6);
});

test("the unit change makes the model worse, and it would have stayed as good had nothing broken", () => {
  const { reference, since, since_had_nothing_broken: intact } = truth.unit_change.effects;
  expect(reference.auc - since.auc).toBeGreaterThan(0.1);
  expect(Math.abs(reference.auc - intact.auc)).toBeLessThan(0.01);
});

test("the group named in the truth file loses more AUC and more recall than every other group", () => {
  const lost = truth.hurt_most.effects.groups.map(({ column, value, reference, since }) => ({
    group: `${column}=${value}`,
    auc: reference.auc - since.auc,
    recall: reference.recall - since.recall,
  }));
  const worstBy = (measure: "auc" | "recall") => lost.toSorted((a, b) => b[measure] - a[measure])[0]?.group;
  const hurt = `${truth.hurt_most.column}=${truth.hurt_most.value}`;
  expect([worstBy("auc"), worstBy("recall")]).toEqual([hurt, hurt]);
});

test("scores of one purpose run high from the date on, by more than half", () => {
  const { reference, before, since } = truth.calibration_error.effects;
  expect(Math.abs(reference.mean_score - reference.default_rate)).toBeLessThan(0.005);
  expect(Math.abs(before.mean_score - before.default_rate)).toBeLessThan(0.01);
  expect(since.mean_score / since.default_rate).toBeGreaterThan(1.5);
});

test("the channel shift moves people and leaves the model as good as it was", () => {
  const { reference_share_to, production_share_to, ...auc } = truth.harmless_shift.effects;
  expect(production_share_to - reference_share_to).toBeGreaterThan(0.05);
  expect(Math.abs(auc.auc_production_had_nothing_broken - auc.auc_reference)).toBeLessThan(0.01);
});

test("the training features differ from serving where serving was broken, and in one ratio that it rounds", () => {
  const { rows, matched, unanswered, in_cents, renamed, rounded } = truth.training_features.effects;
  expect(unanswered).toBeGreaterThan(100);
  expect(matched / rows).toBeGreaterThan(0.98);
  expect(in_cents / matched).toBeGreaterThan(0.15);
  expect(renamed / matched).toBeGreaterThan(0.04);
  expect(rounded / matched).toBeGreaterThan(0.9);
});
