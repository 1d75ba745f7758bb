import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import type { Model } from "../document/schema.ts";
import { hashFile } from "../files/hash-file.ts";
import { inputError } from "../files/input-error.ts";
import { relativePathFrom } from "../files/resolve-data-path.ts";
import type { Shell } from "./shell.ts";

/** A model's file by its bytes. Casefile never reads what is in it. */
export async function pinArtifact(
  { signal }: Shell,
  path: string,
  folder: string,
): Promise<NonNullable<Model["artifact"]>> {
  const real = await realpath(resolve(path)).catch((error: unknown) => {
    throw inputError(error, path);
  });
  return { path: relativePathFrom(folder, real), ...(await hashFile(real, { signal })) };
}
