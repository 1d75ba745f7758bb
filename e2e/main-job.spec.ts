import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import { CasefileApp, expect, repository, test } from "./app.ts";
import { openInertly } from "./report-viewer.ts";

const sample = (name: string): string => path.join(repository, "samples/credit-default", name);
const cell = (page: Page, title: string): Locator => page.getByRole("region", { name: title, exact: true });
const results = (file: string): unknown => (JSON.parse(readFileSync(file, "utf8")) as { results: unknown }).results;

function casefile(...words: string[]): { status: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(repository, "dist/cli/main.mjs"), ...words],
    {
      encoding: "utf8",
    },
  );
  return { status, text: stdout + stderr };
}

async function chooseSetting(page: Page, label: string, option: string): Promise<void> {
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await inspector.getByRole("button", { name: new RegExp(`${label}$`) }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

test("opening shows stored results and runs nothing; a changed setting makes its cell stale; a run can be cancelled, undone and done", async ({
  profile,
}) => {
  const app = await CasefileApp.launch(profile, ["--sample"]);
  const { page } = app;
  const drift = cell(page, "Which inputs moved, and did the score?");
  await expect(drift.getByText("looks like a change of unit (× 100)").first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^Run stale: every result is up to date/ })).toBeDisabled();
  await expect(page.getByRole("contentinfo")).toContainText("Ready");

  await drift.getByText("4 · Drift").click();
  await chooseSetting(page, "Windows", "Week");
  await expect(drift.getByText(/Stale/)).toBeVisible();
  await expect(drift.getByText("looks like a change of unit (× 100)").first()).toBeVisible();

  await page.keyboard.press("Escape");
  await app.command("edit.undo");
  await expect(drift.getByText(/Stale/)).toBeHidden();
  await app.command("edit.redo");
  await expect(drift.getByText(/Stale/)).toBeVisible();

  await drift.getByRole("button", { name: "Run cell" }).click();
  await drift.getByRole("button", { name: "Cancel" }).click();
  await expect(drift.getByText("Cancelled")).toBeVisible();
  await expect(drift.getByText(/Stale/)).toBeVisible();

  await drift.getByRole("button", { name: "Run cell" }).click();
  await expect(drift.getByRole("progressbar")).toBeVisible();
  await expect(drift.getByText(/Stale/)).toBeHidden({ timeout: 60_000 });
  await expect(drift.getByRole("button", { name: "PSI by week (11)" })).toBeVisible();
  expect(app.complaints).toEqual([]);
  await app.close();
});

test("dropped files become a saved investigation that verifies, gives the same bytes as the command line, and a report that asks for nothing", async ({
  casefile: app,
  folder,
}) => {
  const { page } = app;
  const data = ["reference.parquet", "production.parquet"].map((name) => path.join(folder, name));
  for (const file of data) copyFileSync(sample(path.basename(file)), file);
  await app.drop(...data);
  const sheet = page.getByRole("dialog", { name: "What is this data?" });
  await expect(sheet.getByText("Guessed: it is the only column with dates.")).toBeVisible();
  await sheet.getByRole("button", { name: "Pin these files" }).click();

  await page.getByRole("button", { name: /^Data quality/ }).click();
  await page.locator("section.cell").last().press("b");
  await page
    .getByRole("dialog", { name: "Add a cell" })
    .getByRole("button", { name: /^Drift/ })
    .click();
  await page.locator("section.cell").last().press("b");
  await page.getByRole("dialog", { name: "Add a cell" }).getByRole("button", { name: /^Note/ }).click();
  await page
    .getByRole("complementary", { name: "Inspector" })
    .getByRole("textbox", { name: "Text" })
    .fill("Seen on **Monday**.");
  await expect(page.locator("section.cell")).toHaveCount(3);

  const conclusion = page.getByRole("region", { name: "Conclusion" });
  await conclusion.getByRole("button", { name: "Edit" }).click();
  await conclusion.getByRole("textbox").fill("The feed broke in one channel.");
  await conclusion.getByRole("button", { name: "Done" }).click();

  await page.getByRole("button", { name: "Run 2 stale cells" }).click();
  const verdicts = page.getByRole("group", { name: /^Verdicts:/ });
  await expect(verdicts).toContainText("Fail", { timeout: 90_000 });
  await expect(page.getByRole("button", { name: /^Run stale: every result is up to date/ })).toBeDisabled({
    timeout: 90_000,
  });
  const sentences = await page.locator(".cell-sentence").allTextContents();
  expect(sentences).toHaveLength(2);

  const file = path.join(folder, "dropped.casefile");
  await app.saveWhenAskedTo(file);
  await app.command("file.save");
  await expect(page.getByText(/Saved \d/)).toBeVisible();

  const verified = casefile("verify", file, "--json");
  expect(JSON.parse(verified.text)).toMatchObject({ status: "verified", checkedCells: 2 });
  expect(verified.status).toBe(0);
  const again = path.join(folder, "again.casefile");
  expect(casefile("run", file, "--all", "-o", again).status).toBe(0);
  expect(results(again)).toEqual(results(file));

  const report = path.join(folder, "report.html");
  await app.saveWhenAskedTo(report);
  await app.command("file.exportReport");
  await expect
    .poll(
      () => {
        try {
          return readFileSync(report, "utf8").length;
        } catch {
          return 0;
        }
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThan(10_000);
  const opened = await openInertly(report);
  expect(opened.title).toContain("production");
  expect(readFileSync(report, "utf8")).toContain("The feed broke in one channel.");
  expect([...opened.requests, ...opened.messages]).toEqual([]);

  await page.getByRole("button", { name: "Close investigation" }).click();
  await expect(page.getByRole("button", { name: /dropped/ })).toBeVisible();
  await page
    .getByRole("button", { name: /dropped/ })
    .first()
    .click();
  await expect(page.locator(".cell-sentence")).toHaveText(sentences);
  await expect(page.getByRole("button", { name: /^Run stale: every result is up to date/ })).toBeDisabled();
  expect(app.complaints).toEqual([]);
});

test("bad files are refused in plain words and nothing is lost", async ({ casefile: app, folder }) => {
  const { page } = app;
  writeFileSync(path.join(folder, "notes.parquet"), "# Notes\n\nNot a table at all.\n");
  await app.drop(path.join(folder, "notes.parquet"));
  await expect(page.getByText(/notes\.parquet is not a Parquet file/).first()).toBeVisible();
  expect(app.complaints).toEqual([]);
});
