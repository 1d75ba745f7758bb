import { fail } from "../base/errors.ts";
import type { Json } from "../base/json.ts";
import type { StatsSource } from "../base/stats-source.ts";
import { cellKey, resultDigest } from "../document/digests.ts";
import { inputsOf, type RunSettings } from "../document/freshness.ts";
import type { CellOutcome } from "../document/lock.ts";
import type { Cell, EnginePin, Investigation } from "../document/schema.ts";
import { contextOfCell } from "../kinds/context-of-cell.ts";
import { kindById } from "../kinds/registry.ts";
import { normalizedSettings } from "../kinds/settings.ts";
import type { CancelSignal } from "./engine-port.ts";
import { runTasks, type TaskProgress } from "./run-tasks.ts";

export interface CellRun {
  readonly source: StatsSource;
  readonly engine: EnginePin;
  readonly lanes: number;
  readonly signal?: CancelSignal | undefined;
  readonly onProgress?: ((progress: TaskProgress) => void) | undefined;
}

/** Runs one cell: its settings and the document in, all that the document stores of it out. */
export async function runCell(investigation: Investigation, cell: Cell, run: CellRun): Promise<CellOutcome> {
  const kind = kindById(cell.kind);
  if (kind === undefined || kind.version < cell.kind_version)
    return fail({
      code: "document/unknown-kind",
      message: `The cell "${cell.title}" is of kind "${cell.kind}" version ${String(cell.kind_version)}, which this Casefile does not know.`,
      meaning: "It is kept as it is and cannot be run here.",
      fix: "Use a newer Casefile.",
      where: { cell: cell.id },
    });
  const settings = { kindVersion: kind.version, params: normalizedSettings(cell) };
  const { tasks, finish } = kind.prepare(cell.params, contextOfCell(investigation, cell));
  await runTasks(tasks, run);
  return outcomeFor(investigation, cell, { settings, result: finish(), engine: run.engine });
}

interface Finished {
  readonly settings: RunSettings;
  readonly result: Json;
  readonly engine: EnginePin;
}

function outcomeFor(investigation: Investigation, cell: Cell, { settings, result, engine }: Finished): CellOutcome {
  const inputs = inputsOf(investigation, cell, settings, engine);
  const face = kindById(cell.kind)?.read(result);
  if (inputs === null || face === undefined)
    return fail({ code: "bug/invariant", message: "a run without engine or kind" });
  const { verdict, headline, unlockable } = face;
  return {
    locked: {
      key: cellKey(inputs),
      result_digest: resultDigest(result),
      verdict: verdict.level,
      headline: [...headline],
    },
    result,
    ...(unlockable === undefined ? {} : { unlockable }),
  };
}
