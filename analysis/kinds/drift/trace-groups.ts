import type { StatsSource } from "../../base/stats-source.ts";
import type { Frame } from "./frame.ts";
import { concentration, type GroupBins, type Concentration } from "./groups.ts";
import { groupCounts, mostGroups, type GroupRow } from "./sql/group-counts.ts";
import type { BinnedColumn } from "./trace-windows.ts";

/** Where in the model's groups the drift sits, when one group stands out; `since` leaves production's earlier rows out. */
export async function traceGroups(
  source: StatsSource,
  column: BinnedColumn,
  frame: Frame,
  since: string | null,
): Promise<Concentration | null> {
  const found: Concentration[] = [];
  for (const group of frame.groups.filter((name) => name !== column.name)) {
    const rows = await source.rows(groupCounts(group, column.sql, { label: column.name, since }));
    const one = concentration(group, groupBins(rows, column.reference.length - 1), column.noise, frame);
    if (one !== null) found.push(one);
  }
  return found.reduce<Concentration | null>(
    (best, one) => (best === null || contrast(one) > contrast(best) ? one : best),
    null,
  );
}

const contrast = ({ where }: Concentration): number => where.psi - (where.elsewhere ?? 0);

function groupBins(rows: readonly GroupRow[], bins: number): readonly GroupBins[] {
  const byValue = new Map<string, GroupBins>();
  for (const { value, bin, reference, production } of rows) {
    const blank = { value, reference: new Float64Array(bins + 1), production: new Float64Array(bins + 1) };
    const group = byValue.get(value) ?? blank;
    group.reference[bin < 0 ? bins : bin] = reference;
    group.production[bin < 0 ? bins : bin] = production;
    byValue.set(value, group);
  }
  return byValue.size > mostGroups ? [] : [...byValue.values()];
}
