import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    projects: [
      {
        test: {
          name: "unit",
          include: ["analysis/**/*.test.ts", "electron/**/*.test.ts", "scripts/**/*.test.ts", "renderer/**/*.test.ts"],
          exclude: ["analysis/engine/**", "**/*.engine.test.ts"],
        },
      },
      { test: { name: "renderer", include: ["renderer/**/*.test.tsx"], environment: "jsdom" } },
      {
        test: {
          name: "engine",
          include: [
            "analysis/engine/**/*.test.ts",
            "analysis/**/*.engine.test.ts",
            "samples/**/*.test.ts",
            "bench/**/*.test.ts",
          ],
          globalSetup: ["scripts/build-engine.mjs"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "cli",
          include: ["e2e/cli/**/*.test.ts"],
          globalSetup: ["e2e/cli/build.mjs"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
