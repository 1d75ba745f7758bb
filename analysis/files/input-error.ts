import { basename } from "node:path";
import { CasefileError, type ErrorRecord } from "../base/errors.ts";
import { errorName } from "./file-system.ts";

type Advice = Pick<ErrorRecord, "code" | "fix"> & { readonly says: string };

const notAFile: Advice = { code: "file/not-a-file", says: "is not an ordinary file", fix: "Choose a file." };
const adviceFor: Readonly<Record<string, Advice>> = {
  ENOENT: {
    code: "file/not-found",
    says: "is not there",
    fix: "Put it back, or say where it is now: casefile relink.",
  },
  ENOTDIR: { code: "file/not-found", says: "is not there: a part of its path is not a folder", fix: "Check the path." },
  EACCES: {
    code: "file/no-permission",
    says: "may not be read by you",
    fix: "Have its permissions changed, or copy it to a folder of your own.",
  },
  EPERM: {
    code: "file/no-permission",
    says: "may not be read by you",
    fix: "Have its permissions changed, or copy it to a folder of your own.",
  },
  EISDIR: notAFile,
  ENXIO: notAFile,
  ELOOP: { code: "refused/path", says: "is a link that leads nowhere or in a circle", fix: "Name the file itself." },
};

/** What went wrong with opening or reading `path`, as a typed error; errors that are typed already stay as they are. */
export function inputError(error: unknown, path: string): unknown {
  const name = errorName(error);
  if (error instanceof CasefileError || name === "") return error;
  const { code, fix, says } = adviceFor[name] ?? {
    code: "file/unreadable",
    says: `cannot be read: the disk reports ${name}`,
    fix: "Have the disk checked, or use a copy of the file.",
  };
  return new CasefileError(
    {
      code,
      message: `${basename(path)} ${says}.`,
      ...(fix === undefined ? {} : { fix }),
      where: { file: path },
      detail: error instanceof Error ? error.message : String(error),
    },
    { cause: error },
  );
}

export const notAnOrdinaryFile = (path: string): CasefileError =>
  new CasefileError({
    code: notAFile.code,
    message: `${basename(path)} ${notAFile.says}.`,
    fix: "Choose a file.",
    where: { file: path },
  });
