import { doubleLiteral, identifier, textLiteral } from "./quote.ts";
import { stepSql } from "./step-sql.ts";

/** The bin of missing values in every counting query. */
const missingBin = -1;

/** The number of a value's open bin between ascending `edges` (0 below the first), or −1 for null and NaN. Infinities fall in the outer bins. */
export function numberBin(column: string, edges: readonly number[]): string {
  const value = `CAST(${identifier(column)} AS DOUBLE)`;
  return `CASE WHEN ${value} IS NULL OR isnan(${value}) THEN ${missingBin} ELSE ${stepSql(value, edges, doubleLiteral)} END`;
}

/** The place of a category in a list, the list's length for any other, or −1 for null. */
export function categoryBin(column: string, categories: readonly string[]): string {
  const value = `CAST(${identifier(column)} AS VARCHAR)`;
  const steps = categories.map((category, bin) => `WHEN ${value} = ${textLiteral(category)} THEN ${bin}`);
  return `CASE WHEN ${value} IS NULL THEN ${missingBin} ${steps.join(" ")} ELSE ${categories.length} END`;
}

/**
 * The place of a value's text in a list from 1 on, 0 for any other, null for null. One look a row where `categoryBin` compares
 * once a category, which takes several times as long.
 */
export const placeInList = (column: string, texts: readonly string[]): string =>
  texts.length === 0
    ? `CASE WHEN ${identifier(column)} IS NOT NULL THEN 0 END`
    : `list_position([${texts.map(textLiteral).join(", ")}], CAST(${identifier(column)} AS VARCHAR))`;
