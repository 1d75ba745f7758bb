import { mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { cliBundle } from "../.config/esbuild.mjs";

export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Imports TypeScript modules of the repository from plain Node, so that scripts share its code instead of copying it.
 * @param entries paths from the repository's root; their exports come in one object
 */
export async function loadTypeScript(...entries) {
  await mkdir(path.join(root, "dist"), { recursive: true });
  const folder = await mkdtemp(path.join(root, "dist/scripts-"));
  const outfile = path.join(folder, "modules.mjs");
  const contents = entries.map((entry) => `export * from "./${entry}";`).join("\n");
  try {
    const { entryPoints: _, ...options } = cliBundle;
    await build({ ...options, stdin: { contents, resolveDir: root }, outfile });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}
