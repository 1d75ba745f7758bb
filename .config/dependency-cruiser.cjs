/**
 * Who may import whom. analysis/README.md explains the layers by these names; scripts/probe-rules.test.ts breaks each rule
 * once and expects its name.
 */
const PURE = "^analysis/(base|stats|sql|document|kinds|run|report)/";
const NODE_SIDE = "^analysis/(engine|files|cli)/";
const UI_NPM = "node_modules/(react|react-dom|zustand|electron)(/|$)";
const TEST = "\\.(test|spec)\\.tsx?$|/fixtures/|/testing/";
const COMMENT_FREE_ENTRY = ["\\.d\\.ts$", TEST, "^e2e/", "(^|/)(main|index)\\.tsx?$", "worker\\.ts$"];

const rule = (name, from, to) => ({ name, severity: "error", from, to });

module.exports = {
  forbidden: [
    rule("no-cycles", {}, { circular: true }),
    rule("no-unresolved", {}, { couldNotResolve: true }),
    rule("no-orphans", { orphan: true, pathNot: COMMENT_FREE_ENTRY }, {}),
    rule(
      "no-dev-deps-at-runtime",
      { path: "^(analysis|electron|renderer)/", pathNot: TEST },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"], pathNot: "node_modules/electron/" },
    ),

    // Hosts depend on analysis, never the reverse.
    rule("analysis-is-host-free", { path: "^analysis/" }, { path: ["^(electron|renderer|e2e)/", UI_NPM] }),
    // Everything in analysis except engine/, files/ and cli/ runs in any JavaScript host.
    rule("pure-analysis-no-node", { path: PURE, pathNot: TEST }, { dependencyTypes: ["core"] }),
    rule("pure-analysis-no-node-side", { path: PURE, pathNot: TEST }, { path: NODE_SIDE }),
    // Layers inside analysis.
    rule(
      "base-is-bottom",
      { path: "^analysis/base/", pathNot: TEST },
      { path: "^analysis/", pathNot: "^analysis/base/" },
    ),
    rule(
      "stats-is-leaf",
      { path: "^analysis/stats/", pathNot: TEST },
      { pathNot: ["^analysis/(stats|base)/", "node_modules/@stdlib/"] },
    ),
    rule(
      "sql-and-document-below-kinds",
      { path: "^analysis/(sql|document)/", pathNot: TEST },
      { path: "^analysis/(kinds|run|report)/" },
    ),
    rule("kinds-below-run", { path: "^analysis/kinds/", pathNot: TEST }, { path: "^analysis/(run|report)/" }),
    rule("run-below-report", { path: "^analysis/run/", pathNot: TEST }, { path: "^analysis/report/" }),
    rule(
      "engine-knows-no-metrics",
      { path: "^analysis/engine/", pathNot: TEST },
      { path: "^analysis/(kinds|stats|report|cli|files)/" },
    ),
    rule(
      "engine-sees-the-port-only",
      { path: "^analysis/engine/", pathNot: TEST },
      { path: "^analysis/run/(?!engine-port)" },
    ),
    rule(
      "files-know-no-numbers",
      { path: "^analysis/files/", pathNot: TEST },
      { path: "^analysis/(kinds|stats|report|cli|engine|run)/" },
    ),
    rule("cli-is-top", { pathNot: "^analysis/cli/" }, { path: "^analysis/cli/" }),
    // A kind is an island, reached through the registry.
    rule(
      "kinds-are-islands",
      { path: "^analysis/kinds/([^/]+)/" },
      { path: "^analysis/kinds/[^/]+/", pathNot: ["^analysis/kinds/$1/", "^analysis/kinds/testing/"] },
    ),
    rule(
      "kinds-only-through-registry",
      { path: "^(analysis|electron|renderer)/", pathNot: ["^analysis/kinds/", "^renderer/kinds/", TEST] },
      { path: "^analysis/kinds/[^/]+/" },
    ),
    rule(
      "view-sees-own-kind-only",
      { path: "^renderer/kinds/([^/]+)/" },
      { path: "^(analysis|renderer)/kinds/[^/]+/", pathNot: "^(analysis|renderer)/kinds/$1/" },
    ),
    // Heavy and dangerous packages have one door each.
    rule(
      "duckdb-only-in-engine",
      { path: "^(analysis|electron|renderer)/", pathNot: ["^analysis/engine/", TEST] },
      { path: "node_modules/@duckdb/" },
    ),
    rule(
      "arrow-only-in-engine",
      { path: "^(analysis|electron|renderer)/", pathNot: ["^analysis/engine/", TEST] },
      { path: "node_modules/apache-arrow/" },
    ),
    // Processes.
    rule("renderer-no-node", { path: "^renderer/", pathNot: TEST }, { dependencyTypes: ["core"] }),
    rule(
      "renderer-no-privileged-code",
      { path: "^renderer/" },
      {
        path: ["^electron/(main|preload|engine-host)/", "^analysis/(engine|files|cli|run)/", "node_modules/electron/"],
      },
    ),
    rule(
      "contract-is-types-for-renderer",
      { path: "^renderer/", pathNot: TEST },
      { path: "^electron/ipc/", dependencyTypesNot: ["type-only"] },
    ),
    rule(
      "contract-through-bridge",
      { path: "^renderer/", pathNot: ["^renderer/bridge/", TEST] },
      { path: "^electron/" },
    ),
    rule(
      "preload-is-thin",
      { path: "^electron/preload/", pathNot: TEST },
      { pathNot: ["^electron/(preload|ipc)/", "node_modules/electron/"] },
    ),
    rule(
      "main-does-no-analysis",
      { path: "^electron/main/", pathNot: TEST },
      { path: "^analysis/(engine|run|kinds|stats|sql|report|cli)/" },
    ),
    rule(
      "engine-host-no-electron-api",
      { path: "^electron/engine-host/" },
      { path: ["^electron/(main|preload)/", "node_modules/electron/"], dependencyTypesNot: ["type-only"] },
    ),
    // Inside the renderer: ui <- kinds <- app; state never imports views.
    rule("ui-is-dumb", { path: "^renderer/ui/", pathNot: TEST }, { path: "^renderer/(state|bridge|kinds|app)/" }),
    rule(
      "views-are-pure",
      { path: "^renderer/kinds/[^/]+/", pathNot: TEST },
      { path: "^renderer/(state|bridge|app)/" },
    ),
    rule(
      "state-below-views",
      { path: "^renderer/(state|bridge)/", pathNot: TEST },
      { path: "^renderer/(app|kinds|ui)/" },
    ),
    // Tests and data.
    rule("source-never-imports-tests", { pathNot: [TEST, "^e2e/"] }, { path: [TEST, "^(samples|e2e)/"] }),
    rule("e2e-is-black-box", { path: "^e2e/" }, { path: "^(analysis|renderer|electron)/" }),
  ],
  options: {
    tsPreCompilationDeps: true, // see type-only imports too
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|release)/" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
