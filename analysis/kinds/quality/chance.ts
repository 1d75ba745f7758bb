import { benjaminiHochberg } from "../../stats/benjamini-hochberg.ts";
import { outsideRangeP } from "../../stats/outside-range.ts";
import { twoProportionP } from "../../stats/two-proportion.ts";
import type { Check } from "./result.ts";

/** Level at which a share of rows counts as changed, over all shares that the cell compares. */
const alpha = 0.05;

/** The chance of a change as large when both sides are one population; nothing where two sides were not compared. */
function chanceOf({ check, unit, difference, level, of: { reference, production } }: Check): number | null {
  if (unit !== "share" || difference === null || level === "low_n" || !reference || !production) return null;
  if (reference.rows === 0 || production.rows === 0) return null;
  // A fresh sample always leaves the range of an old one a little: no value outside is not what chance gives.
  if (check === "out_of_range") return outsideRangeP(production.hits, reference.rows, production.rows);
  return twoProportionP(reference, production);
}

/**
 * The checks with those taken back to a pass whose change chance explains: their test, adjusted by Benjamini-Hochberg over
 * every share that the cell compares, is above 5 %. Many columns of few rows would alarm by chance alone.
 */
export function clearOfChance(checks: readonly Check[]): readonly Check[] {
  const chances = checks.map(chanceOf);
  const tested = chances.flatMap((p, index) => (p === null ? [] : [index]));
  const adjusted = benjaminiHochberg(tested.map((index) => chances[index] ?? 1));
  const byChance = new Set(tested.filter((_, place) => (adjusted[place] ?? 0) > alpha));
  return checks.map((check, index) =>
    byChance.has(index) && (check.level === "warn" || check.level === "fail")
      ? { ...check, level: "pass", since: null, where: null }
      : check,
  );
}
