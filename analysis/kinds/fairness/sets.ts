/** All ways to choose `size` of the items, in the order of the items. */
export function choose<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) => choose(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]));
}

/** All ways to choose 1 to `depth` of the items, single ones first. */
export const chooseUpTo = <T>(items: readonly T[], depth: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.min(depth, items.length) }, (_, index) => choose(items, index + 1)).flat();
