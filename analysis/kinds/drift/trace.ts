import type { StatsSource } from "../../base/stats-source.ts";
import { fromInstant } from "./affected.ts";
import type { Frame } from "./frame.ts";
import type { Where } from "./result.ts";
import { inGroup } from "./sql/group-counts.ts";
import { traceGroups } from "./trace-groups.ts";
import { fullyAffectedFrom, traceWindows, type BinnedColumn, type WindowTrace } from "./trace-windows.ts";

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

const startAt = (trace: WindowTrace | null, index: number): string | null => trace?.windows[index]?.start ?? null;

/** Groups are only asked about a drift beyond the reference's noise, and over the rows since it began. */
export async function traceDrift(
  source: StatsSource,
  column: BinnedColumn,
  frame: Frame,
  psi: unknown,
): Promise<DriftTrace> {
  const windows = await traceWindows(source, column, frame);
  const moved = Number(psi) > column.noise.psi[1] || (windows !== null && windows.first >= 0);
  const fromTime = (start: string | null): string | null =>
    frame.time && start ? fromInstant(frame.time.column, start) : null;
  const all = {
    since: startAt(windows, windows?.first ?? -1),
    full: startAt(windows, windows ? fullyAffectedFrom(windows) : -1),
  };
  const found = moved ? await traceGroups(source, column, frame, fromTime(all.full)) : null;
  if (found === null)
    return { windows, where: null, since: all.since, affected: { group: null, since: fromTime(all.full) }, moved };
  const group = inGroup(found.where.column, found.where.value);
  const inside = await traceWindows(source, column, frame, { where: group, reference: found.reference });
  const full = startAt(inside, inside ? fullyAffectedFrom(inside) : -1) ?? all.full;
  const since = startAt(inside, inside?.first ?? -1) ?? all.since;
  return { windows, where: found.where, since, affected: { group, since: fromTime(full) }, moved };
}
