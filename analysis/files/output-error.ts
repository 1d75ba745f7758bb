import { basename, dirname } from "node:path";
import { CasefileError, type ErrorRecord } from "../base/errors.ts";
import { errorName } from "./file-system.ts";

type Advice = Pick<ErrorRecord, "code" | "fix"> & { readonly says: (file: string, folder: string) => string };

const full: Advice = {
  code: "output/disk-full",
  says: (file) => `There is no room on the disk for ${file}.`,
  fix: "Free some space, or save to another disk.",
};
const readOnly: Advice = {
  code: "output/not-writable",
  says: (_, folder) => `The folder ${folder} cannot be written to.`,
  fix: "Save to a folder of your own, or have the permissions of this one changed.",
};

const adviceFor: Readonly<Record<string, Advice>> = {
  ENOSPC: full,
  EDQUOT: { ...full, says: (file) => `Your disk quota has no room for ${file}.` },
  EFBIG: {
    ...full,
    says: (file) => `${file} is larger than the disk's file system allows.`,
    fix: "Save to another disk.",
  },
  EACCES: readOnly,
  EPERM: readOnly,
  EROFS: {
    ...readOnly,
    says: (_, folder) => `The folder ${folder} is on a read-only disk.`,
    fix: "Save to another disk.",
  },
  ENOENT: {
    ...readOnly,
    says: (_, folder) => `The folder ${folder} does not exist.`,
    fix: "Choose another folder, or create this one.",
  },
  ENOTDIR: { ...readOnly, says: (_, folder) => `${folder} is not a folder.`, fix: "Choose another folder." },
  EISDIR: { ...readOnly, says: (file) => `${file} is a folder.`, fix: "Choose another name." },
  ENAMETOOLONG: {
    ...readOnly,
    says: (file) => `The name ${file.slice(0, 40)}… is too long.`,
    fix: "Choose a shorter name.",
  },
  EBUSY: {
    ...readOnly,
    says: (file) => `${file} is in use by another program.`,
    fix: "Close the other program and save again.",
  },
  EMFILE: {
    ...readOnly,
    says: (file) => `Too many files are open to save ${file}.`,
    fix: "Close some programs and save again.",
  },
};

/** What went wrong with writing `path`, as a typed error; errors that are typed already stay as they are. */
export function outputError(error: unknown, path: string): unknown {
  const name = errorName(error);
  if (error instanceof CasefileError || name === "") return error;
  const { code, fix, says } = adviceFor[name] ?? {
    code: "output/not-writable",
    says: (file: string) => `${file} could not be saved: the disk reports ${name}.`,
    fix: "Save to another disk, and have this one checked.",
  };
  return new CasefileError(
    {
      code,
      message: says(basename(path), dirname(path)),
      meaning: "The file on disk is whole: it holds what it held before, or all that was to be saved.",
      ...(fix === undefined ? {} : { fix }),
      where: { file: path },
      detail: error instanceof Error ? error.message : String(error),
    },
    { cause: error },
  );
}
