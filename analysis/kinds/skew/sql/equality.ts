import { doubleLiteral } from "../../../sql/quote.ts";
import type { SkewConfig } from "../config.ts";
import type { Comparison } from "../pairing.ts";

export type Tolerance = SkewConfig["tolerance"];

/**
 * Two numbers are equal when they are the same, infinities included, or differ by at most the larger of the absolute
 * tolerance and the relative one times the larger of their sizes. Never null where neither is.
 */
export const closeSql = (a: string, b: string, { relative, absolute }: Tolerance): string =>
  `(${a} = ${b} OR (isfinite(${a}) AND isfinite(${b}) AND abs(${a} - ${b}) <= greatest(${doubleLiteral(absolute)}, ` +
  `${doubleLiteral(relative)} * greatest(abs(${a}), abs(${b})))))`;

/** Whether two present values are equal. Text that is no number is equal to none. */
export function equalSql(a: string, b: string, as: Comparison, tolerance: Tolerance): string {
  return as === "number" || as === "parsed" ? closeSql(a, b, tolerance) : `(${a} = ${b})`;
}

/** A joined row's value differs: present on one side only, or on both and not equal. Never null. */
export const differsSql = (index: number, as: Comparison, tolerance: Tolerance): string => {
  const [a, b] = [`t${index}`, `s${index}`];
  return `CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN (${a} IS NULL) <> (${b} IS NULL) ELSE NOT ${equalSql(a, b, as, tolerance)} END`;
};
