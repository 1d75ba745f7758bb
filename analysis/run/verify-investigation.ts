import { canonicalJson } from "../base/canonical-json.ts";
import { recordOf } from "../base/errors.ts";
import type { CellOutcome } from "../document/lock.ts";
import { isLocked } from "../document/lock.ts";
import { pinnedPlaces } from "../document/pinned-files.ts";
import type { Cell, Investigation } from "../document/schema.ts";
import { verifyReport, type VerifyProblem, type VerifyReport } from "../document/verify-report.ts";
import { compareResults, type Difference } from "./compare-results.ts";
import type { EnginePort, JobOptions } from "./engine-port.ts";
import { runCells, type RunProgress } from "./run-cells.ts";
import { comparableCells, rulesProblems } from "./verify-rules.ts";
import { problemOf, verifyInputs, type Locate } from "./verify-inputs.ts";

export interface Verification {
  readonly investigation: Investigation;
  readonly engine: EnginePort;
  readonly appVersion: string;
  readonly locate: Locate;
  readonly exact?: boolean;
  readonly onProgress?: (progress: RunProgress) => void;
  readonly signal?: JobOptions["signal"];
}

/**
 * Computes an investigation's results again from its pinned files and compares. Every problem is reported, not only the
 * first; results are compared only where all inputs are what was pinned. Nothing is written.
 */
export async function verifyInvestigation(verification: Verification): Promise<VerifyReport> {
  const { investigation, engine, locate, exact = false } = verification;
  const options = optionsOf(verification);
  const inputs = await verifyInputs({ investigation, engine, locate, options });
  const problems = [...lockProblems(verification), ...inputs, ...rulesProblems(investigation)];
  if (inputs.length > 0 || investigation.lock === null) return verifyReport({ problems, checkedCells: 0, exact });
  const checked = await compareCells(verification);
  // Where a cell can't be locked, the file is not changed but never complete, and running it again would not help.
  const standing = checked.someUnlockable ? problems.filter(({ status }) => status !== "not_locked") : problems;
  return verifyReport({ exact, ...checked, problems: [...standing, ...checked.problems] });
}

function optionsOf({ onProgress, signal }: Verification): JobOptions {
  return {
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress: (progress) => onProgress({ cell: null, ...progress }) }),
  };
}

function lockProblems({ investigation, engine, appVersion }: Verification): readonly VerifyProblem[] {
  const { lock } = investigation;
  const run = "casefile run FILE";
  if (lock === null) return [{ status: "not_locked", message: "The investigation was never run.", fix: run }];
  const problems: VerifyProblem[] = [];
  if (!isLocked(investigation))
    problems.push({ status: "not_locked", message: "The investigation was changed after its last run.", fix: run });
  if (canonicalJson(lock.engine) !== canonicalJson(engine.pin) || lock.app !== appVersion)
    problems.push({
      status: "verified_other_engine",
      message: `The results were made by Casefile ${lock.app} with ${lock.engine.package} ${lock.engine.version}; this is Casefile ${appVersion} with ${engine.pin.version}.`,
    });
  return problems;
}

interface Compared {
  readonly problems: readonly VerifyProblem[];
  readonly checkedCells: number;
  readonly largestDifference: number | null;
}

interface AllCompared extends Compared {
  readonly someUnlockable: boolean;
}

