import { readFileSync } from "node:fs";
import { z } from "../base/schema.ts";

/** Casefile's version, from the package that this file is part of, as source and as a bundle alike. */
export function appVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return z.object({ version: z.string() }).parse(manifest).version;
}
