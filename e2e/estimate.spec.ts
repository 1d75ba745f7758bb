import { CasefileApp, expect, test } from "./app.ts";

test("performance without labels: estimated where the inputs are known, refused since the unit changed, apart from what is measured", async ({
  profile,
}) => {
  const app = await CasefileApp.launch(profile, ["--sample"]);
  const { page } = app;
  const cell = page.getByRole("region", { name: "Did the model get worse, and when?", exact: true });
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await expect(cell.getByRole("img", { name: "Estimated ROC AUC, without labels" })).toBeVisible();
  await expect(
    cell.getByText(/No estimate of ROC AUC from 2026-09-28 on: `?monthly_income`? lies outside/).first(),
  ).toBeVisible();
  await expect(cell.getByText(/It assumes that a score still stands for the same chance/).first()).toBeVisible();

  await cell.click();
  await inspector.getByRole("button", { name: /Windows$/ }).click();
  await page.getByRole("option", { name: /By rows/ }).click();
  await inspector.getByRole("button", { name: "Candidate model" }).click();
  await inspector.getByRole("button", { name: /Candidate’s prediction$/ }).click();
  await page.getByRole("option", { name: /^channel/ }).click();
  await inspector.getByRole("button", { name: "Without labels" }).click();
  await inspector.getByRole("button", { name: /Estimate performance$/ }).click();
  await page.getByRole("option", { name: /^Always/ }).click();
  await cell.getByRole("button", { name: "Run cell" }).click();
  await expect(cell.getByText(/ROC AUC by window/)).toBeVisible({ timeout: 120_000 });
  await expect(cell.getByRole("img", { name: "Estimated ROC AUC, without labels" })).toBeVisible();
  await expect(cell.getByRole("table", { name: /Candidate candidate beside the current model/ })).toBeVisible();
  expect(app.complaints).toEqual([]);
  await page.screenshot({ path: test.info().outputPath("estimate.png") });
  await app.close();
});
