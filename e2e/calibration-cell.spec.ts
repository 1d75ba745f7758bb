import { CasefileApp, expect, test } from "./app.ts";
import { shoot } from "./shoot.ts";

test("a person looks at calibration by another column, and reads what would repair it", async ({ profile }) => {
  const app = await CasefileApp.launch(profile, ["--sample"]);
  const { page } = app;
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const cell = page.getByRole("region", { name: "Do the scores still mean what they say?" });

  await cell.getByRole("heading", { name: "Do the scores still mean what they say?" }).click();
  await expect(cell.getByText(/^Scores run low since 2026-09-28/).first()).toBeVisible();
  const suggestion = cell.getByRole("region", { name: "Suggested repairs" });
  await expect(suggestion.getByText(/^Isotonic map: ECE 0\.02\d → 0\.00\d \(ECE/)).toBeVisible();
  await expect(suggestion.getByText(/^Platt’s map: ECE .*, no gain/)).toBeVisible();

  await inspector.getByRole("button", { name: /^By: / }).click();
  await page.getByRole("option", { name: /^purpose/ }).click();
  await page.getByRole("option", { name: /^region/ }).click();
  await page.keyboard.press("Escape");
  await expect(inspector.getByRole("button", { name: "By: region, channel" })).toBeVisible();
  await inspector.getByRole("button", { name: /Windows$/ }).click();
  await page.getByRole("option", { name: "Week" }).click();
  await expect(cell.getByText("Stale: the cell's settings changed")).toBeVisible();
  await cell.getByRole("button", { name: "Run cell" }).click();
  await expect(cell.getByText(/Stale/)).toBeHidden({ timeout: 60_000 });
  await expect(cell.getByText(/ECE 0\.021 \(reference 0\.001/).first()).toBeVisible();

  await cell.getByRole("button", { name: /^Groups: mean score and what happened/ }).click();
  const groups = cell.getByRole("table", { name: "Groups: mean score and what happened" });
  await expect(groups.getByText("partner_api").first()).toBeVisible();
  await expect(groups.getByText("region").first()).toBeVisible();
  await expect(groups.getByText("home_improvement")).toBeHidden();
  await expect(groups.getByRole("columnheader", { name: /^ECE, equal width/ })).toBeVisible();
  await expect(cell.getByRole("img", { name: /Reliability/i }).first()).toBeVisible();
  await expect(inspector.getByRole("button", { name: "Restore the defaults" })).toBeHidden();
  await suggestion.scrollIntoViewIfNeeded();
  await shoot(page, "calibration");
  expect(app.complaints).toEqual([]);
  await app.close();
});
