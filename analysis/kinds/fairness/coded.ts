import { formatNumber } from "../../base/format.ts";
import { codedValueSql, codeSql, type CodedFeature } from "../coded-column.ts";
import type { ContextColumn } from "../context.ts";

/** A column as a few whole numbers, in words: its values or bins, then all other values together, and last what is missing. */
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
  /**
   * For a column with few values: the value as SQL, and the code of a value that was computed before. Rows are then grouped
   * by the value as it is, and only the groups get a code.
   */
  readonly few: { readonly value: string; readonly codeOf: (value: string) => string } | null;
}

/** Longer values are not named, nor sent back to the engine. */
export const longestValue = 200;
/** A column with more values is grouped by its code. */
const fewValues = 200;

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
  const feature = featureOf(column, values);
  const named = unique(values.map((value) => (typeof value === "number" ? formatNumber(value) : clipped(value))));
  return {
    column: name,
    labels: [...named, others, missing],
    texts: [...named.map((value) => `${name} = ${value}`), `${name} is another value`, `${name} is missing`],
    ...{ pooled: values.length, pooledValues: all - values.length, sql: codeSql(feature, String) },
    few: all > fewValues ? null : { value: codedValueSql(feature), codeOf: (value) => codeSql(feature, String, value) },
  };
}

function featureOf({ name, type }: ContextColumn, values: readonly (string | number)[]): CodedFeature {
  const shared = { column: name, kind: "categorical" } as const;
  if (type === "number") return { ...shared, numbers: values.filter((value) => typeof value === "number") };
  return { ...shared, values: values.map(String) };
}

/** @param edges ascending and distinct: bin k holds the values up to and with edge k, the last bin the rest */
export function codedBins({ name }: ContextColumn, edges: readonly number[]): Coded {
  const shown = edges.map(formatNumber);
  const inner = shown.slice(1).map((edge, index) => `> ${shown[index] ?? ""} and ≤ ${edge}`);
  const labels = [`≤ ${shown[0] ?? ""}`, ...inner, `> ${shown[shown.length - 1] ?? ""}`];
  return {
    column: name,
    labels: [...labels, missing],
    texts: [...labels.map((label) => `${name} ${label}`), `${name} is missing`],
    ...{ pooled: null, pooledValues: 0, few: null },
    sql: codeSql({ column: name, kind: "numeric", cuts: edges, cutsIn: "below" }, String),
  };
}

/** Words for several conditions: `age = 18-25 and region = east`. */
export const allOf = (texts: readonly string[]): string => texts.join(" and ");
