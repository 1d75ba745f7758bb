import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./child.mjs";

const ignored = /\.test\.tsx?$|\/fixtures\/|\/testing\/|\/README\.md$/;

/** SHA-256 over the names and bytes of all files below the given paths, in name order; tests and fixtures don't count. */
export function contentDigest(inputs, folder = root) {
  const hash = createHash("sha256");
  for (const file of inputs.flatMap((input) => filesBelow(path.join(folder, input))).sort()) {
    const name = path.relative(folder, file);
    if (ignored.test(`/${name.split(path.sep).join("/")}`)) continue;
    hash.update(`${name}\0`).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesBelow(place) {
  if (!existsSync(place)) return [];
  if (statSync(place).isFile()) return [place];
  return readdirSync(place).flatMap((name) => filesBelow(path.join(place, name)));
}

/** Runs `build` unless it was run with the same inputs before and its outputs are still there. Says whether it ran. */
export async function buildIfStale({ name, inputs, outputs, build }, folder = root) {
  const stamp = path.join(folder, "dist/.stamps", name);
  const digest = contentDigest(inputs, folder);
  const fresh = existsSync(stamp) && readFileSync(stamp, "utf8") === digest;
  if (fresh && outputs.every((output) => existsSync(path.join(folder, output)))) return false;
  await build();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
  return true;
}
