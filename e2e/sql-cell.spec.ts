import { CasefileApp, expect, test } from "./app.ts";

test("a query of one's own runs in the app, keeps its rows only when told to, and is refused when it is no SELECT", async ({
  profile,
}) => {
  const app = await CasefileApp.launch(profile, ["--sample"]);
  const { page } = app;
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const choose = async (label: string, option: string): Promise<void> => {
    await inspector.getByRole("button", { name: new RegExp(`${label}$`) }).click();
    await page.getByRole("option", { name: option }).click();
  };

  await page.locator("section.cell").last().press("b");
  await page.getByRole("dialog", { name: "Add a cell" }).getByRole("button", { name: /^SQL/ }).click();
  const cell = page.getByRole("region", { name: "SQL", exact: true });
  const text = inspector.getByLabel("SQL", { exact: true });
  const query = "SELECT channel, avg(monthly_income) AS income\nFROM production GROUP BY channel ORDER BY channel";
  await text.fill(query);
  await cell.getByRole("button", { name: "Run cell" }).click();
  await expect(
    cell.getByText("The query gives 4 rows of 2 columns; the file holds none of their values."),
  ).toBeVisible();
  await expect(cell.getByText("partner_api")).toBeHidden();

  await choose("What the rows are", "Aggregates");
  await choose("Chart", "Bars");
  await cell.getByRole("button", { name: "Run cell" }).click();
  await expect(cell.getByRole("table", { name: "Rows" }).getByText("partner_api")).toBeVisible();
  await expect(cell.getByRole("img", { name: "Bars: income, channel" })).toBeVisible();

  await text.fill("DROP VIEW production");
  await cell.getByRole("button", { name: "Run cell" }).click();
  await expect(cell.getByText(/does not take this as one SELECT/)).toBeVisible();
  await text.fill(query);
  await expect(cell.getByText(/Stale/)).toBeHidden();
  expect(app.complaints).toEqual([]);
  await app.close();
});
