import * as Plot from "@observablehq/plot";
import { formatCount, formatInstant } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { windowLines } from "../judge.ts";
import type { ColumnResult, DriftResult } from "../result.ts";
import { endOf } from "../../time-windows.ts";
import { labelWidth, short } from "./labels.ts";

const mostRows = 12;
const rowHeight = 22;

interface Cell {
  readonly name: string;
  readonly start: Date;
  readonly end: Date;
  readonly psi: number;
  readonly rows: number;
  readonly size: "none" | "moderate" | "large";
}

const middle = ({ start, end }: Cell): Date => new Date((start.getTime() + end.getTime()) / 2);

function cellsOf(column: ColumnResult, { time, settings }: DriftResult): readonly Cell[] {
  const noise = column.psi?.noise;
  if (time === null || noise === undefined) return [];
  return (column.windows ?? []).flatMap((psi, index) => {
    const [start, rows] = [time.starts[index], time.rows[index]];
    if (psi === null || start === undefined || rows === undefined) return [];
    const [moderate, large] = windowLines(settings, noise, [column.reference.rows, rows]);
    const size = psi >= large ? "large" : psi >= moderate ? "moderate" : "none";
    return [
      { name: column.name, start: new Date(start), end: new Date(endOf(start, time.unit)), psi, rows, size } as const,
    ];
  });
}

/** PSI by column and window as strength of one colour, clamped at twice the large line; ◆ and △ mark the windows beyond a line. */
export function overTimeFigure(result: DriftResult): readonly Figure[] {
  const { time, settings } = result;
  const shown = result.columns.filter(({ windows }) => windows?.some((psi) => psi !== null)).slice(0, mostRows);
  if (time === null || shown.length === 0) return [];
  const cells = shown.flatMap((column) => cellsOf(column, result));
  const top = 2 * settings.large;
  const began = shown.find(({ since }) => since !== null);
  const first = began?.since
    ? ` The drift of ${began.name} begins in the ${time.unit} of ${formatInstant(began.since)}.`
    : " No drift lasts over two windows.";
  const description = `PSI of each ${time.unit} of production against the reference, for ${formatCount(shown.length)} columns of most impact; darker is more, full strength at ${top.toFixed(2)}. Triangles are beyond the moderate line, diamonds beyond the large one.${first}`;
  return [
    {
      id: "over-time",
      title: "Drift over time",
      description,
      options: (width) => heatOptions(cells, { names: shown.map(({ name }) => name), top }, width),
    },
  ];
}

function heatOptions(
  cells: readonly Cell[],
  { names, top }: { names: readonly string[]; top: number },
  width: number,
): Plot.PlotOptions {
  const crowded = new Set(cells.map(({ start }) => start.getTime())).size > (width - 160) / 12;
  return {
    ...{
      width,
      height: 56 + rowHeight * names.length,
      marginLeft: labelWidth(names),
      marginRight: 24,
      marginTop: 12,
      marginBottom: 34,
    },
    x: { type: "utc", label: "UTC →", ticks: Math.max(2, Math.floor(width / 130)) },
    y: { type: "band", domain: names, label: null, tickFormat: short, padding: 0.1 },
    opacity: { type: "identity" },
    marks: [
      Plot.barX(cells, { x1: "start", x2: "end", y: "name", fill: color("reference-fill"), inset: 0.5 }),
      Plot.barX(cells, {
        x1: "start",
        x2: "end",
        y: "name",
        fill: color("production"),
        fillOpacity: ({ psi }: Cell) => Math.min(1, psi / top),
        inset: 0.5,
      }),
      glyphs(cells, "large", crowded ? 2 : 3.4),
      glyphs(cells, "moderate", crowded ? 1.8 : 3),
      Plot.tip(
        cells,
        Plot.pointer({
          x: middle,
          y: "name",
          title: ({ name, start, psi, rows }: Cell) =>
            `${name}\n${formatInstant(start.toISOString())}\nPSI ${psi.toFixed(3)}\n${formatCount(rows)} rows`,
        }),
      ),
    ],
  };
}

const glyphs = (cells: readonly Cell[], size: "moderate" | "large", r: number): Plot.Markish =>
  Plot.dot(
    cells.filter((cell) => cell.size === size),
    {
      x: middle,
      y: "name",
      r,
      symbol: size === "large" ? "diamond" : "triangle",
      fill: color("surface"),
      stroke: color("text"),
      strokeWidth: 0.75,
    },
  );
