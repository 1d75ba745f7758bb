import * as Plot from "@observablehq/plot";
import { formatCount, formatNumber } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { patternWords } from "../pattern-words.ts";
import type { SkewGrid, SkewResult } from "../result.ts";

interface Cell {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
  readonly rows: number;
}

/** The differing values of the worst numeric columns, training against serving on logarithmic axes; agreement would be on the dashes. */
export const valuesFigures = (result: SkewResult): readonly Figure[] =>
  result.grids.map((grid) => valuesFigure(grid, result));

function valuesFigure(grid: SkewGrid, { columns }: SkewResult): Figure {
  const cells = grid.cells.map(({ training, serving, rows }): Cell => {
    const [left, right] = endsOf(grid.edges.training, training);
    const [bottom, top] = endsOf(grid.edges.serving, serving);
    return { left, right, bottom, top, rows };
  });
  const rows = cells.reduce((sum, cell) => sum + cell.rows, 0);
  const pattern = columns.find(({ column }) => column === grid.column)?.pattern ?? null;
  const said = pattern === null || !pattern.named ? "no single pattern" : `they ${patternWords(pattern)}`;
  const sparse = grid.sparse_rows === 0 ? "" : ` ${formatCount(grid.sparse_rows)} rows in thin cells are not drawn.`;
  return {
    id: `values-${grid.column}`,
    title: `${grid.column}: training value and serving value`,
    description: `${formatCount(rows)} matched rows whose positive values differ, training across and serving up, both axes logarithmic; the dashed line is agreement: ${said}.${sparse}`,
    options: (width) => optionsOf(cells, grid.column, width),
  };
}

/** A bin's ends; the outer bins are as wide as their neighbours. */
function endsOf(edges: readonly number[], bin: number): readonly [number, number] {
  const [first = 1, second = first * 1.1] = edges;
  const last = edges.at(-1) ?? first;
  const before = edges.at(-2) ?? last / 1.1;
  if (bin <= 0) return [(first * first) / second, first];
  if (bin >= edges.length) return [last, (last * last) / before];
  return [edges[bin - 1] ?? first, edges[bin] ?? last];
}

const side = 300;

/** Powers of ten inside the axis; with fewer than two of them, their doubles and halves as well. */
function ticksOver(least: number, most: number): number[] {
  const powers = Array.from({ length: 41 }, (_, index) => Number(`1e${index - 20}`));
  const inside = (ticks: readonly number[]): number[] => ticks.filter((tick) => tick >= least && tick <= most);
  const tens = inside(powers);
  if (tens.length >= 2)
    return tens.length <= 8 ? tens : tens.filter((_, index) => index % Math.ceil(tens.length / 8) === 0);
  return inside(powers.flatMap((power) => [power, 2 * power, 5 * power]));
}

function optionsOf(cells: readonly Cell[], column: string, width: number): Plot.PlotOptions {
  const least = Math.min(...cells.flatMap(({ left, bottom }) => [left, bottom]));
  const most = Math.max(...cells.flatMap(({ right, top }) => [right, top]));
  const densest = Math.max(...cells.map(({ rows }) => rows));
  const marginLeft = 64;
  const axis = {
    type: "log",
    domain: [least, most],
    grid: true,
    tickFormat: formatNumber,
    ticks: ticksOver(least, most),
  } as const;
  return {
    ...{ width, height: side + 64, marginLeft, marginTop: 26, marginBottom: 38 },
    marginRight: Math.max(24, width - marginLeft - side - 40),
    x: { ...axis, label: `${column} in training →`, labelAnchor: "center" },
    y: { ...axis, label: "↑ in serving" },
    marks: [
      Plot.rect(cells, {
        ...{ x1: "left", x2: "right", y1: "bottom", y2: "top", fill: color("production") },
        fillOpacity: ({ rows }: Cell) => 0.2 + 0.8 * Math.sqrt(rows / densest),
      }),
      Plot.link([0], {
        ...{ x1: () => least, y1: () => least, x2: () => most, y2: () => most },
        ...{ stroke: color("muted"), strokeDasharray: "5,4", strokeWidth: 1.25 },
      }),
      Plot.frame({ stroke: color("grid"), ariaHidden: "true" }),
      Plot.tip(
        cells,
        Plot.pointer({
          x: ({ left, right }: Cell) => Math.sqrt(left * right),
          y: ({ bottom, top }: Cell) => Math.sqrt(bottom * top),
          title: tipOf,
        }),
      ),
    ],
  };
}

const tipOf = ({ left, right, bottom, top, rows }: Cell): string =>
  [
    `training ${formatNumber(left)} to ${formatNumber(right)}`,
    `serving ${formatNumber(bottom)} to ${formatNumber(top)}`,
    `${formatCount(rows)} rows`,
  ].join("\n");
