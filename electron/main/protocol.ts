import { readFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import path from "node:path";
import { protocol } from "electron";
import { scheme } from "./app-origin.ts";
import { pageHeaders, servedFile, servedFiles } from "./served-files.ts";

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the pages of `dist/renderer`, and nothing else, on `app://casefile/`. */
export function servePages(distFolder: string): void {
  const names: unknown = JSON.parse(readFileSync(path.join(distFolder, "renderer-files.json"), "utf8"));
  const table = servedFiles(path.join(distFolder, "renderer"), Array.isArray(names) ? names.map(String) : []);
  protocol.handle(scheme, async ({ method, url }) => {
    const served = method === "GET" ? servedFile(table, url) : null;
    if (served === null) return new Response("Not found", { status: 404, headers: pageHeaders("text/plain") });
    return new Response(await readFile(served.file), { headers: pageHeaders(served.contentType) });
  });
}
