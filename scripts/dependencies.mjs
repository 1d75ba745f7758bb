import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { must, root } from "./child.mjs";

/**
 * Whether node_modules holds exactly what the lock file names, by npm's own record of what it installed.
 * Packages for other platforms are in the lock only.
 */
export function matchesLock(lock, installed) {
  return Object.entries(lock.packages).every(([place, { version, optional, devOptional, link }]) => {
    if (place === "" || link) return true;
    const found = installed.packages[place];
    return found === undefined ? Boolean(optional || devOptional) : found.version === version;
  });
}

const read = (file) => JSON.parse(readFileSync(path.join(root, file), "utf8"));

function isInstalled() {
  const record = "node_modules/.package-lock.json";
  return existsSync(path.join(root, record)) && matchesLock(read("package-lock.json"), read(record));
}

/**
 * Installs the locked dependencies when node_modules is missing or differs from the lock file. `npm ci` would refuse here:
 * it wants the packages of every other platform in the lock, and not every registry has them. So npm installs from the lock
 * without changing it, and what it installed is compared with the lock afterwards. No package runs a script of its own.
 */
export async function ensureDependencies(say = console.error) {
  if (isInstalled()) return;
  say("Installing the locked dependencies…");
  const words = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await must("installing the dependencies", "npm", words, { shell: process.platform === "win32" });
  if (isInstalled()) return;
  console.error("\nCasefile: what npm installed is not what the lock file names. Remove node_modules and try again.");
  process.exit(1);
}
