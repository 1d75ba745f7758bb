import { pairGaps } from "./pair-gaps.ts";
import type { PairedCounts } from "./sorted-counts.ts";

/**
 * Energy distance of two samples, as scipy scales it.
 *   √( 2 ∫ (F(x) − G(x))² dx )
 * @param pair both samples over the union of their values, at least one row a side
 * @returns ≥ 0, in the square root of the column's unit
 * Source: Székely & Rizzo (2013); scipy 1.17 `energy_distance`. Cost: O(distinct values).
 */
export const energyDistance = (pair: PairedCounts): number => Math.sqrt(2 * pairGaps(pair).squaredArea);
