import { readFileSync } from "node:fs";
import path from "node:path";
import { CasefileApp, expect, repository, test } from "./app.ts";

const truth = JSON.parse(readFileSync(path.join(repository, "samples/credit-default/truth.json"), "utf8")) as {
  readonly hurt_most: { readonly column: string; readonly value: string };
};

test("the sample says who is hurt most; other groups can be asked for, and the cell runs in the app", async ({
  profile,
}) => {
  const app = await CasefileApp.launch(profile, ["--sample"]);
  const { page } = app;
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const cell = page.getByRole("region", { name: "Who is hit hardest?" });
  const { column, value } = truth.hurt_most;
  await expect(cell.getByText(`True positive rate of ${column} = ${value} fell from`).first()).toBeVisible();
  await expect(cell.getByRole("img", { name: "Rates by group" })).toBeVisible();
  await expect(cell.getByRole("img", { name: "Where the model came to lose most" })).toBeVisible();
  await expect(cell.getByRole("img", { name: `At another threshold, by ${column}` })).toBeVisible();

  await cell.getByText("9 · Fairness and slices").click();
  await inspector.getByRole("button", { name: /^Groups by/ }).click();
  await page.getByRole("option", { name: /^region/ }).click();
  await page.getByRole("option", { name: /^housing/ }).click();
  await page.keyboard.press("Escape");
  await inspector.getByRole("button", { name: /Crossings$/ }).click();
  await page.getByRole("option", { name: "None" }).click();
  await inspector.getByRole("button", { name: "Search for slices" }).click();
  await inspector.getByRole("button", { name: /Conditions of a slice$/ }).click();
  await page.getByRole("option", { name: "Do not search" }).click();
  await expect(cell.getByText(/Stale/)).toBeVisible();
  await cell.getByRole("button", { name: "Run cell" }).click();
  await expect(cell.getByText(/Stale/)).toBeHidden({ timeout: 60_000 });
  await expect(cell.getByText(/Rates of 9 of 9 groups in production/)).toBeVisible();
  await expect(cell.getByText("housing = rent").first()).toBeVisible();
  await expect(cell.getByRole("img", { name: "Where the model came to lose most" })).toBeHidden();
  expect(app.complaints).toEqual([]);
  await app.close();
});
