import {
  verdictLevels,
  type EnginePin,
  type Investigation,
  type VerdictLevel,
} from "../../analysis/document/schema.ts";
import { statusesOf } from "./cell-status.ts";

export interface RollUp {
  /** Verdicts of fresh results only: a stale Fail counts as stale, not as Fail. */
  readonly counts: Readonly<Record<VerdictLevel, number>>;
  readonly stale: number;
  /** Cells that can run and never did. */
  readonly never: number;
  readonly fresh: number;
}

/** The header's summary: a fold over the cells, so that no two places can disagree. */
export function rollUpOf(investigation: Investigation, engine: EnginePin | null): RollUp {
  const counts = Object.fromEntries(verdictLevels.map((level) => [level, 0])) as Record<VerdictLevel, number>;
  let [stale, never, fresh] = [0, 0, 0];
  for (const [id, { freshness }] of statusesOf(investigation, engine)) {
    const locked = investigation.lock?.cells[id];
    if (freshness === "stale") stale += 1;
    if (freshness === "never") never += 1;
    if (freshness !== "fresh" || locked === undefined) continue;
    fresh += 1;
    counts[locked.verdict] += 1;
  }
  return { counts, stale, never, fresh };
}
