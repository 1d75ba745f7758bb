import type { Coded } from "./coded.ts";
import type { Curve, Group } from "./result.ts";
import { steps, type ScoreRow } from "./sql/counts.ts";

/** Curves of one column are those of so many groups. */
const mostGroups = 4;
const severity: Readonly<Record<string, number>> = { fail: 0, warn: 1, pass: 2 };

/** Rows that each threshold would select, for the groups of a column that stand out most, then those with most rows. */
export function curvesOf(column: Coded, rows: readonly ScoreRow[], groups: readonly Group[]): readonly Curve[] {
  const named = groups
    .filter((group) => group.columns.length === 1 && group.columns[0] === column.column && group.counts.production)
    .sort(
      (a, b) =>
        (severity[a.level] ?? 3) - (severity[b.level] ?? 3) ||
        (b.counts.production?.rows ?? 0) - (a.counts.production?.rows ?? 0),
    );
  return named.slice(0, mostGroups).flatMap((group): Curve[] => {
    const [value = ""] = group.values;
    const own = rows.filter(({ cell }) => column.labels[cell] === value);
    const of = (keep: (label: number | null) => boolean): number[] => cumulated(own.filter(({ label }) => keep(label)));
    const [above, positives, negatives] = [of(() => true), of((label) => label === 1), of((label) => label === 0)];
    if ((above[0] ?? 0) === 0) return [];
    return [
      {
        ...{ column: column.column, value, text: group.text, rows: above[0] ?? 0 },
        ...{ positives: positives[0] ?? 0, negatives: negatives[0] ?? 0 },
        ...{ above, true_positives: positives, false_positives: negatives },
      },
    ];
  });
}

/** Rows at or above each threshold. */
function cumulated(rows: readonly ScoreRow[]): number[] {
  const counts = new Array<number>(steps + 1).fill(0);
  for (const { step, n } of rows) counts[step] = (counts[step] ?? 0) + n;
  for (let step = steps - 1; step >= 0; step--) counts[step] = (counts[step] ?? 0) + (counts[step + 1] ?? 0);
  return counts;
}
