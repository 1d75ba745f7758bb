import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { _electron, test as base, type ElectronApplication, type Page } from "@playwright/test";

export const repository = fileURLToPath(new URL("..", import.meta.url));

/** The Electron that `npm start` uses. */
export function electronProgram(): string {
  const script = path.join(repository, "scripts/electron-runtime.mjs");
  return execFileSync(process.execPath, [script], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}

/** Starts Casefile as the desktop does when it is running already; gives the exit code of the second one. */
export function startAgain(profile: string, words: readonly string[]): Promise<number | null> {
  const flags = process.platform === "linux" ? ["--no-sandbox"] : [];
  const child = spawn(electronProgram(), [...flags, `--user-data-dir=${profile}`, repository, ...words], {
    stdio: "ignore",
  });
  return new Promise((resolve) => child.once("exit", resolve));
}

/** A running Casefile, with a person's answers to its dialogs prepared beforehand. */
export class CasefileApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** What the page wrote to its console as an error or warning, and what it failed to catch. */
  readonly complaints: string[] = [];

  private constructor(electron: ElectronApplication, page: Page) {
    this.electron = electron;
    this.page = page;
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(String(error)));
  }

  /** @param words the command line after the application, such as an investigation file or `--sample` */
  static async launch(profile: string, words: readonly string[] = []): Promise<CasefileApp> {
    const electron = await _electron.launch({
      executablePath: electronProgram(),
      args: [`--user-data-dir=${profile}`, repository, ...words],
      timeout: 60_000,
    });
    const page = await electron.firstWindow();
    await page.waitForLoadState("domcontentloaded");
    return new CasefileApp(electron, page);
  }

  /** The next open dialogs give these files; none at all is a person who cancels. */
  async chooseWhenAsked(...files: string[]): Promise<void> {
    await this.electron.evaluate(({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths.length === 0, filePaths });
    }, files);
  }

  /** The next save dialogs give this place; null is a person who cancels. */
  async saveWhenAskedTo(file: string | null): Promise<void> {
    await this.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === null, filePath: filePath ?? "" });
    }, file);
  }

  /** The answer to "Save the changes?": a button's place, from 0 (Save, Don't Save, Cancel). */
  async answerWhenAsked(button: number): Promise<void> {
    await this.electron.evaluate(({ dialog }, response) => {
      dialog.showMessageBox = () => Promise.resolve({ response, checkboxChecked: false });
    }, button);
  }

  /** Presses a menu item by its command, as the system's menu bar does. */
  async command(id: string): Promise<void> {
    await this.electron.evaluate(({ Menu, BrowserWindow }, wanted) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
      if (!item) throw new Error(`No menu item ${wanted}`);
      const click = item.click as (event: undefined, window: unknown) => void;
      click(undefined, BrowserWindow.getAllWindows()[0]);
    }, id);
  }

  /** Drops files anywhere on the page; the browser gives real File objects with a place on the disk. */
  async drop(...files: string[]): Promise<void> {
    await this.page.evaluate(() => {
      const input = Object.assign(document.createElement("input"), { type: "file", multiple: true, id: "e2e-drop" });
      input.hidden = true;
      document.body.append(input);
    });
    await this.page.setInputFiles("#e2e-drop", files);
    await this.page.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>("#e2e-drop");
      const dataTransfer = new DataTransfer();
      for (const file of input?.files ?? []) dataTransfer.items.add(file);
      input?.remove();
      for (const type of ["dragenter", "dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      }
    });
  }

  /** Quits without saving. */
  async close(): Promise<void> {
    await this.answerWhenAsked(1);
    await this.electron.close();
  }
}

interface Fixtures {
  /** An empty folder for the test's files. */
  readonly folder: string;
  /** A profile that no Casefile has used. */
  readonly profile: string;
  /** Casefile on its welcome screen. */
  readonly casefile: CasefileApp;
}

export const test = base.extend<Fixtures>({
  // Playwright reads the names of the fixtures that a fixture needs from this pattern.
  folder: async ({}, use) => withFolder("casefile-e2e-", use),
  profile: async ({}, use) => withFolder("casefile-profile-", use),
  casefile: async ({ profile }, use) => {
    const app = await CasefileApp.launch(profile);
    await use(app);
    await app.close();
  },
});

async function withFolder(name: string, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), name));
  await use(folder);
  rmSync(folder, { recursive: true, force: true });
}

export { expect } from "@playwright/test";
