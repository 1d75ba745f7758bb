import { oncePer } from "../base/once-per.ts";
import { rowsOf, type PairedCounts } from "./sorted-counts.ts";

/** What the midranks of two samples among each other add up to, in one pass over the values. */
export interface PairRanks {
  /** Sum of the reference's midranks, counted from 1. */
  readonly rankSum: number;
  /** Σ t³ − t over values that t rows hold. */
  readonly ties: number;
  /** Σ (midrank − place in the own sample)² of each side, the rows of a tie at one place after another. */
  readonly spread: number;
  readonly spreadNow: number;
  /** Σ l/N · (N·M − B·n)² / (B(N−B) − N·l/4) of each side, as `andersonDarling` writes it. */
  readonly weighted: number;
  readonly weightedNow: number;
}

/**
 * The ranks behind Mann-Whitney, Cramér-von Mises and Anderson-Darling.
 * @param pair both samples over the union of their values, at least one row a side. Cost: O(distinct values), once a pair.
 */
export const pairRanks = oncePer((pair: PairedCounts): PairRanks => {
  const { reference: n1, production: n2 } = rowsOf(pair);
  const { values, reference, production } = pair;
  const n = n1 + n2;
  let [rankSum, ties, spread, spreadNow, weighted, weightedNow] = [0, 0, 0, 0, 0, 0];
  let [seen, seenNow] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const inFirst = reference[i] ?? 0;
    const inSecond = production[i] ?? 0;
    const tied = inFirst + inSecond;
    const before = seen + seenNow;
    const midrank = before + (tied + 1) / 2;
    rankSum += inFirst * midrank;
    ties += tied * tied * tied - tied;
    spread += spreadOf(midrank, seen, inFirst);
    spreadNow += spreadOf(midrank, seenNow, inSecond);
    const b = before + tied / 2;
    const m = seen + inFirst / 2;
    const scale = tied / n / (b * (n - b) - (n * tied) / 4);
    const gap = n * m - b * n1;
    const gapNow = n * (b - m) - b * n2;
    weighted += scale * (gap * gap);
    weightedNow += scale * (gapNow * gapNow);
    seen += inFirst;
    seenNow += inSecond;
  }
  return { rankSum, ties, spread, spreadNow, weighted, weightedNow };
});

/** Of `count` tied rows, their places being start+1 .. start+count. */
function spreadOf(midrank: number, start: number, count: number): number {
  const gap = midrank - start - (count + 1) / 2;
  return count * (gap * gap) + (count * (count * count - 1)) / 12;
}
