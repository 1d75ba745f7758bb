import type { LossSums } from "../../../stats/probability-loss.ts";
import { losesMore } from "./search.ts";
import { sumOf, type Candidate, type MaskCell } from "./slice.ts";

/** One-sided p by which rows that no picked slice has must still stand out. */
const standsOut = 0.01;
/** What is left of a slice without one of its parts counts as explained by that part below this share of its excess. */
const explained = 0.2;

interface Given {
  readonly cells: readonly MaskCell[];
  /** Bit i of the masks is candidate i, those with the largest contribution first. */
  readonly candidates: readonly Candidate[];
  readonly minRows: number;
}

/**
 * The candidates that tell something of their own: one after the other, those whose rows outside all picked slices still lose
 * more than the rows outside them, and that are not explained by a smaller candidate.
 * @param cells overlaps of the candidates in the searched half
 * @returns places in `candidates`
 */
export function pick({ cells, candidates, minRows }: Given): readonly number[] {
  const picked: number[] = [];
  const has = ({ mask }: MaskCell, place: number): boolean => (mask & (1 << place)) !== 0;
  candidates.forEach((_, place) => {
    const free = cells.filter((cell) => !picked.some((other) => has(cell, other)));
    const own = sumOf(free, (cell) => has(cell, place));
    const rest = sumOf(free, (cell) => !has(cell, place));
    if (own.rows < minRows || rest.rows < minRows || !losesMore(own, rest, standsOut)) return;
    const byPart = candidates.some((_, other) => {
      if (other === place || picked.includes(other)) return false;
      const part = sumOf(free, (cell) => has(cell, other));
      const left = sumOf(free, (cell) => has(cell, place) && !has(cell, other));
      const outside = sumOf(free, (cell) => !has(cell, place) && !has(cell, other));
      return part.rows < own.rows && isExplained({ own, rest, part, left, outside });
    });
    if (!byPart) picked.push(place);
  });
  return picked;
}

interface Parts {
  readonly own: LossSums;
  readonly rest: LossSums;
  readonly part: LossSums;
  readonly left: LossSums;
  readonly outside: LossSums;
}

const mean = ({ rows, sum }: LossSums): number => (rows === 0 ? 0 : sum / rows);

/** Most of the slice's rows remain, and these hardly lose more than rows outside both. */
function isExplained({ own, rest, part, left, outside }: Parts): boolean {
  if (left.rows === 0 || outside.rows === 0) return false;
  const excess = mean(own) - mean(rest);
  return mean(left) - mean(outside) < explained * excess && mean(part) > mean(own);
}
