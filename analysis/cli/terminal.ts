import type { WriteStream } from "node:tty";
import { plainText } from "./plain-text.ts";

/** Where a command's words go. Text of files and people passes through `plainText` on the way. */
export interface Terminal {
  /** What was asked for, to standard output. */
  out(text: string): void;
  /** What one should know besides, to standard error. */
  note(text: string): void;
  /** The one line that shows how far the work is; nothing where no person looks. */
  progress(text: string): void;
}

type Output = Pick<WriteStream, "write"> & Partial<Pick<WriteStream, "isTTY" | "columns">>;

const clearLine = "\r\u001b[2K";
const pauseMs = 100;

export function terminalOn(stdout: Output, stderr: Output, clock: () => number = Date.now): Terminal {
  let shown = false;
  let shownAt = 0;
  const clear = (): void => {
    if (shown) stderr.write(clearLine);
    shown = false;
  };
  return {
    out(text) {
      clear();
      stdout.write(`${plainText(text)}\n`);
    },
    note(text) {
      clear();
      stderr.write(`${plainText(text)}\n`);
    },
    progress(text) {
      const now = clock();
      if (stderr.isTTY !== true || now - shownAt < pauseMs) return;
      shownAt = now;
      shown = true;
      const line = plainText(text).replaceAll(/\s+/g, " ");
      stderr.write(`${clearLine}${[...line].slice(0, (stderr.columns ?? 80) - 1).join("")}`);
    },
  };
}
