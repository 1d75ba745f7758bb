import type { CrossCounts, StatsSource } from "../../base/stats-source.ts";
import type { Frame, GroupColumn } from "./frame.ts";
import { concentration, type Concentration, type GroupBins } from "./groups.ts";
import { mostGroups } from "./sql/group-values.ts";
import { startOfKey, windowKey } from "./sql/window-key.ts";
import { mostCells, type BinnedColumn } from "./trace-windows.ts";
import { windowBins, type WindowBins } from "./windows.ts";

/** Where the drift sits, and that group's windows, if there is a time. */
export interface GroupTrace extends Concentration {
  readonly windows: readonly WindowBins[] | null;
}

/** One group column's rows of production, by group and by window and group. */
interface Production {
  readonly all: CrossCounts;
  readonly byWindow: CrossCounts | null;
}

/**
 * Where in the model's groups the drift sits, when one group stands out. Each side is read once for all group columns.
 * @param since the start of a window: production's earlier rows are left out
 */
export async function traceGroups(
  source: StatsSource,
  column: BinnedColumn,
  frame: Frame,
  since: string | null,
): Promise<GroupTrace | null> {
  const groups = (await frame.groups(source)).filter(({ name }) => name !== column.name);
  if (groups.length === 0) return null;
  const keys = groups.map(({ key }) => [key]);
  const asked = { ...column.bins, maxCells: mostCells };
  const time = frame.time === null ? [] : [windowKey(frame.time)];
  const [reference, production] = await Promise.all([
    source.crossCounts({ ...asked, relation: "reference", crossings: keys }),
    source.crossCounts({
      ...{ ...asked, relation: "production" },
      crossings: [...keys, ...time.flatMap((window) => keys.map((key) => [window, ...key]))],
    }),
  ]);
  const found = groups.flatMap((group, index) => {
    const [before, all] = [reference[index], production[index]];
    const byWindow = production[groups.length + index] ?? null;
    if (before === undefined || all === undefined) return [];
    const one = standingOut(group, before, { all, byWindow }, { column, frame, since });
    return one === null ? [] : [one];
  });
  return found.reduce<GroupTrace | null>(
    (best, one) => (best === null || contrast(one) > contrast(best) ? one : best),
    null,
  );
}

const contrast = ({ where }: Concentration): number => where.psi - (where.elsewhere ?? 0);

interface Asked {
  readonly column: BinnedColumn;
  readonly frame: Frame;
  readonly since: string | null;
}

function standingOut(
  { name, values }: GroupColumn,
  reference: CrossCounts,
  { all, byWindow }: Production,
  { column, frame, since }: Asked,
): GroupTrace | null {
  const bins = column.bins.edges.length + 2;
  const production = since === null || byWindow === null ? all : sinceWindow(byWindow, since, bins);
  const counted = values
    .map((value, index) => ({
      value,
      reference: binsAt(reference, index + 1, bins),
      production: binsAt(production, index + 1, bins),
    }))
    .filter((group): group is GroupBins => group.reference !== null || group.production !== null)
    .map(({ value, ...sides }) => ({
      value,
      reference: sides.reference ?? new Float64Array(bins),
      production: sides.production ?? new Float64Array(bins),
    }));
  const one = counted.length > mostGroups ? null : concentration(name, counted, column.noise, frame);
  if (one === null) return null;
  const place = byWindow?.keys[1]?.indexOf(values.indexOf(one.where.value) + 1) ?? -1;
  return { ...one, windows: byWindow === null ? null : place < 0 ? [] : windowBins(byWindow, place) };
}

/** A group's rows by bin, or nothing when it has none. */
function binsAt({ keys, counts }: CrossCounts, group: number, bins: number): Float64Array | null {
  const place = keys[0]?.indexOf(group) ?? -1;
  return place < 0 ? null : counts.subarray(place * bins, (place + 1) * bins);
}

/** Rows by group of the windows that do not begin before `since`; groups without any are left out. */
function sinceWindow({ keys, counts }: CrossCounts, since: string, bins: number): CrossCounts {
  const [days = new Float64Array(), groups = new Float64Array()] = keys;
  const width = groups.length * bins;
  const sums = new Float64Array(width);
  days.forEach((day, window) => {
    if (startOfKey(day) < since) return;
    for (let cell = 0; cell < width; cell++) sums[cell] = (sums[cell] ?? 0) + (counts[window * width + cell] ?? 0);
  });
  const present = Array.from(groups, (_, place) => place).filter((place) =>
    sums.subarray(place * bins, (place + 1) * bins).some((rows) => rows > 0),
  );
  return {
    keys: [Float64Array.from(present, (place) => groups[place] ?? 0)],
    counts: Float64Array.from(present.flatMap((place) => [...sums.subarray(place * bins, (place + 1) * bins)])),
  };
}