async function compareCells({ investigation, engine, locate, onProgress, signal }: Verification): Promise<AllCompared> {
  const paths = new Map<string, string[]>();
  for (const pinned of pinnedPlaces(investigation)) {
    const located = await locate(pinned);
    if ("path" in located && "dataset" in pinned.place)
      paths.set(pinned.place.dataset, [...(paths.get(pinned.place.dataset) ?? []), located.path]);
  }
  try {
    const outcomes = await runCells({
      ...{ investigation, engine, cellIds: comparableCells(investigation), pathsOf: (id) => paths.get(id) ?? [] },
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(signal === undefined ? {} : { signal }),
    });
    const compared = investigation.cells.flatMap((cell) => {
      const outcome = outcomes.get(cell.id);
      if (outcome === undefined) return [];
      return [
        outcome.ok ? compareCell(investigation, cell, outcome.value) : failedCell(cell, problemOf(outcome.error)),
      ];
    });
    const largest = compared.map(({ largestDifference }) => largestDifference ?? 0).reduce((a, b) => Math.max(a, b), 0);
    return {
      problems: compared.flatMap(({ problems }) => problems),
      checkedCells: compared.reduce((sum, { checkedCells }) => sum + checkedCells, 0),
      largestDifference: largest > 0 ? largest : null,
      someUnlockable: [...outcomes.values()].some((outcome) => outcome.ok && outcome.value.unlockable !== undefined),
    };
  } catch (thrown) {
    const problems = [problemOf(recordOf(thrown))];
    return { problems, checkedCells: 0, largestDifference: null, someUnlockable: false };
  }
}

const failedCell = (cell: Cell, problem: VerifyProblem): Compared => ({
  problems: [{ ...problem, cell: cell.id, message: `"${cell.title}": ${problem.message}` }],
  checkedCells: 0,
  largestDifference: null,
});

const unlockableCell = (cell: Cell, reason: string): Compared => ({
  problems: [
    {
      status: "not_locked",
      cell: cell.id,
      message: `"${cell.title}" ${reason}: its answer differs at each run, so there is nothing to verify.`,
      fix: "Write a moment as text, such as TIMESTAMP '2026-01-31', and choose a sample by hash(id) % 100 < 5; or remove the cell.",
    },
  ],
  ...{ checkedCells: 0, largestDifference: null },
});

function compareCell(investigation: Investigation, cell: Cell, outcome: CellOutcome): Compared {
  const { locked, result, unlockable } = outcome;
  if (unlockable !== undefined) return unlockableCell(cell, unlockable);
  const checked = { checkedCells: 1, largestDifference: null };
  const stored = investigation.results[cell.id];
  const storedLock = investigation.lock?.cells[cell.id];
  if (stored === undefined || storedLock === undefined)
    return failedCell(cell, { status: "not_locked", message: "it has no stored result.", fix: "casefile run FILE" });
  const comparison = compareResults(cell.kind, stored, result);
  if (comparison.same === "different")
    return { ...checked, problems: comparison.differences.slice(0, 20).map((d) => differs(cell, d)) };
  if (comparison.same === "within_tolerance")
    return {
      ...{ checkedCells: 1, largestDifference: comparison.largest },
      problems: [
        {
          status: "verified_within_tolerance",
          cell: cell.id,
          message: `"${cell.title}" differs in the last digits: at most ${comparison.largest.toExponential(1)} relative.`,
        },
      ],
    };
  const lockAgrees = storedLock.result_digest === locked.result_digest && storedLock.verdict === locked.verdict;
  if (lockAgrees && canonicalJson(storedLock.headline) === canonicalJson(locked.headline))
    return { ...checked, problems: [] };
  return {
    ...checked,
    problems: [
      {
        status: "result_differs",
        cell: cell.id,
        message: `"${cell.title}": the lock does not belong to the stored result.`,
      },
    ],
  };
}

function differs(cell: Cell, { metric, column, pointer, stored, found }: Difference): VerifyProblem {
  const what = metric === null ? `at ${pointer ?? ""}` : [metric, column].filter((part) => part !== null).join(" of ");
  return {
    ...{ status: "result_differs", cell: cell.id },
    message: `"${cell.title}": ${what} was ${stored} and is now ${found}.`,
    ...(metric === null ? {} : { metric }),
    ...(column === null ? {} : { column }),
    ...(pointer === null ? {} : { pointer: `/results/${cell.id}${pointer}` }),
  };
}
