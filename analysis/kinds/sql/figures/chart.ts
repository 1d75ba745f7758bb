import { formatCount } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { chartColumns, type ChartColumns, type DrawnType } from "../chart-columns.ts";
import { isNumberType, isTimeType } from "../column-types.ts";
import type { ChartConfig } from "../config.ts";
import type { SqlResult } from "../result.ts";
import { bars } from "./bars.ts";
import { dots } from "./dots.ts";
import { heat } from "./heat.ts";
import { histogram } from "./histogram.ts";
import { lines } from "./lines.ts";
import type { Drawing, Mark, MarkValue } from "./marks.ts";

const drawings: Readonly<Record<DrawnType, (drawing: Drawing) => Pick<Figure, "description" | "options">>> = {
  ...{ line: lines, bar: bars, histogram, dot: dots, heat },
};
const names: Readonly<Record<DrawnType, string>> = {
  ...{ line: "Line", bar: "Bars", histogram: "Histogram", dot: "Dots", heat: "Heat map" },
};
/** The distance of two larger numbers may not be finite, and an axis between them is none. */
const mostDrawn = 1e300;
/** A chart of more marks is slow and hides more than it shows. */
const mostMarks = 2000;

/** Why the chosen chart can't be drawn, or null when it can or none is chosen. */
export function chartProblem(result: SqlResult, chart: ChartConfig): string | null {
  if (chart.type === "none") return null;
  if (result.keep === "nothing") return "A chart draws the rows of the file, and the file holds none.";
  const columns = chartColumns(result, chart, chart.type);
  if (typeof columns === "string") return columns;
  return marksOf(result, columns, chart.type).marks.length === 0
    ? "No row has a value to draw in every column of the chart."
    : null;
}

/** The chosen chart of the rows that the file holds. */
export function chartFigures(result: SqlResult, chart: ChartConfig = result.chart): readonly Figure[] {
  if (chart.type === "none" || chartProblem(result, chart) !== null) return [];
  const columns = chartColumns(result, chart, chart.type);
  if (typeof columns === "string") return [];
  const { marks, left } = marksOf(result, columns, chart.type);
  const name = (index: number | null): string => (index === null ? "" : (result.columns[index]?.name ?? ""));
  const kindOf = (index: number | null) => axisOf(result.columns[index ?? -1]?.type ?? "");
  const drawing: Drawing = {
    marks: marks.slice(0, mostMarks),
    labels: { x: name(columns.x), y: name(columns.y), z: name(columns.z) },
    axes: { x: kindOf(columns.x), y: kindOf(columns.y) },
  };
  const { description, options } = drawings[chart.type](drawing);
  const notes = [
    marks.length > mostMarks ? ` Drawn: the first ${formatCount(mostMarks)} of ${formatCount(marks.length)} rows.` : "",
    result.rows.length < result.total
      ? ` The file holds ${formatCount(result.rows.length)} of ${formatCount(result.total)} rows.`
      : "",
    left > 0 ? ` Left out: ${formatCount(left)} without a value to draw.` : "",
  ];
  const title = `${names[chart.type]}: ${[columns.y, columns.z, columns.x]
    .filter((index) => index !== null)
    .map(name)
    .join(", ")}`;
  return [{ id: "chart", title, description: description + notes.join(""), options }];
}

const axisOf = (type: string): Drawing["axes"]["x"] => {
  if (isTimeType(type)) return "time";
  return isNumberType(type) ? "number" : "text";
};

function marksOf({ rows, columns }: SqlResult, chosen: ChartColumns, type: DrawnType) {
  const read = (row: SqlResult["rows"][number], index: number | null): MarkValue =>
    index === null ? "" : markValue(row[index] ?? null, axisOf(columns[index]?.type ?? ""));
  const all = rows.map((row): Mark => ({ x: read(row, chosen.x), y: read(row, chosen.y), z: read(row, chosen.z) }));
  const isWhole = ({ x, y, z }: Mark): boolean => x !== null && y !== null && (z !== null || type === "line");
  const marks = all.filter(isWhole);
  return { marks, left: all.length - marks.length };
}

function markValue(value: SqlResult["rows"][number][number], axis: Drawing["axes"]["x"]): MarkValue {
  if (value === null || axis === "text") return value === null ? null : String(value);
  if (axis === "number") {
    const number = Number(value);
    return Math.abs(number) < mostDrawn ? number : null;
  }
  const date = new Date(
    /^\d{4}-\d\d-\d\d$/.test(String(value)) ? `${String(value)}T00:00Z` : `${String(value).replace(" ", "T")}Z`,
  );
  return Number.isNaN(date.getTime()) ? null : date;
}
