import { CasefileApp, expect, test } from "./app.ts";

test("training and serving rows are joined in the app: a new cell finds the change of unit, and keeps rows only when told to", async ({
  profile,
}) => {
  const app = await CasefileApp.launch(profile, ["--sample"]);
  const { page } = app;
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const choose = async (label: string, option: string): Promise<void> => {
    await inspector.getByRole("button", { name: new RegExp(`${label}$`) }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };

  await page.locator("section.cell").last().press("b");
  await page
    .getByRole("dialog", { name: "Add a cell" })
    .getByRole("button", { name: /^Training-serving skew/ })
    .click();
  const cell = page.getByRole("region", { name: "Training-serving skew", exact: true });
  await choose("Training-time dataset, or one pipeline", "training_features");
  await choose("Windows", "Week");
  await expect(cell.getByText(/Stale/).first()).toBeVisible();
  await cell.getByRole("button", { name: "Run cell" }).click();
  await expect(cell.getByText(/Share of matched rows that differ, per week/)).toBeVisible({ timeout: 60_000 });
  await expect(
    cell.getByText(/are exactly 100 times the training value since 2026-09-28, all in channel = partner_api/).first(),
  ).toBeVisible({ timeout: 60_000 });
  await expect(cell.getByText(/matched 19,799 of 20,001 training_features rows by request_id/).first()).toBeVisible();
  await expect(cell.getByRole("img", { name: /Rows that differ, by column/ })).toBeVisible();
  await expect(cell.getByRole("img", { name: /monthly_income: training value and serving value/ })).toBeVisible();
  await expect(cell.getByRole("table", { name: "Examples: rows as they are" })).toBeHidden();

  await choose("Example rows", "Values");
  await cell.getByRole("button", { name: "Run cell" }).click();
  await expect(cell.getByRole("note")).toBeVisible({ timeout: 60_000 });
  expect(app.complaints).toEqual([]);
  await app.close();
});
