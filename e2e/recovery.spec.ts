import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { CasefileApp, expect, test } from "./app.ts";

test("what was not saved when the program is killed is offered at the next start, and restored with its results", async ({
  profile,
  folder,
}) => {
  const first = await CasefileApp.launch(profile, ["--sample"]);
  const title = first.page.getByRole("textbox", { name: "Title of the investigation" });
  await title.fill("Written before the crash");
  await title.press("Enter");
  const backups = path.join(profile, "unsaved");
  await expect
    .poll(() => (existsSync(backups) ? readdirSync(backups) : []).filter((name) => name.endsWith(".json")).length)
    .toBe(1);
  const ended = new Promise((resolve) => first.electron.process().once("exit", resolve));
  first.electron.process().kill("SIGKILL");
  await ended;

  const second = await CasefileApp.launch(profile);
  await expect(second.page.getByRole("heading", { name: "Not saved last time" })).toBeVisible();
  await second.page.getByRole("button", { name: "Restore" }).click();
  await expect(second.page.getByRole("textbox", { name: "Title of the investigation" })).toHaveValue(
    "Written before the crash",
  );
  await expect(second.page.getByText("looks like a change of unit").first()).toBeVisible();
  const file = path.join(folder, "restored.casefile");
  await second.saveWhenAskedTo(file);
  await second.command("file.saveAs");
  await expect(second.page.getByText(/Saved \d/)).toBeVisible();
  expect(readFileSync(file, "utf8")).toContain("Written before the crash");
  expect(second.complaints).toEqual([]);
  await second.close();
});

test("a file that is deleted while it is open is said, and Save as writes the work again", async ({
  profile,
  folder,
}) => {
  const file = path.join(folder, "case.casefile");
  const app = await CasefileApp.launch(profile, ["--sample"]);
  await expect(app.page.getByText("4 · Drift")).toBeVisible();
  await app.saveWhenAskedTo(file);
  await app.command("file.saveAs");
  await expect(app.page.getByText(/Saved \d/)).toBeVisible();
  rmSync(file);
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.emit("focus"));
  await expect(app.page.getByText("The investigation's file was moved or deleted.")).toBeVisible();
  await app.page.getByRole("button", { name: "Save as…" }).click();
  await expect(app.page.getByText("The investigation's file was moved or deleted.")).toBeHidden();
  expect(existsSync(file)).toBe(true);
  expect(app.complaints).toEqual([]);
  await app.close();
});
