import type { ChartConfig } from "./config.ts";
import { isNumberType, isTimeType } from "./column-types.ts";
import type { SqlResult } from "./result.ts";

type Need = "number" | "measured" | "any";
type Axis = "x" | "y" | "z";
export type DrawnType = Exclude<ChartConfig["type"], "none">;
/** Indices of result columns; `z` is null for a line without series, `y` for a histogram. */
export interface ChartColumns {
  readonly x: number;
  readonly y: number | null;
  readonly z: number | null;
}

/** What each axis of a chart takes, in the order in which columns are chosen for it. `measured` is a number or a time. */
export const needs: Readonly<Record<DrawnType, readonly (readonly [Axis, Need])[]>> = {
  line: [
    ["y", "number"],
    ["x", "any"],
  ],
  bar: [
    ["y", "number"],
    ["x", "any"],
  ],
  histogram: [["x", "number"]],
  dot: [
    ["x", "measured"],
    ["y", "measured"],
  ],
  heat: [
    ["z", "number"],
    ["x", "any"],
    ["y", "any"],
  ],
};

const words: Readonly<Record<Need, string>> = { number: "numbers", measured: "numbers or times", any: "values" };

/** The columns that a chart draws, or why it can't be drawn, as a sentence. */
export function chartColumns({ columns }: SqlResult, chart: ChartConfig, type: DrawnType): ChartColumns | string {
  const chosen: Record<Axis, number | null> = { x: null, y: null, z: null };
  const series = type === "line" && chart.z !== null ? ([["z", "any"]] as const) : [];
  for (const [axis, need] of [...needs[type], ...series]) {
    const name = chart[axis];
    const index =
      name === null ? firstFree(columns, [axis, need], chosen, chart) : columns.findIndex((one) => one.name === name);
    const column = columns[index];
    if (name !== null && column === undefined) return `The chart’s column "${name}" is not in the result.`;
    if (column === undefined) return `The chart needs one more column of ${words[need]}.`;
    if (!fits(column.type, need)) return `The chart’s column "${column.name}" does not hold ${words[need]}.`;
    chosen[axis] = index;
  }
  return { ...chosen, x: chosen.x ?? 0 };
}

function firstFree(
  columns: SqlResult["columns"],
  [axis, need]: readonly [Axis, Need],
  chosen: Readonly<Record<Axis, number | null>>,
  { x, y, z }: ChartConfig,
): number {
  const isFree = (index: number): boolean =>
    !Object.values(chosen).includes(index) && ![x, y, z].includes(columns[index]?.name ?? null);
  const fitting = columns.flatMap(({ type }, index) => (isFree(index) && fits(type, need) ? [index] : []));
  // Of two numbers, the first is what one counts by: `SELECT week, score`.
  const isPaired = axis !== "x" && need === "number" && fitting.length === columns.length;
  return fitting[isPaired ? fitting.length - 1 : 0] ?? -1;
}

export function fits(type: string, need: Need): boolean {
  if (need === "any") return true;
  return isNumberType(type) || (need === "measured" && isTimeType(type));
}
