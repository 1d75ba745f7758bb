import { CasefileApp, expect, test } from "./app.ts";
import { shoot } from "./shoot.ts";

test("a person changes what performance is judged by, runs, and reads what it says", async ({ profile }) => {
  const app = await CasefileApp.launch(profile, ["--sample"]);
  const { page } = app;
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const cell = page.getByRole("region", { name: "Did the model get worse, and when?" });
  const choose = async (label: string, option: string): Promise<void> => {
    await inspector.getByRole("button", { name: new RegExp(`${label}$`) }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };

  await cell.getByRole("heading", { name: "Did the model get worse, and when?" }).click();
  await expect(cell.getByText(/^ROC AUC fell from 0\.834 to 0\.648 .* since 2026-09-28/)).toBeVisible();
  await choose("Primary metric", "Recall");
  await expect(cell.getByText("Stale: the cell's settings changed")).toBeVisible();
  // The old result stays while it is out of date.
  await expect(cell.getByText(/^ROC AUC fell/)).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(cell.getByText(/^Recall fell from/)).toBeVisible({ timeout: 60_000 });
  await expect(cell.getByText(/Stale/)).toBeHidden();

  await choose("Windows", "Week");
  await cell.getByRole("button", { name: "Run cell" }).click();
  await expect(cell.getByText(/in the last judged week/).first()).toBeVisible({ timeout: 60_000 });
  await expect(cell.getByRole("img").first()).toBeVisible();
  await expect(inspector.getByRole("button", { name: "Restore the defaults" })).toBeHidden();
  await shoot(page, "performance");

  // What was there before comes back without a run.
  await cell.getByRole("heading", { name: "Did the model get worse, and when?" }).click();
  await page.keyboard.press("ControlOrMeta+z");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(cell.getByText(/^ROC AUC fell from 0\.834 to 0\.648/)).toBeVisible();
  await expect(cell.getByText(/Stale/)).toBeHidden();
  expect(app.complaints).toEqual([]);
  await app.close();
});
