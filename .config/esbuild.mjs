import { readFile } from "node:fs/promises";
import path from "node:path";

/** `import text from "./METHOD.md?raw"` gives the file's text, as vite does it for the renderer. */
const rawText = {
  name: "raw-text",
  setup(build) {
    build.onResolve({ filter: /\?raw$/ }, ({ path: named, resolveDir }) => ({
      path: path.join(resolveDir, named.slice(0, -"?raw".length)),
      namespace: "raw",
    }));
    build.onLoad({ filter: /.*/, namespace: "raw" }, async ({ path: file }) => ({
      contents: await readFile(file, "utf8"),
      loader: "text",
    }));
  },
};

const common = {
  bundle: true,
  platform: "node",
  target: "node18",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  // analysis/engine finds itself by __dirname where there is no import.meta.
  logOverride: { "empty-import-meta": "silent" },
  plugins: [rawText],
};

/** What Electron loads is CommonJS: a sandboxed preload and Electron 25's utility process know nothing else. */
const inElectron = (part, entry) => ({
  ...common,
  format: "cjs",
  external: ["electron"],
  entryPoints: [entry],
  outfile: `dist/${part}/index.cjs`,
});

export const mainBundle = inElectron("main", "electron/main/index.ts");
export const preloadBundle = inElectron("preload", "electron/preload/index.ts");
export const engineHostBundle = inElectron("engine-host", "electron/engine-host/index.ts");

export const cliBundle = {
  ...common,
  format: "esm",
  entryPoints: ["analysis/cli/main.ts"],
  outfile: "dist/cli/main.mjs",
  // Bundled CommonJS packages ask for Node's own modules through `require`, which an ES module lacks.
  banner: {
    js: '#!/usr/bin/env node\nimport { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);',
  },
};
