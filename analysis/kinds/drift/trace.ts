import type { StatsSource } from "../../base/stats-source.ts";
import { fromInstant } from "./affected.ts";
import type { Frame } from "./frame.ts";
import type { Where } from "./result.ts";
import { inGroup } from "./sql/group-values.ts";
import { traceGroups } from "./trace-groups.ts";
import { fullyAffectedFrom, traced, traceWindows, type BinnedColumn, type WindowTrace } from "./trace-windows.ts";

/** When and where a column moved. */
export interface DriftTrace {
  readonly windows: WindowTrace | null;
  readonly where: Where | null;
  /** Start of the first window of the drift: of the group's where it sits in one, else of all rows. */
  readonly since: string | null;
  /** The affected rows of production as predicates: the group's, and those since every row is affected. */
  readonly affected: { readonly group: string | null; readonly since: string | null };
  /** The column is beyond the reference's noise, or some windows are beyond a line. */
  readonly moved: boolean;
}

const startAt = (trace: WindowTrace | null, index: (trace: WindowTrace) => number): string | null =>
  trace?.windows[index(trace)]?.start ?? null;
const firstOf = ({ first }: WindowTrace): number => first;

/** Groups are only asked about a drift beyond the reference's noise, and over the rows since it began. */
export async function traceDrift(
  source: StatsSource,
  column: BinnedColumn,
  frame: Frame,
  psi: unknown,
): Promise<DriftTrace> {
  const windows = await traceWindows(source, column, frame);
  const moved = Number(psi) > column.noise.psi[1] || (windows?.first ?? -1) >= 0;
  const from = (start: string | null): string | null =>
    frame.time && start ? fromInstant(frame.time.column, start) : null;
  const full = startAt(windows, fullyAffectedFrom);
  const overall = { windows, since: startAt(windows, firstOf), moved };
  const found = moved ? await traceGroups(source, column, frame, frame.time && full) : null;
  if (found === null) return { ...overall, where: null, affected: { group: null, since: from(full) } };
  const group = inGroup(found.where.column, found.where.value);
  const inside = found.windows && traced(found.windows, found.reference, column, frame);
  return {
    ...{ ...overall, where: found.where },
    since: startAt(inside, firstOf) ?? overall.since,
    affected: { group, since: from(startAt(inside, fullyAffectedFrom) ?? full) },
  };
}
