import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fault } from "./faults.ts";

export interface WorkerFiles {
  readonly query: string;
  readonly file: string;
  /** The compiled engine, beside its worker. */
  readonly wasm: string;
}

const name = "query-worker.cjs";

/** Where this module is, as source or inside a bundle of either format. */
const here = (): string => (typeof __dirname === "string" ? __dirname : dirname(fileURLToPath(import.meta.url)));

/** The built worker files: those named by the host, beside its bundle in `../engine`, or in the source tree's `dist/engine`. */
export function locateWorkers(workerUrl?: URL | string): WorkerFiles {
  const candidates =
    workerUrl === undefined
      ? [
          join(here(), "..", "engine", name),
          join(here(), "engine", name),
          join(here(), "..", "..", "dist", "engine", name),
        ]
      : [pathOf(workerUrl)];
  const query = candidates.find((candidate) => existsSync(candidate));
  if (query === undefined)
    throw fault("bug/invariant", `The engine's worker is not built: ${candidates.join(", ")} is not there.`, {
      fix: "Run node scripts/build-engine.mjs.",
    });
  const found = unpacked(query);
  const folder = dirname(found);
  return { query: found, file: join(folder, "file-worker.cjs"), wasm: join(folder, "duckdb-eh.wasm") };
}

/** Files that a packager unpacked lie beside its archive; threads can't be started from inside of it. */
const unpacked = (path: string): string => {
  const beside = path.replace(/app\.asar(?=[\\/])/, "app.asar.unpacked");
  return existsSync(beside) ? beside : path;
};

const pathOf = (url: URL | string): string =>
  typeof url === "string" && !url.startsWith("file:") ? url : fileURLToPath(url);
