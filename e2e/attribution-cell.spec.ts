import { CasefileApp, expect, test } from "./app.ts";

test("an attribution cell names the slice and the feature that carry the change, and runs again from another day", async ({
  profile,
}) => {
  const app = await CasefileApp.launch(profile, ["--sample"]);
  const { page } = app;
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const cell = page.getByRole("region", { name: "Which slice and which input carry it?", exact: true });
  await cell.scrollIntoViewIfNeeded();
  const sentence = cell.getByText(/^Log loss rose from 0\.258 to 0\.300/).first();
  await expect(sentence).toContainText("channel = partner_api carries +0.042 of it (behaviour) since 2026-09-28");
  await expect(sentence).toContainText("monthly_income +0.043");
  await expect(cell.getByRole("img", { name: "Why log loss changed, by feature" })).toBeVisible();

  await cell.getByRole("heading").first().click();
  await inspector.getByLabel("Production from").fill("2026-09-28");
  await expect(cell.getByText(/Stale/).first()).toBeVisible();
  await cell.getByRole("button", { name: "Run cell" }).click();
  const again = cell.getByText(/^Log loss rose from 0\.258 to 0\.3[3-9]/).first();
  await expect(again).toContainText("channel = partner_api", { timeout: 60_000 });
  await expect(again).toContainText("monthly_income");
  expect(app.complaints).toEqual([]);
  await app.close();
});
