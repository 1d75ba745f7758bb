import { copyFileSync, existsSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ElectronApplication } from "@playwright/test";
import { CasefileApp, expect, repository, startAgain, test } from "./app.ts";

const samples = path.join(repository, "samples/credit-default");

function copySample(folder: string): string {
  const name = readdirSync(samples).find((file) => file.endsWith(".casefile")) ?? "";
  for (const file of [name, "reference.parquet", "production.parquet"]) {
    copyFileSync(path.join(samples, file), path.join(folder, file));
  }
  return path.join(folder, name);
}

/** Process numbers of the engine hosts. */
const enginesOf = (electron: ElectronApplication): Promise<number[]> =>
  electron.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .filter(({ serviceName, name }) => `${serviceName ?? ""}${name ?? ""}`.includes("Casefile engine"))
      .map(({ pid }) => pid),
  );

const isAlive = (pid: number): boolean => existsSync(`/proc/${String(pid)}`);
const engineFolders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith("casefile-engine-"));

type Bridge = Record<string, Record<string, (request: unknown) => Promise<{ ok: boolean; error?: { code: string } }>>>;
declare global {
  interface Window {
    heard: string[];
  }
}

test("an engine that dies is replaced: the open call fails, the page hears of it, and the next call is answered", async ({
  casefile,
}) => {
  const { page, electron } = casefile;
  const info = (): Promise<boolean> =>
    page.evaluate(
      async () => (await (Reflect.get(window, "casefile") as Bridge)["engine"]?.["info"]?.({}))?.ok ?? false,
    );
  expect(await info()).toBe(true);
  await page.evaluate(() => {
    window.heard = [];
    type Events = { onHost(listener: (event: { type: string }) => void): void };
    const { events } = Reflect.get(window, "casefile") as { events: Events };
    events.onHost(({ type }) => window.heard.push(type));
  });
  const [pid = 0] = await enginesOf(electron);
  process.kill(pid, "SIGKILL");
  await expect.poll(() => page.evaluate(() => window.heard)).toContain("engine-restarted");
  expect(await info()).toBe(true);
  expect(await enginesOf(electron)).not.toContain(pid);
});

test("closing leaves no engine process and no temporary folder behind", async ({ profile }) => {
  const before = engineFolders();
  const app = await CasefileApp.launch(profile, ["--sample"]);
  await expect.poll(async () => (await enginesOf(app.electron)).length).toBe(1);
  const pids = await enginesOf(app.electron);
  await app.close();
  await expect.poll(() => pids.filter(isAlive), { timeout: 5000 }).toEqual([]);
  await expect.poll(() => engineFolders().filter((name) => !before.includes(name)), { timeout: 5000 }).toEqual([]);
});

test("a window with unsaved changes asks before it closes, and stays when the answer is Cancel", async ({
  profile,
}) => {
  const app = await CasefileApp.launch(profile);
  await app.page.evaluate(() =>
    (Reflect.get(window, "casefile") as Bridge)["app"]?.["setDirty"]?.({ dirty: true, title: "Unsaved" }),
  );
  const close = (): Promise<void> =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await app.answerWhenAsked(2);
  await close();
  await app.page.waitForTimeout(300);
  expect(app.electron.windows()).toHaveLength(1);
  const gone = app.electron.waitForEvent("close");
  await app.answerWhenAsked(1);
  await close();
  await gone;
});

test("opening a file by the command line changes neither the file nor its folder", async ({ profile, folder }) => {
  const file = copySample(folder);
  const text = readFileSync(file, "utf8");
  const names = readdirSync(folder);
  const app = await CasefileApp.launch(profile, [file]);
  await expect(app.page).toHaveTitle(/Casefile/);
  await expect
    .poll(() => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle()))
    .toMatch(/ – Casefile$/);
  await app.close();
  expect(readFileSync(file, "utf8")).toBe(text);
  expect(readdirSync(folder)).toEqual(names);
});

test("a second start gives its file to the running Casefile", async ({ casefile, profile, folder }) => {
  const file = copySample(folder);
  expect(await startAgain(profile, [file])).toBe(0);
  const titles = (): Promise<string[]> =>
    casefile.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle()));
  await expect.poll(titles).toEqual([expect.stringMatching(/ – Casefile$/)]);
  expect(await startAgain(profile, [file])).toBe(0);
  await expect.poll(titles).toHaveLength(1);
});

test("a page that dies comes back", async ({ casefile }) => {
  const { electron } = casefile;
  await electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const heard: string[] = [];
    Reflect.set(globalThis, "heard", heard);
    contents?.on("render-process-gone", (_event, { reason }) => heard.push(reason));
    contents?.on("did-finish-load", () => heard.push("loaded"));
    contents?.forcefullyCrashRenderer();
  });
  await expect
    .poll(() => electron.evaluate(() => Reflect.get(globalThis, "heard") as string[]))
    .toEqual([expect.stringMatching(/crashed|killed/), "loaded"]);
});
