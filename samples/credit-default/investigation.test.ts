import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { readEditable } from "../../analysis/document/read.ts";
import { startEngine } from "../../analysis/engine/engine.ts";
import { rankFindings } from "../../analysis/report/findings.ts";
import { verifyInvestigation } from "../../analysis/run/verify-investigation.ts";
import truth from "./truth.json";

const here = import.meta.dirname;
const committed = path.join(here, "credit-default.casefile");
const open = async () => readEditable(await readFile(committed, "utf8"));
const dayOf = (instant: string): string => instant.slice(0, 10);

test("the finished investigation is what its script builds, byte for byte (npm run samples makes it again)", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "casefile-sample-"));
  try {
    const rebuilt = path.join(folder, "credit-default.casefile");
    await promisify(execFile)(process.execPath, [path.join(here, "../build-investigation.mjs"), rebuilt]);
    const [now, before] = await Promise.all([readFile(rebuilt, "utf8"), readFile(committed, "utf8")]);
    expect(now === before).toBe(true);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("the finished investigation verifies", async () => {
  const cacheDir = await mkdtemp(path.join(tmpdir(), "casefile-sample-"));
  const engine = await startEngine({ cacheDir });
  try {
    const investigation = await open();
    const report = await verifyInvestigation({
      ...{ investigation, engine, appVersion: investigation.lock?.app ?? "" },
      locate: (pinned) => Promise.resolve({ path: path.join(here, pinned.path) }),
    });
    expect(report).toMatchObject({ status: "verified", checkedCells: 8, problems: [] });
  } finally {
    await engine.close();
    await rm(cacheDir, { recursive: true, force: true });
  }
});

test("its first finding names the feature, the day and the channel of the planted unit change", async () => {
  const [first] = rankFindings(await open());
  const { feature, date, channel, factor } = truth.unit_change;
  expect(first).toMatchObject({ subject: feature, level: "fail", since: date.replace("Z", ".000Z") });
  for (const { sentence } of first?.findings ?? []) {
    expect(sentence).toContain(channel);
    expect(sentence).toContain(dayOf(date));
  }
  expect(first?.findings.map(({ sentence }) => sentence).join(" ")).toContain(String(factor));
});

test("its second finding names the planted rename and its day", async () => {
  const [, second] = rankFindings(await open());
  const { feature, date, from, to } = truth.rename;
  expect(second).toMatchObject({ subject: feature, since: date.replace("Z", ".000Z") });
  const said = second?.findings.map(({ sentence }) => sentence).join(" ");
  for (const word of [from, to, dayOf(date)]) expect(said).toContain(word);
});

test("the harmless shift is no finding", async () => {
  const subjects = rankFindings(await open()).map(({ subject }) => subject);
  expect(subjects).not.toContain(truth.harmless_shift.column);
});

test("performance is found to fall on the day of the unit change", async () => {
  const fall = rankFindings(await open()).find(({ subject }) => subject === "ROC AUC");
  expect(fall).toMatchObject({ level: "fail", since: truth.unit_change.date.replace("Z", ".000Z") });
});

test("the planted calibration error is found with its purpose and its day", async () => {
  const { column, value, date } = truth.calibration_error;
  const sentences = rankFindings(await open()).flatMap(({ findings }) => findings.map(({ sentence }) => sentence));
  const said = sentences.find((sentence) => sentence.includes(`${column} = ${value}`));
  expect(said).toContain("run high");
  expect(said).toContain(dayOf(date));
});

test("skew finds the change of unit and the rename with their days, and the harmless rounding as a warning", async () => {
  const groups = rankFindings(await open());
  const said = (subject: string, level: string): string =>
    groups
      .flatMap(({ findings }) => findings)
      .filter((finding) => finding.kind === "skew" && finding.subject === subject && finding.level === level)
      .map(({ sentence }) => sentence)
      .join(" ");
  const { unit_change: unit, rename, training_features: training } = truth;
  const income = said(unit.feature, "fail");
  for (const word of [
    `exactly ${unit.factor} times`,
    dayOf(unit.date),
    `all in channel = ${unit.channel}`,
    "change of unit",
  ])
    expect(income).toContain(word);
  const employment = said(rename.feature, "fail");
  for (const word of [rename.from, rename.to, dayOf(rename.date), "renamed"]) expect(employment).toContain(word);
  expect(said(training.rounded.feature, "warn")).toContain(`rounded to ${training.rounded.decimals} decimals`);
});

test("who is hurt most is found, since the day of the unit change, and the slice of the fault beside it", async () => {
  const groups = rankFindings(await open());
  const { column, value } = truth.hurt_most;
  const hurt = groups.find(({ subject }) => subject === `${column} = ${value}`);
  expect(hurt).toMatchObject({ level: "fail", since: truth.unit_change.date.replace("Z", ".000Z") });
  const slice = groups.find(
    ({ subject }) =>
      subject.includes(`channel = ${truth.unit_change.channel}`) && subject.includes(truth.unit_change.feature),
  );
  const said = slice?.findings.map(({ sentence }) => sentence).join("\n");
  expect(said).toMatch(/log loss .* confirmed on held-back rows; (new|larger than in the reference)/);
});
