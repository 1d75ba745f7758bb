import type { Side } from "../binary-columns.ts";
import type { Coded } from "./coded.ts";
import { addCounts, type Counts } from "./counts.ts";
import type { BySide, GroupsPart, Cross } from "./parts.ts";
import { codesOf } from "./sql/counts.ts";

/** One group: a value of each of some columns. */
export interface CubeGroup {
  readonly columns: readonly Coded[];
  readonly codes: readonly number[];
  readonly counts: BySide<Counts>;
}

/** All rows of both sides, whatever their group. */
export function overallOf({ crosses, none }: GroupsPart): BySide<Counts> {
  const total = (side: Side): Counts | null => {
    const rows = crosses.find((cross) => cross.rows[side] !== null)?.rows[side];
    return rows ? rows.reduce((sum, row) => addCounts(sum, row.counts), none) : null;
  };
  return { reference: total("reference"), production: total("production") };
}

/** The groups that some columns make together, summed from the first cross product that has them all. */
export function groupsOf(columns: readonly Coded[], { crosses, none }: GroupsPart): readonly CubeGroup[] {
  const cross = crosses.find((one) => columns.every((column) => one.columns.includes(column)));
  if (cross === undefined) return [];
  const places = columns.map((column) => cross.columns.indexOf(column));
  const sides = { reference: sumBy(cross, places, "reference"), production: sumBy(cross, places, "production") };
  const keys = new Set([...(sides.production?.keys() ?? []), ...(sides.reference?.keys() ?? [])]);
  return [...keys].map((key) => ({
    columns,
    codes: key.split(",").map(Number),
    counts: {
      reference: sides.reference && (sides.reference.get(key) ?? none),
      production: sides.production && (sides.production.get(key) ?? none),
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
    const known = found.get(key);
    found.set(key, known === undefined ? row.counts : addCounts(known, row.counts));
  }
  return found;
}

export const isPooled = ({ columns, codes }: CubeGroup): boolean =>
  columns.some(({ pooled }, place) => codes[place] === pooled);
