import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, repository, test } from "./app.ts";

const flights = path.join(repository, "node_modules/vega-datasets/data/flights-3m.parquet");
const commandLine = path.join(repository, "dist/cli/main.mjs");

interface Saved {
  readonly datasets: readonly { readonly role: string; readonly window: unknown }[];
  readonly results: Readonly<Record<string, unknown>>;
}
const read = (file: string): Saved => JSON.parse(readFileSync(file, "utf8")) as Saved;

test("three million real flights, split by date in the app, give the command line's results byte for byte", async ({
  casefile: app,
  folder,
}) => {
  const { page } = app;
  const data = path.join(folder, "flights-3m.parquet");
  copyFileSync(flights, data);
  await app.drop(data);
  const sheet = page.getByRole("dialog", { name: "What is this data?" });
  await sheet.getByRole("textbox", { name: "Production begins on" }).fill("2001-05-01");
  await sheet.getByRole("textbox", { name: "Reference ends before" }).fill("2001-04-01");
  await sheet.getByRole("button", { name: "Pin this file" }).click();
  await page.getByRole("button", { name: /^Data quality/ }).click();
  await page.locator("section.cell").last().press("b");
  await page
    .getByRole("dialog", { name: "Add a cell" })
    .getByRole("button", { name: /^Drift/ })
    .click();
  await page.getByRole("button", { name: "Run 2 stale cells" }).click();
  await expect(page.locator(".cell-sentence")).toHaveCount(2, { timeout: 60_000 });
  await expect(page.locator(".cell-sentence").last()).toContainText("reference 1,477,");

  const file = path.join(folder, "flights.casefile");
  await app.saveWhenAskedTo(file);
  await app.command("file.save");
  await expect(page.getByText(/Saved \d/)).toBeVisible();
  const saved = read(file);
  expect(saved.datasets.map(({ role, window }) => ({ role, window }))).toEqual([
    { role: "reference", window: { column: "date", from: null, to: "2001-04-01T00:00:00.000Z" } },
    { role: "production", window: { column: "date", from: "2001-05-01T00:00:00.000Z", to: null } },
  ]);
  const again = path.join(folder, "again.casefile");
  spawnSync(process.execPath, [commandLine, "run", file, "--all", "-o", again], { stdio: "ignore" });
  expect(JSON.stringify(read(again).results)).toBe(JSON.stringify(saved.results));
  expect(app.complaints).toEqual([]);
});
