import type { Side } from "../binary-columns.ts";
import type { Coded } from "./coded.ts";
import { addCounts, noCounts, type Counts } from "./measures.ts";
import type { BySide, Cross } from "./parts.ts";
import { codesOf, type CellRow } from "./sql/counts.ts";

/** One group: a value of each of some columns. */
export interface CubeGroup {
  readonly columns: readonly Coded[];
  readonly codes: readonly number[];
  readonly counts: BySide<Counts>;
}

/** What one row of a query counts. */
export function countsOf({ label, decision, n, scored, scores }: Omit<CellRow, "cell">): Counts {
  const both = label !== null && decision !== null;
  const is = (wantedLabel: number, wantedDecision: number): number =>
    both && label === wantedLabel && decision === wantedDecision ? n : 0;
  return {
    rows: n,
    decided: decision === null ? 0 : n,
    selected: decision === 1 ? n : 0,
    ...{ tp: is(1, 1), fp: is(0, 1), fn: is(1, 0), tn: is(0, 0) },
    ...{ scored, positives: label === 1 ? scored : 0, scores },
  };
}

/** All rows of both sides, whatever their group. */
export function overallOf(crosses: readonly Cross[]): BySide<Counts> {
  const total = (side: Side): Counts | null => {
    const rows = crosses.find((cross) => cross.rows[side] !== null)?.rows[side];
    return rows ? rows.reduce((sum, row) => addCounts(sum, countsOf(row)), noCounts) : null;
  };
  return { reference: total("reference"), production: total("production") };
}

/** The groups that some columns make together, summed from the first cross product that has them all. */
export function groupsOf(columns: readonly Coded[], crosses: readonly Cross[]): readonly CubeGroup[] {
  const cross = crosses.find((one) => columns.every((column) => one.columns.includes(column)));
  if (cross === undefined) return [];
  const places = columns.map((column) => cross.columns.indexOf(column));
  const sides = { reference: sumBy(cross, places, "reference"), production: sumBy(cross, places, "production") };
  const keys = new Set([...(sides.production?.keys() ?? []), ...(sides.reference?.keys() ?? [])]);
  return [...keys].map((key) => ({
    columns,
    codes: key.split(",").map(Number),
    counts: {
      reference: sides.reference && (sides.reference.get(key) ?? noCounts),
      production: sides.production && (sides.production.get(key) ?? noCounts),
    },
  }));
}

function sumBy({ columns, rows }: Cross, places: readonly number[], side: Side): ReadonlyMap<string, Counts> | null {
  const given = rows[side];
  if (given === null) return null;
  const found = new Map<string, Counts>();
  for (const row of given) {
    const codes = codesOf(row.cell, columns);
    const key = places.map((place) => codes[place] ?? 0).join(",");
    found.set(key, addCounts(found.get(key) ?? noCounts, countsOf(row)));
  }
  return found;
}

export const isPooled = ({ columns, codes }: CubeGroup): boolean =>
  columns.some(({ pooled }, place) => codes[place] === pooled);
