import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { _electron } from "@playwright/test";
import { electronProgram, repository } from "./app.ts";

export interface InertPage {
  readonly title: string;
  /** Everything but the file itself that the page asked for. */
  readonly requests: readonly string[];
  readonly messages: readonly string[];
}

/** Opens an HTML file in plain Chromium, with scripts allowed and the network off, and says what it tried. */
export async function openInertly(file: string): Promise<InertPage> {
  const profile = mkdtempSync(path.join(tmpdir(), "casefile-viewer-"));
  const viewer = await _electron.launch({
    executablePath: electronProgram(),
    args: [`--user-data-dir=${profile}`, path.join(repository, "e2e/viewer")],
  });
  const page = await viewer.firstWindow();
  const requests: string[] = [];
  const messages: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(String(error)));
  const url = pathToFileURL(file).href;
  await page.goto(url, { waitUntil: "load" });
  await page.waitForTimeout(500);
  const title = await page.title();
  await viewer.close();
  rmSync(profile, { recursive: true, force: true });
  return { title, requests: requests.filter((request) => request !== url), messages };
}
