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

/** Installs the locked dependencies when node_modules is missing or differs from the lock file. */
export async function ensureDependencies(say = console.error) {
  const record = path.join(root, "node_modules/.package-lock.json");
  const read = (file) => JSON.parse(readFileSync(file, "utf8"));
  if (existsSync(record) && matchesLock(read(path.join(root, "package-lock.json")), read(record))) return;
  say("Installing the locked dependencies…");
  await must("installing the dependencies", "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    shell: process.platform === "win32",
  });
}
