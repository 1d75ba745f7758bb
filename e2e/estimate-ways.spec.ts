import { execFileSync } from "node:child_process";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { CasefileApp, expect, repository, test } from "./app.ts";

const chance = (salt: number): string => `((hash(i * ${salt} + ${salt}) % 1000003) / 1000003e0)`;

/** 60 days of 300 rows: a number with errors that grow with `size`, and a class with scores that are too sure. */
const rows = (from: string, { moved, labelled }: { moved: number; labelled: number }): string => `WITH u AS (
  SELECT i, i // 300 AS day, TIMESTAMP '${from}' + INTERVAL (i // 300) DAY + INTERVAL (i % 24) HOUR AS seen,
    CASE WHEN i // 300 >= ${moved} THEN ${chance(7)} ELSE ${chance(7)} * ${chance(11)} END AS size, ${chance(13)} AS other,
    ${[3, 5, 17].map((salt, place) => `pow(${chance(salt)}, 3) + 1e-9 AS g${place}`).join(", ")}, ${chance(37)} AS r,
    ${chance(19)} + ${chance(23)} + ${chance(29)} - 1.5e0 AS e FROM range(18000) t(i)
), s AS (SELECT *, g0 / (g0 + g1 + g2) AS p_low, g1 / (g0 + g1 + g2) AS p_mid, g2 / (g0 + g1 + g2) AS p_high, 10 + 3 * other AS guess FROM u)
SELECT seen, CASE WHEN day >= 57 AND ${moved} < 60 THEN size + 3 ELSE size END AS size, other, guess, p_low, p_mid, p_high,
  CASE WHEN p_low >= p_mid AND p_low >= p_high THEN 'low' WHEN p_mid >= p_high THEN 'mid' ELSE 'high' END AS called,
  CASE WHEN day < ${labelled} THEN guess + e * (0.2 + 3 * size) END AS truth,
  CASE WHEN day >= ${labelled} THEN NULL WHEN r < sqrt(p_low) / (sqrt(p_low) + sqrt(p_mid) + sqrt(p_high)) THEN 'low'
    WHEN r < (sqrt(p_low) + sqrt(p_mid)) / (sqrt(p_low) + sqrt(p_mid) + sqrt(p_high)) THEN 'mid' ELSE 'high' END AS class FROM s`;

test("errors of a regression and a model of several classes, without labels", async ({ profile, folder }) => {
  test.setTimeout(300_000);
  const [reference, production] = ["reference", "production"].map((name) => path.join(folder, `${name}.parquet`));
  const database = await DuckDBInstance.create();
  const connection = await database.connect();
  await connection.run(`COPY (${rows("2026-01-01", { moved: 99, labelled: 99 })}) TO '${reference}'`);
  await connection.run(`COPY (${rows("2026-03-02", { moved: 30, labelled: 45 })}) TO '${production}'`);
  connection.closeSync();
  const investigation = (name: string, ...words: readonly string[]): string => {
    const file = path.join(folder, `${name}.casefile`);
    const [data, model] = [
      ["--reference", reference ?? "", "--production", production ?? "", "--time", "seen", "--cells", "performance"],
      words,
    ];
    execFileSync(process.execPath, [path.join(repository, "scripts/casefile.mjs"), "new", file, ...data, ...model]);
    return file;
  };

  const errors = ["--task", "regression", "--label", "truth", "--prediction", "guess", "--features", "size,other"];
  const app = await CasefileApp.launch(profile, [investigation("errors", ...errors)]);
  const cell = app.page.locator("section.cell").first();
  await cell.getByRole("button", { name: "Run cell" }).click();
  await expect(cell.getByRole("img", { name: "Estimated Mean absolute error, without labels" })).toBeVisible({
    timeout: 120_000,
  });
  await expect(
    cell.getByText(/No estimate of Mean absolute error from 2026-04-28 on: `?size`? lies/).first(),
  ).toBeVisible();
  await expect(cell.getByText(/the size of a row’s error is learnt from 18,000 labelled rows/).first()).toBeVisible();
  await app.page.screenshot({ path: test.info().outputPath("errors.png") });
  await cell.getByRole("img", { name: "Estimated Mean absolute error, without labels" }).scrollIntoViewIfNeeded();
  await app.page.screenshot({ path: test.info().outputPath("errors-estimated.png") });
  expect(app.complaints).toEqual([]);
  await app.close();

  const classes = ["--task", "multiclass", "--label", "class", "--prediction", "called", "--features", "other"];
  const next = await CasefileApp.launch(profile, [investigation("classes", ...classes)]);
  const { page } = next;
  const other = page.locator("section.cell").first();
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await other.click();
  await inspector.getByRole("button", { name: "Scores of classes" }).click();
  await inspector.getByLabel("Score columns begin with").fill("p_");
  await inspector.getByRole("button", { name: "Add 3 classes" }).click();
  await expect(inspector.getByText("p_high")).toBeVisible();
  await other.getByRole("button", { name: "Run cell" }).click();
  await expect(other.getByRole("img", { name: "Estimated Accuracy, without labels" })).toBeVisible({
    timeout: 120_000,
  });
  await expect(other.getByText(/a row’s chances are made to add up to 1/).first()).toBeVisible();
  await expect(other.getByText(/Estimated without labels: Accuracy 0\.\d+ \(0\.\d+ to 0\.\d+\)/).first()).toBeVisible();
  await other.getByRole("img", { name: "Estimated Accuracy, without labels" }).scrollIntoViewIfNeeded();
  await page.screenshot({ path: test.info().outputPath("classes-estimated.png") });
  expect(next.complaints).toEqual([]);
  await next.close();
});
