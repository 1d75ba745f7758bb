import { doubleLiteral, identifier, textLiteral } from "../../sql/quote.ts";
import { formatNumber } from "../../base/format.ts";
import type { ContextColumn } from "../context.ts";

/** A column as a few whole numbers: 0 is missing, then its values or bins, then all other values together. */
export interface Coded {
  readonly column: string;
  /** By code. */
  readonly labels: readonly string[];
  /** A condition in words, by code: `age = 18-25`, `income ≤ 1,200`. */
  readonly texts: readonly string[];
  /** The code of all values that have none of their own. */
  readonly pooled: number | null;
  /** How many values that are, where it is known. */
  readonly pooledValues: number;
  /** The code as an SQL expression over the relation. */
  readonly sql: string;
}

/** Longer values are not named, nor sent back to the engine. */
export const longestValue = 200;

const clipped = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/** Labels tell values apart, so those that look alike get a number. */
function unique(labels: readonly string[]): readonly string[] {
  const seen = new Map([missing, others].map((label) => [label, 1]));
  return labels.map((label) => {
    const times = (seen.get(label) ?? 0) + 1;
    seen.set(label, times);
    return times === 1 ? label : `${label} (${times})`;
  });
}

const missing = "(missing)";
const others = "(other values)";

/** Text and truth values, and numbers with few values. */
export function codedValues(column: ContextColumn, values: readonly (string | number)[], all: number): Coded {
  const { name } = column;
  const named = unique(values.map((value) => (typeof value === "number" ? formatNumber(value) : clipped(value))));
  const cases = values.map((value, index) => {
    const literal = typeof value === "number" ? doubleLiteral(value) : textLiteral(value);
    return `WHEN ${valueSql(column)} = ${literal} THEN ${index + 1}`;
  });
  const pooled = values.length + 1;
  return {
    column: name,
    labels: [missing, ...named, others],
    texts: [`${name} is missing`, ...named.map((value) => `${name} = ${value}`), `${name} is another value`],
    ...{ pooled, pooledValues: all - values.length },
    sql: `CASE WHEN ${missingSql(column)} THEN 0 ${cases.join(" ")} ELSE ${pooled} END`,
  };
}

/** @param edges ascending and distinct: bin k holds the values up to and with edge k, the last bin the rest */
export function codedBins(column: ContextColumn, edges: readonly number[]): Coded {
  const { name } = column;
  const cases = edges.map((edge, index) => `WHEN ${valueSql(column)} <= ${doubleLiteral(edge)} THEN ${index + 1}`);
  const shown = edges.map(formatNumber);
  const inner = shown.slice(1).map((edge, index) => `> ${shown[index] ?? ""} and ≤ ${edge}`);
  const labels = [`≤ ${shown[0] ?? ""}`, ...inner, `> ${shown[shown.length - 1] ?? ""}`];
  return {
    column: name,
    labels: [missing, ...labels],
    texts: [`${name} is missing`, ...labels.map((label) => `${name} ${label}`)],
    ...{ pooled: null, pooledValues: 0 },
    sql: `CASE WHEN ${missingSql(column)} THEN 0 ${cases.join(" ")} ELSE ${edges.length + 1} END`,
  };
}

/** A column's value as it is compared: numbers as DOUBLE, all else as text. */
export const valueSql = ({ name, type }: Pick<ContextColumn, "name" | "type">): string =>
  `CAST(${identifier(name)} AS ${type === "number" ? "DOUBLE" : "VARCHAR"})`;

const missingSql = (column: ContextColumn): string =>
  `${identifier(column.name)} IS NULL${column.type === "number" ? ` OR isnan(${valueSql(column)})` : ""}`;

/** Words for several conditions: `age = 18-25 and region = east`. */
export const allOf = (texts: readonly string[]): string => texts.join(" and ");
