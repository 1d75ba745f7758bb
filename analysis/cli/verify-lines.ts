import type { VerifyReport, VerifyStatus } from "../document/verify-report.ts";
import { plural } from "../report/words.ts";

const verdicts: Partial<Record<VerifyStatus, string>> = {
  verified: "every pinned file is as it was, and every result came out equal",
  verified_other_engine: "every result came out equal, with another version of Casefile or its engine",
  verified_within_tolerance: "every result came out equal up to the last digits",
};

/** The status first, then every problem with what to do about it. */
export function verifyLines({ status, exitCode, checkedCells, problems }: VerifyReport): readonly string[] {
  const checked = plural(checkedCells, "cell");
  const first =
    exitCode === 0
      ? `✔ ${status}: ${verdicts[status] ?? ""} (${checked} run again).`
      : `✗ ${status}: not verified (${checked} run again).`;
  const lines = problems.flatMap((problem) => [
    `  ${problem.status}: ${problem.message}`,
    ...(problem.fix === undefined ? [] : [`    → ${problem.fix}`]),
  ]);
  return [first, ...lines];
}
