import { cellKey } from "../../analysis/document/digests.ts";
import { inputsOf, type RunSettings } from "../../analysis/document/freshness.ts";
import { sealed, type CellOutcome } from "../../analysis/document/lock.ts";
import type { Cell, EnginePin, Investigation } from "../../analysis/document/schema.ts";
import { settingsOf } from "../../analysis/kinds/settings.ts";
import type { Case, Evidence } from "./case.ts";

export const noEvidence: Evidence = { byKey: new Map(), byCell: new Map() };

/** Remembers every result that the investigation holds now. */
export function remember(evidence: Evidence, investigation: Investigation): Evidence {
  const held = investigation.cells.flatMap(({ id }) => {
    const outcome = outcomeIn(investigation, id);
    return outcome === null || evidence.byCell.get(id)?.result === outcome.result ? [] : [{ id, outcome }];
  });
  if (held.length === 0) return evidence;
  return {
    byKey: new Map([...evidence.byKey, ...held.map(({ outcome }) => [outcome.locked.key, outcome] as const)]),
    byCell: new Map([...evidence.byCell, ...held.map(({ id, outcome }) => [id, outcome] as const)]),
  };
}

/**
 * The investigation with the best result that is known for each cell: the one whose key is the cell's current key, else
 * the one it has, else the last one it had (which then shows as stale). So undoing a deletion or a changed setting brings
 * the numbers back without a run.
 */
export function withKnownResults(
  investigation: Investigation,
  evidence: Evidence,
  engine: EnginePin | null,
): Investigation {
  const known = engine ?? investigation.lock?.engine ?? null;
  if (known === null) return investigation;
  const cells: Record<string, CellOutcome> = {};
  for (const cell of investigation.cells) {
    const outcome = bestFor(investigation, cell, evidence, known);
    if (outcome !== null) cells[cell.id] = outcome;
  }
  const chosen = Object.entries(cells);
  const same = chosen.every(([id, { locked }]) => investigation.lock?.cells[id] === locked);
  const restored = same
    ? investigation
    : {
        ...investigation,
        lock: {
          ...(investigation.lock ?? { app: "", engine: known }),
          intent_digest: null,
          cells: Object.fromEntries(chosen.map(([id, { locked }]) => [id, locked])),
        },
        results: Object.fromEntries(chosen.map(([id, { result }]) => [id, result])),
      };
  return sealed(restored, { engine: known, settingsOf });
}

function bestFor(investigation: Investigation, cell: Cell, evidence: Evidence, engine: EnginePin): CellOutcome | null {
  const held = outcomeIn(investigation, cell.id);
  const key = currentKey(investigation, cell, engine);
  if (key !== null && held?.locked.key === key) return held;
  return (key === null ? undefined : evidence.byKey.get(key)) ?? held ?? evidence.byCell.get(cell.id) ?? null;
}

/** What a cell's run gave in this session and the file does not keep, as long as a run would have the same inputs. */
export function passingOutcome(open: Case, cell: Cell, engine: EnginePin | null): CellOutcome | null {
  const outcome = open.passing?.get(cell.id);
  const known = engine ?? open.investigation.lock?.engine ?? null;
  if (outcome === undefined || known === null) return null;
  return currentKey(open.investigation, cell, known) === outcome.locked.key ? outcome : null;
}

function currentKey(investigation: Investigation, cell: Cell, engine: EnginePin): string | null {
  const settings = settingsOrNull(cell);
  const inputs = settings === null ? null : inputsOf(investigation, cell, settings, engine);
  return inputs === null ? null : cellKey(inputs);
}

/** What a run would use; null for a cell that can't run, be it a note, an unknown kind or a refused setting. */
function settingsOrNull(cell: Cell): RunSettings | null {
  try {
    return settingsOf(cell);
  } catch {
    return null;
  }
}

function outcomeIn({ lock, results }: Investigation, cellId: string): CellOutcome | null {
  const locked = lock?.cells[cellId];
  const result = results[cellId];
  return locked === undefined || result === undefined ? null : { locked, result };
}
