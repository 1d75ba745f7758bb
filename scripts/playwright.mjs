import path from "node:path";
import { root, run } from "./child.mjs";
import { hasDisplay } from "./display.mjs";

const tool = path.join(root, "node_modules/@playwright/test/cli.js");

/** Runs Playwright's tests; on Linux without a display, or where `hidden` asks for it, on a display of their own. */
export function runPlaywright(arguments_, { hidden = false, env = process.env } = {}) {
  const words = [process.execPath, tool, "test", "--config", "e2e/playwright.config.ts", ...arguments_];
  const ownDisplay = process.platform === "linux" && (hidden || !hasDisplay(process.platform, process.env));
  const [program, ...rest] = ownDisplay ? ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24", ...words] : words;
  return run(program, rest, { env });
}
