import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const config = path.join(root, ".config/dependency-cruiser.cjs");
const rules = (createRequire(import.meta.url)(config) as { forbidden: { name: string }[] }).forbidden.map(
  ({ name }) => name,
);

/** For each rule one file that breaks it: `from` imports `to` (a file of the probe, or a package). */
const violations: Record<string, readonly [from: string, to: string]> = {
  "no-cycles": ["analysis/base/ring-a.ts", "./ring-b.ts"],
  "no-unresolved": ["analysis/base/lost.ts", "./nowhere.ts"],
  "no-orphans": ["analysis/base/orphan.ts", ""],
  "no-dev-deps-at-runtime": ["analysis/engine/dev.ts", "vitest"],
  "analysis-is-host-free": ["analysis/kinds/react.ts", "react"],
  "pure-analysis-no-node": ["analysis/document/fs.ts", "node:fs"],
  "pure-analysis-no-node-side": ["analysis/document/side.ts", "../files/leaf.ts"],
  "base-is-bottom": ["analysis/base/up.ts", "../stats/leaf.ts"],
  "stats-is-leaf": ["analysis/stats/npm.ts", "zod"],
  "sql-and-document-below-kinds": ["analysis/sql/up.ts", "../kinds/leaf.ts"],
  "kinds-below-run": ["analysis/kinds/up.ts", "../run/leaf.ts"],
  "run-below-report": ["analysis/run/up.ts", "../report/leaf.ts"],
  "engine-knows-no-metrics": ["analysis/engine/metric.ts", "../stats/leaf.ts"],
  "engine-sees-the-port-only": ["analysis/engine/runs.ts", "../run/leaf.ts"],
  "files-know-no-numbers": ["analysis/files/kinds.ts", "../kinds/leaf.ts"],
  "cli-is-top": ["electron/engine-host/cli.ts", "../../analysis/cli/leaf.ts"],
  "kinds-are-islands": ["analysis/kinds/drift/other.ts", "../quality/leaf.ts"],
  "kinds-only-through-registry": ["analysis/report/kind.ts", "../kinds/quality/leaf.ts"],
  "view-sees-own-kind-only": ["renderer/kinds/drift/other.ts", "../../../analysis/kinds/quality/leaf.ts"],
  "duckdb-only-in-engine": ["analysis/cli/duck.ts", "@duckdb/duckdb-wasm"],
  "arrow-only-in-engine": ["analysis/cli/arrow.ts", "apache-arrow"],
  "renderer-no-node": ["renderer/app/fs.ts", "node:fs"],
  "renderer-no-privileged-code": ["renderer/app/run.ts", "../../analysis/run/leaf.ts"],
  "contract-is-types-for-renderer": ["renderer/bridge/value.ts", "../../electron/ipc/leaf.ts"],
  "contract-through-bridge": ["renderer/app/contract.ts", "../../electron/ipc/leaf.ts"],
  "preload-is-thin": ["electron/preload/fat.ts", "../../analysis/base/leaf.ts"],
  "main-does-no-analysis": ["electron/main/report.ts", "../../analysis/report/leaf.ts"],
  "engine-host-no-electron-api": ["electron/engine-host/api.ts", "electron"],
  "ui-is-dumb": ["renderer/ui/store.ts", "../state/leaf.ts"],
  "views-are-pure": ["renderer/kinds/drift/store.ts", "../../state/leaf.ts"],
  "state-below-views": ["renderer/state/view.ts", "../ui/leaf.ts"],
  "source-never-imports-tests": ["analysis/base/tests.ts", "./leaf.test.ts"],
  "e2e-is-black-box": ["e2e/inside.ts", "../analysis/base/leaf.ts"],
};

const leaves = [
  ...["base", "stats", "kinds", "run", "report", "files", "cli"].map((layer) => `analysis/${layer}/leaf.ts`),
  ...["analysis/kinds/quality/leaf.ts", "analysis/base/leaf.test.ts", "electron/ipc/leaf.ts"],
  ...["renderer/state/leaf.ts", "renderer/ui/leaf.ts"],
];

const probe = mkdtempSync(path.join(tmpdir(), "casefile-rules-"));
afterAll(() => rmSync(probe, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(probe, file)), { recursive: true });
  writeFileSync(path.join(probe, file), text);
}

function brokenRules(): readonly { rule: string; from: string }[] {
  for (const leaf of leaves) write(leaf, "export const leaf = 1;\n");
  write("analysis/base/ring-b.ts", 'export * from "./ring-a.ts";\n');
  for (const [from, to] of Object.values(violations))
    write(from, to === "" ? "export const alone = 1;\n" : `export * from "${to}";\n`);
  write(
    "tsconfig.json",
    '{ "compilerOptions": { "module": "ESNext", "moduleResolution": "bundler", "allowImportingTsExtensions": true } }',
  );
  write(
    "package.json",
    JSON.stringify({
      dependencies: { zod: "*", react: "*", electron: "*", "apache-arrow": "*", "@duckdb/duckdb-wasm": "*" },
      devDependencies: { vitest: "*" },
    }),
  );
  symlinkSync(path.join(root, "node_modules"), path.join(probe, "node_modules"));
  const bin = path.join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const args = [bin, "--config", config, "--output-type", "json", "analysis", "electron", "renderer", "e2e"];
  const text = outputOf(() =>
    execFileSync(process.execPath, args, {
      cwd: probe,
      maxBuffer: 1e8,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  const { summary } = JSON.parse(text) as { summary: { violations: { rule: { name: string }; from: string }[] } };
  return summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
}

/** dependency-cruiser ends with the number of violations, which the caller sees as a failure with the output attached. */
function outputOf(run: () => string): string {
  try {
    return run();
  } catch (thrown) {
    return String((thrown as { stdout: string }).stdout);
  }
}

describe("dependency rules", () => {
  it("has one probe for each rule", () => expect(Object.keys(violations).toSorted()).toEqual(rules.toSorted()));

  const broken = brokenRules();
  it.each(Object.entries(violations))("%s fires", (rule, [from]) => {
    expect(broken.filter((violation) => violation.rule === rule).map((violation) => violation.from)).toContain(from);
  });
});
