import { sumOfBoth, type Candidate, type Overlap } from "./slice.ts";
import { excessMean, losesMore, type SliceSums } from "./sums.ts";

/** One-sided p by which rows that no picked slice has must still stand out. */
const standsOut = 0.01;
/** What is left of a slice without one of its parts counts as explained by that part below this share of its excess. */
const explained = 0.2;

interface Given {
  readonly cells: readonly Overlap[];
  /** Bit i of the masks is candidate i, those with the largest contribution first. */
  readonly candidates: readonly Candidate[];
  readonly minRows: number;
}

/**
 * The candidates that tell something of their own: one after the other, those whose rows outside all picked slices still lose
 * more than the rows outside them, and that are not explained by a smaller candidate.
 * @param cells overlaps of the candidates in the searched halves
 * @returns places in `candidates`
 */
export function pick({ cells, candidates, minRows }: Given): readonly number[] {
  const picked: number[] = [];
  const has = ({ mask }: Overlap, place: number): boolean => (mask & (1 << place)) !== 0;
  candidates.forEach((_, place) => {
    const free = cells.filter((cell) => !picked.some((other) => has(cell, other)));
    const own = sumOfBoth(free, (cell) => has(cell, place));
    const rest = sumOfBoth(free, (cell) => !has(cell, place));
    if (Math.min(own.production.rows, rest.production.rows) < minRows) return;
    if (!losesMore(own, rest, { p: standsOut, least: minRows })) return;
    const byPart = candidates.some((_, other) => {
      if (other === place || picked.includes(other)) return false;
      const part = sumOfBoth(free, (cell) => has(cell, other));
      const left = sumOfBoth(free, (cell) => has(cell, place) && !has(cell, other));
      const outside = sumOfBoth(free, (cell) => !has(cell, place) && !has(cell, other));
      return part.production.rows < own.production.rows && isExplained({ own, rest, part, left, outside }, minRows);
    });
    if (!byPart) picked.push(place);
  });
  return picked;
}

interface Parts {
  readonly own: SliceSums;
  readonly rest: SliceSums;
  readonly part: SliceSums;
  readonly left: SliceSums;
  readonly outside: SliceSums;
}

/** Most of the slice's rows remain, and these hardly lose more than rows outside both. */
function isExplained({ own, rest, part, left, outside }: Parts, least: number): boolean {
  if (left.production.rows === 0 || outside.production.rows === 0) return false;
  const [whole, remains] = [excessMean(own, rest, least), excessMean(left, outside, least)];
  return remains < explained * whole && excessMean(part, own, least) > 0;
}
