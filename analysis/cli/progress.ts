import { formatCount } from "../base/format.ts";
import type { RunProgress } from "../run/run-cells.ts";
import type { Terminal } from "./terminal.ts";

const phaseWords = {
  hash: "Hashing",
  check: "Checking",
  convert: "Converting",
  audit: "Auditing",
  run: "Running",
} as const;

/** `Hashing production.parquet 43 %`, `Running Drift: monthly_income 12/41`. */
export function progressText({ phase, label, done, total }: Omit<RunProgress, "cell">): string {
  const inBytes = phase === "hash" || phase === "convert";
  const share =
    total === 0
      ? ""
      : inBytes
        ? ` ${String(Math.floor((100 * done) / total))} %`
        : ` ${formatCount(done)}/${formatCount(total)}`;
  return `${phaseWords[phase]} ${label}${share}`;
}

export const showProgress =
  (terminal: Terminal) =>
  (progress: Omit<RunProgress, "cell">): void => {
    terminal.progress(progressText(progress));
  };
