import { freshness } from "../document/freshness.ts";
import type { Cell, Investigation } from "../document/schema.ts";
import type { VerifyProblem } from "../document/verify-report.ts";
import { kindById } from "../kinds/registry.ts";
import { settingsOf } from "../kinds/settings.ts";
import { runnableCells } from "./run-investigation.ts";

/** Cells of kinds that this Casefile does not know, and results by rules that it has replaced. */
export const rulesProblems = (investigation: Investigation): readonly VerifyProblem[] =>
  investigation.cells.flatMap((cell): readonly VerifyProblem[] => {
    const { id, title, kind } = cell;
    const version = kindById(kind)?.version ?? 0;
    const problem = { status: "cell_error", cell: id } as const;
    if (version < cell.kind_version)
      return [
        {
          ...problem,
          message: `"${title}" is of kind "${kind}", which this Casefile does not know, so its result cannot be checked.`,
          fix: "Verify with a newer Casefile.",
        },
      ];
    if (!isOfOlderRules(investigation, cell)) return [];
    return [
      {
        ...problem,
        message: `"${title}" was measured by version ${String(cell.kind_version)} of the rules of "${kind}"; this Casefile has version ${String(version)}, so its result cannot be checked.`,
        fix: `Verify with Casefile ${investigation.lock?.app ?? "of that time"}, or measure it again: casefile run FILE`,
      },
    ];
  });

/** A cell that was never run, or whose settings are refused, is not: other problems say so. */
function isOfOlderRules(investigation: Investigation, cell: Cell): boolean {
  const { lock } = investigation;
  if (cell.kind_version >= (kindById(cell.kind)?.version ?? 0) || lock === null) return false;
  try {
    const settings = settingsOf(cell);
    return settings !== null && freshness(investigation, cell, settings, lock.engine) === "stale";
  } catch {
    return false;
  }
}

/** Ids of the cells that can run and whose stored results, if any, this Casefile's own rules made. */
export const comparableCells = (investigation: Investigation): readonly string[] => {
  const older = investigation.cells.filter((cell) => isOfOlderRules(investigation, cell)).map(({ id }) => id);
  return runnableCells(investigation).filter((id) => !older.includes(id));
};
