import { fail } from "../base/errors.ts";

/** A dataset beside the two sides, by its id, and the files that a person named for it. */
export interface OtherDataset {
  readonly id: string;
  readonly files: readonly string[];
}

const validId = /^[a-z][a-z0-9_]{0,63}$/;
const taken = new Set(["reference", "production"]);

/** `--other training=a.parquet --other training=b.parquet`: one dataset an id, in the order in which ids come first. */
export function otherDatasets(texts: readonly string[]): readonly OtherDataset[] {
  const files = new Map<string, string[]>();
  for (const text of texts) {
    const at = text.indexOf("=");
    const [id, file] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
    if (!validId.test(id) || taken.has(id) || file === "")
      fail({
        code: "usage/invalid",
        message: `--other takes ID=FILE, not "${text}".`,
        fix: "An id begins with a letter and has small letters, digits and _, and is neither reference nor production: --other training_features=features.parquet",
      });
    files.set(id, [...(files.get(id) ?? []), file]);
  }
  return [...files].map(([id, own]) => ({ id, files: own }));
}
