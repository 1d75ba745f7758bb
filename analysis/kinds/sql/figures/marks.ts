import { formatNumber } from "../../../base/format.ts";

export type MarkValue = number | string | Date | null;

/** One row as a chart sees it. */
export interface Mark {
  readonly x: MarkValue;
  readonly y: MarkValue;
  readonly z: MarkValue;
}

export interface Drawing {
  readonly marks: readonly Mark[];
  readonly labels: { readonly x: string; readonly y: string; readonly z: string };
  readonly axes: { readonly x: AxisKind; readonly y: AxisKind };
}

export type AxisKind = "number" | "time" | "text";

export const markText = (value: MarkValue): string => {
  if (value instanceof Date)
    return value
      .toISOString()
      .replace("T", " ")
      .replace(/(?: 00:00:00)?\.000Z$/, "");
  return typeof value === "number" ? formatNumber(value) : (value ?? "–");
};

const longest = 24;
export const short = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
export const room = (texts: readonly string[]): number =>
  Math.max(64, 20 + 6.6 * Math.max(0, ...texts.map((text) => short(text).length)));

/** Distinct values as text, in the order in which the rows bring them. */
export const distinct = (values: readonly MarkValue[]): readonly string[] => [...new Set(values.map(markText))];

/** A tooltip: each labelled value on its line. */
export const tipText = (mark: Mark, labels: Drawing["labels"]): string =>
  (["x", "y", "z"] as const)
    .filter((axis) => labels[axis] !== "")
    .map((axis) => `${labels[axis]}  ${markText(mark[axis])}`)
    .join("\n");

const scales = { number: "linear", time: "utc", text: "point" } as const;
export const scaleOf = (axis: AxisKind): "linear" | "utc" | "point" => scales[axis];

export const extent = (values: readonly MarkValue[]): readonly [number, number] => {
  const numbers = values.map(Number);
  return numbers.reduce<readonly [number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
};
