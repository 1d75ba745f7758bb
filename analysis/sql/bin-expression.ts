import { doubleLiteral, identifier, textLiteral } from "./quote.ts";

/** The bin of missing values in every counting query. */
const missingBin = -1;

/**
 * SQL: what stands at the place of `value` among ascending `edges`, place 0 below the first. By halving, so that a value meets
 * the logarithm of the edges. The value must not be null or NaN.
 */
export function placeSql(value: string, edges: readonly number[], at: (place: number) => string): string {
  const between = (first: number, last: number): string => {
    if (first === last) return at(first);
    const middle = (first + last) >> 1;
    const below = `${value} < ${doubleLiteral(edges[middle] ?? 0)}`;
    return `CASE WHEN ${below} THEN ${between(first, middle)} ELSE ${between(middle + 1, last)} END`;
  };
  return between(0, edges.length);
}

/** The number of a value's open bin between ascending `edges` (0 below the first), or −1 for null and NaN. Infinities fall in the outer bins. */
export function numberBin(column: string, edges: readonly number[]): string {
  const value = `CAST(${identifier(column)} AS DOUBLE)`;
  return `CASE WHEN ${value} IS NULL OR isnan(${value}) THEN ${missingBin} ELSE ${placeSql(value, edges, String)} END`;
}

/** The place of a category in a list, the list's length for any other, or −1 for null. */
export function categoryBin(column: string, categories: readonly string[]): string {
  const value = `CAST(${identifier(column)} AS VARCHAR)`;
  const steps = categories.map((category, bin) => `WHEN ${value} = ${textLiteral(category)} THEN ${bin}`);
  return `CASE WHEN ${value} IS NULL THEN ${missingBin} ${steps.join(" ")} ELSE ${categories.length} END`;
}
