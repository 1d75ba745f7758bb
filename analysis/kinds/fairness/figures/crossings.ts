import * as Plot from "@observablehq/plot";
import { formatCount } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { verdictLooks } from "../../verdict.ts";
import { judgedMeasures } from "../judged.ts";
import { estimateOf, rowsOf } from "../measures.ts";
import type { FairnessResult, Group } from "../result.ts";
import { capital, measureNames, measureText } from "../words.ts";
import type { Measure } from "../config.ts";

interface Cell {
  readonly x: string;
  readonly y: string;
  readonly text: string;
  readonly value: number;
  readonly rows: number;
  readonly group: Group;
  readonly mark: string;
}

/** The first judged measure over two columns at once: the pair of columns whose crossings stand out most. */
export function crossingsFigure(result: FairnessResult): readonly Figure[] {
  const crossings = result.groups.filter(({ columns }) => columns.length === 2);
  const pair = crossings[0]?.columns;
  const [measure] = judgedMeasures(result.settings);
  if (pair === undefined || measure === undefined) return [];
  const own = crossings.filter(({ columns }) => columns.every((column) => pair.includes(column)));
  const cells = own.flatMap((group) => cellOf(group, measure, result));
  if (cells.length < 2) return [];
  const [down = "", across = ""] = pair;
  return [
    {
      id: "crossings",
      title: `${capital(measureNames[measure])} by ${down} and ${across}`,
      description:
        `In production, over ${formatCount(cells.length)} crossings with at least ${formatCount(result.settings.min_rows)} rows of the measure; the others are left blank. ` +
        `Darker is more. ▲ and ◆ mark the crossings that stand out. ${extremes(cells, measure)}`,
      options: (width) => optionsOf(cells, measure, width),
    },
  ];
}

function cellOf(group: Group, measure: Measure, { settings }: FairnessResult): Cell[] {
  const { production } = group.counts;
  const found = production && estimateOf(measure, production);
  if (production === null || !found) return [];
  const rows = rowsOf(measure, production);
  if (rows < settings.min_rows) return [];
  const [y = "", x = ""] = group.values;
  const level = group.comparisons.find((one) => one.measure === measure)?.level ?? "none";
  const mark = level === "warn" || level === "fail" ? ` ${verdictLooks[level].glyph}` : "";
  return [{ x, y, value: found.value, rows, group, mark, text: measureText(measure, found.value) }];
}

function extremes(cells: readonly Cell[], measure: Measure): string {
  const sorted = [...cells].sort((a, b) => a.value - b.value);
  const say = (cell: Cell | undefined): string =>
    cell ? `${cell.group.text} ${measureText(measure, cell.value)}` : "";
  return `Lowest: ${say(sorted[0])}; highest: ${say(sorted[sorted.length - 1])}.`;
}

const ordered = (values: readonly string[]): string[] => [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));
const short = (text: string): string => (text.length > 18 ? `${text.slice(0, 17)}…` : text);

function optionsOf(cells: readonly Cell[], measure: Measure, width: number): Plot.PlotOptions {
  const [columns, rows] = [ordered(cells.map(({ x }) => x)), ordered(cells.map(({ y }) => y))];
  const most = Math.max(...cells.map(({ value }) => Math.abs(value))) || 1;
  const room = (width - 140) / columns.length;
  return {
    ...{ width, height: 60 + 30 * rows.length, marginTop: 30, marginBottom: 10, marginRight: 8 },
    marginLeft: 20 + 6.6 * Math.max(...rows.map((row) => short(row).length)),
    x: {
      type: "band",
      domain: columns,
      label: null,
      axis: "top",
      padding: 0.03,
      tickFormat: room < 60 ? abbreviated : short,
    },
    y: { type: "band", domain: rows, label: null, padding: 0.06, tickFormat: short },
    marks: [
      Plot.cell(cells, {
        ...{ x: "x", y: "y", fill: color("production") },
        fillOpacity: ({ value }: Cell) => 0.06 + 0.44 * (Math.abs(value) / most),
      }),
      Plot.text(cells, {
        ...{ x: "x", y: "y", fill: color("text"), fontSize: 11 },
        text: ({ text, mark }: Cell) => (room < 44 ? mark.trim() : `${text}${mark}`),
      }),
      Plot.tip(
        cells,
        Plot.pointer({
          ...{ x: "x", y: "y" },
          title: ({ group, value, rows: n }: Cell) =>
            `${group.text}\n${measureNames[measure]} ${measureText(measure, value)}\n${formatCount(n)} rows`,
        }),
      ),
    ],
  };
}

const abbreviated = (text: string): string => (text.length > 7 ? `${text.slice(0, 6)}…` : text);
