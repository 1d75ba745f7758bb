import type { StatsSource } from "../../base/stats-source.ts";
import { wideUnitFor } from "../../sql/exact-sum.ts";
import { longestValue } from "./coded.ts";
import type { SideRows } from "./side-sql.ts";
import { classesQuery, largestErrorQuery, mostClasses } from "./sql/scale.ts";
import type { Scale } from "./sql/tally.ts";

/** Finds out how the sides' rows are counted: which classes there are, or how large errors get. */
export async function readScale(source: StatsSource, sides: readonly (SideRows | null)[]): Promise<Scale> {
  const usable = sides.flatMap((side) =>
    side === null || side.lacks.label !== null || side.lacks.decision !== null ? [] : [side.sql],
  );
  const plain: Scale = { classes: [], unit: 1, squareUnit: 1 };
  if (usable.length === 0) return plain;
  if (usable[0]?.task === "multiclass") {
    const names = (await source.rows(classesQuery(usable))).map(({ name }) => name);
    const known = names.length <= mostClasses && names.every((name) => name.length <= longestValue);
    return { ...plain, classes: known ? names : [] };
  }
  if (usable[0]?.task !== "regression") return plain;
  const [{ most } = { most: null }] = await source.rows(largestErrorQuery(usable));
  return { ...plain, unit: wideUnitFor(most ?? 1), squareUnit: wideUnitFor((most ?? 1) ** 2) };
}
