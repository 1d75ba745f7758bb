// Bundles the engine's workers to dist/engine, with the two compiled modules that they load from beside themselves.
// Nothing of node_modules is needed there at run time.
import { copyFile, mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "dist", "engine");
const require = createRequire(import.meta.url);

/** The compiled modules, and the name under which the bundled code looks for them. */
const modules = {
  "duckdb-eh.wasm": "@duckdb/duckdb-wasm/dist/duckdb-eh.wasm",
  "parquet_wasm_bg.wasm": "parquet-wasm/node/parquet_wasm_bg.wasm",
};

async function copyWhenOther(from, to) {
  const [source, copy] = await Promise.all([stat(from), stat(to).catch(() => null)]);
  if (copy?.size === source.size && copy.mtimeMs >= source.mtimeMs) return;
  const part = `${to}.${process.pid}.part`;
  await copyFile(from, part);
  await rename(part, to);
}

async function writeWhenOther(path, bytes) {
  const present = await readFile(path).catch(() => null);
  if (present !== null && Buffer.from(bytes).equals(present)) return;
  const part = `${path}.${process.pid}.part`;
  await writeFile(part, bytes);
  await rename(part, path);
}

/** Builds what is not up to date; several may run at once. */
export async function buildEngine() {
  await mkdir(target, { recursive: true });
  const { outputFiles } = await build({
    entryPoints: ["query-worker", "file-worker"].map((name) =>
      join(root, "analysis", "engine", "worker", `${name}.ts`),
    ),
    outdir: target,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    write: false,
    platform: "node",
    target: "node18",
    format: "cjs",
    legalComments: "none",
    logLevel: "warning",
  });
  await Promise.all([
    ...outputFiles.map(({ path, contents }) => writeWhenOther(path, contents)),
    ...Object.entries(modules).map(([name, from]) => copyWhenOther(require.resolve(from), join(target, name))),
  ]);
}

/** What vitest calls before the engine's tests. */
export const setup = () => buildEngine();

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await buildEngine();
