import type { Outcome } from "../base/errors.ts";
import { freshness } from "../document/freshness.ts";
import { sealed, withOutcome, type CellOutcome } from "../document/lock.ts";
import type { EnginePin, Investigation } from "../document/schema.ts";
import { settingsOf } from "../kinds/settings.ts";
import { runCells, type RunRequest } from "./run-cells.ts";

export interface InvestigationRun extends Omit<RunRequest, "cellIds"> {
  /** Casefile's version, for the lock. */
  readonly appVersion: string;
  /** `stale`: only cells whose stored result is not what a run would give. */
  readonly which: "stale" | "all";
}

export interface InvestigationOutcome {
  /** The investigation with the new results and lock; cells that failed keep what they had. */
  readonly investigation: Investigation;
  readonly outcomes: ReadonlyMap<string, Outcome<CellOutcome>>;
}

/** Runs an investigation's cells and stores what they leave. Nothing to run opens no data. */
export async function runInvestigation({ appVersion, which, ...run }: InvestigationRun): Promise<InvestigationOutcome> {
  const { engine } = run;
  const cellIds = which === "all" ? runnableCells(run.investigation) : staleCells(run.investigation, engine.pin);
  const outcomes = cellIds.length === 0 ? new Map<string, never>() : await runCells({ ...run, cellIds });
  const runtime = { engine: engine.pin, app: appVersion, settingsOf };
  let investigation = run.investigation;
  for (const [cellId, outcome] of outcomes)
    if (outcome.ok) investigation = withOutcome(investigation, cellId, outcome.value, runtime);
  return { investigation: sealed(investigation, runtime), outcomes };
}

/** Ids of the cells that this Casefile can run: no notes, no unknown kinds. */
export const runnableCells = (investigation: Investigation): readonly string[] =>
  investigation.cells.filter((cell) => isRunnable(cell)).map(({ id }) => id);

export const staleCells = (investigation: Investigation, engine: EnginePin): readonly string[] =>
  investigation.cells.filter((cell) => isRunnable(cell) && !isFresh(investigation, cell, engine)).map(({ id }) => id);

type Cell = Investigation["cells"][number];

/** A cell with invalid settings counts: running it says what is wrong with them. */
function isRunnable(cell: Cell): boolean {
  try {
    return settingsOf(cell) !== null;
  } catch {
    return true;
  }
}

function isFresh(investigation: Investigation, cell: Cell, engine: EnginePin): boolean {
  try {
    const settings = settingsOf(cell);
    return settings !== null && freshness(investigation, cell, settings, engine) === "fresh";
  } catch {
    return false;
  }
}
