import { outcomeOf, type Outcome } from "../base/errors.ts";
import type { CellOutcome } from "../document/lock.ts";
import type { Cell, Investigation } from "../document/schema.ts";
import type { CancelSignal, EnginePort, EngineSession, FileProgress } from "./engine-port.ts";
import { relationsOf, type PathsOf } from "./relations.ts";
import { runCell } from "./run-cell.ts";

export interface RunProgress {
  /** The cell that is worked on, or null while files are checked or converted. */
  readonly cell: string | null;
  readonly phase: FileProgress["phase"] | "run";
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

export interface RunRequest {
  readonly investigation: Investigation;
  readonly cellIds: readonly string[];
  readonly engine: EnginePort;
  readonly pathsOf: PathsOf;
  readonly onProgress?: (progress: RunProgress) => void;
  /** Called for each cell as it ends, in the order of `cellIds`. */
  readonly onCell?: (cellId: string, outcome: Outcome<CellOutcome>) => void;
  readonly signal?: CancelSignal;
}

/**
 * Runs cells one after another over one engine session; inside a cell, columns run side by side. A failing cell does not
 * stop the others, a cancel does: cells that had not ended are reported as cancelled.
 * @throws when the data cannot be opened at all
 */
export async function runCells(request: RunRequest): Promise<ReadonlyMap<string, Outcome<CellOutcome>>> {
  const { investigation, engine, pathsOf, onProgress, signal } = request;
  const session = await engine.open(relationsOf(investigation, pathsOf), {
    onProgress: (progress) => onProgress?.({ cell: null, ...progress }),
    ...(signal === undefined ? {} : { signal }),
  });
  const outcomes = new Map<string, Outcome<CellOutcome>>();
  try {
    for (const cell of cellsOf(request)) {
      const outcome = await outcomeOf(() => runGuarded(cell, session, request));
      outcomes.set(cell.id, outcome);
      request.onCell?.(cell.id, outcome);
    }
  } finally {
    await session.close();
  }
  return outcomes;
}

const cellsOf = ({ investigation, cellIds }: RunRequest): readonly Cell[] =>
  cellIds.flatMap((cellId) => investigation.cells.filter(({ id }) => id === cellId));

/** A result counts only when the files were the same before and after. */
async function runGuarded(cell: Cell, session: EngineSession, request: RunRequest): Promise<CellOutcome> {
  const { investigation, engine, onProgress, signal } = request;
  onProgress?.({ cell: cell.id, phase: "run", label: cell.title, done: 0, total: 0 });
  const outcome = await runCell(investigation, cell, {
    ...{ source: session, engine: engine.pin, lanes: engine.workers, signal },
    onProgress: (progress) => onProgress?.({ cell: cell.id, phase: "run", ...progress }),
  });
  await session.assertUnchanged();
  return outcome;
}
