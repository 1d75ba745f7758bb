import { CasefileApp, expect, test } from "./app.ts";
import { shoot } from "./shoot.ts";

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
  const text = inspector.getByRole("textbox", { name: "SQL" });
  const query = "SELECT channel, avg(monthly_income) AS income\nFROM production GROUP BY channel ORDER BY channel";
  await text.fill(query);
  const painted = (): Promise<string[]> =>
    page.evaluate(() => [...(CSS.highlights.get("sql-keyword") ?? [])].map((range) => (range as Range).toString()));
  await expect.poll(painted).toEqual(["SELECT", "avg", "AS", "FROM", "GROUP", "BY", "ORDER", "BY"]);
  const colour = await text.evaluate((editor) => {
    const line = editor.querySelector(".cm-line");
    return line && getComputedStyle(line, "::highlight(sql-keyword)").color;
  });
  expect(colour).toBe("rgb(10, 94, 168)");
  await shoot(page, "sql-colours");
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

test("names are completed, an earlier cell is a table, and a query of chance is shown and not kept", async ({
  profile,
}) => {
  const app = await CasefileApp.launch(profile, ["--sample"]);
  const { page } = app;
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const text = inspector.getByRole("textbox", { name: "SQL" });
  const add = async (): Promise<void> => {
    await page.locator("section.cell").last().press("b");
    await page.getByRole("dialog", { name: "Add a cell" }).getByRole("button", { name: /^SQL/ }).click();
  };

  await add();
  await text.fill("FROM production p SELECT avg");
  await text.press("End");
  await text.pressSequentially("(p.monthly_in");
  await expect(inspector.getByRole("option", { name: /monthly_income/ })).toBeVisible();
  await shoot(page, "sql-completion");
  await text.press("Enter");
  await text.press("End");
  await text.pressSequentially(" AS income");
  await expect(text).toHaveText("FROM production p SELECT avg(p.monthly_income) AS income");
  // The text does not hold the keyboard.
  await text.press("Tab");
  await expect(text).not.toBeFocused();
  const newest = page.getByRole("region", { name: "SQL", exact: true }).last();
  const name = ((await newest.getAttribute("id")) ?? "").replace("cell-", "");
  const upstream = page.locator(`#cell-${name}`);
  await upstream.getByRole("button", { name: "Run cell" }).click();
  await expect(upstream.getByText(/The query gives 1 row of 1 column/)).toBeVisible();

  await add();
  await expect(inspector.getByRole("button", { name: new RegExp(`${name} SQL`) })).toBeVisible();
  await text.fill(`SELECT round(income) > 0 AS positive FROM ${name}`);
  const cell = page.getByRole("region", { name: "SQL", exact: true }).last();
  await cell.getByRole("button", { name: "Run cell" }).click();
  await expect(cell.getByText(/The query gives 1 row of 1 column/)).toBeVisible();

  await upstream.getByRole("heading", { name: "SQL" }).click();
  await text.fill("SELECT max(monthly_income) AS income FROM production");
  await expect(cell.getByText(`Stale: the settings of this cell or of ${name} changed`)).toBeVisible();
  await shoot(page, "sql-stale");
  await cell.getByRole("button", { name: "Run cell" }).click();
  await expect(cell.getByText(/Stale/)).toBeHidden();

  await cell.getByRole("heading", { name: "SQL" }).click();
  await text.fill(`SELECT random() < 2 AS always FROM ${name}`);
  await cell.getByRole("button", { name: "Run cell" }).click();
  await expect(cell.getByText("Can’t be locked: uses random()")).toBeVisible();
  await expect(cell.getByText(/^Not reproducible: uses random\(\)/)).toBeVisible();
  await shoot(page, "sql-dice");
  await text.fill(`SELECT 1 AS always FROM ${name}`);
  await expect(cell.getByText(/Can’t be locked/)).toBeHidden();
  expect(app.complaints).toEqual([]);
  await app.close();
});
