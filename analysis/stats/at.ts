/** The entry at `index`, or 0 beyond the ends: what an absent count means, and what the compiler wants said. */
export const at = (list: ArrayLike<number>, index: number): number => list[index] ?? 0;
