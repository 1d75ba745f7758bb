import * as Plot from "@observablehq/plot";
import { formatCount, formatInstant, formatShare } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import type { QualityColumn, QualityResult, QualityWindow } from "../result.ts";
import { nextWindow } from "../windows.ts";
import { labelWidth, short } from "./missing-change.ts";

const maxColumns = 12;
/** Windows are joined until so few are left that each is wide enough to see. */
const maxWindows = 60;
const rowHeight = 22;

interface Cell {
  readonly column: string;
  readonly start: Date;
  readonly end: Date;
  readonly share: number;
  readonly rows: number;
}

/** Missing share by column and window, as strength of one colour; the columns with the largest share in any window. */
export function missingOverTime(result: QualityResult): readonly Figure[] {
  const { time, columns } = result;
  if (!time) return [];
  const lines = columns
    .map(({ name, missing_over_time: missing }) => ({ name, cells: cellsOf(name, missing, time) }))
    .filter(({ cells }) => cells.some(({ share }) => share > 0))
    .sort((a, b) => peak(b.cells) - peak(a.cells) || (a.name < b.name ? -1 : 1));
  if (lines.length === 0) return [];
  const shown = lines.slice(0, maxColumns);
  const cells = shown.flatMap((line) => line.cells);
  const top = peak(cells);
  const rest =
    lines.length > shown.length ? `; ${formatCount(lines.length - shown.length)} more columns have missing values` : "";
  const description = `Missing share per ${time.unit} of ${shown.map(({ name }) => name).join(", ")}${rest}. The darkest cell is ${formatShare(top)}.`;
  const from = time.windows.production?.[0]?.start;
  const options = (width: number): Plot.PlotOptions => ({
    ...{
      width,
      height: 52 + rowHeight * shown.length,
      marginLeft: labelWidth(shown.map(({ name }) => ({ column: name }))),
      marginRight: 24,
      marginTop: 20,
      marginBottom: 32,
    },
    x: { type: "utc", label: null },
    y: { type: "band", domain: shown.map(({ name }) => name), label: null, tickFormat: short, padding: 0.1 },
    marks: [
      Plot.barX(cells, { x1: "start", x2: "end", y: "column", fill: color("reference-fill"), inset: 0.5 }),
      Plot.barX(cells, {
        x1: "start",
        x2: "end",
        y: "column",
        fill: color("production"),
        fillOpacity: ({ share }: Cell) => share / top,
        inset: 0.5,
      }),
      ...(from && time.windows.reference ? productionStart(from) : []),
      Plot.tip(
        cells,
        Plot.pointer({
          x: ({ start, end }: Cell) => new Date((start.getTime() + end.getTime()) / 2),
          y: "column",
          title: (cell: Cell) =>
            `${cell.column}\n${formatInstant(cell.start.toISOString())}\n${formatShare(cell.share)} missing\n${formatCount(cell.rows)} rows`,
        }),
      ),
    ],
    opacity: { type: "identity" },
  });
  return [{ id: "missing_over_time", title: "Missing values over time", description, options }];
}

const productionStart = (from: string): Plot.Markish[] => [
  Plot.ruleX([new Date(from)], { stroke: color("text"), strokeDasharray: "1,2" }),
  Plot.text([new Date(from)], {
    x: (start: Date) => start,
    frameAnchor: "top",
    dy: -12,
    dx: 4,
    textAnchor: "start",
    text: () => "production",
    fill: color("muted"),
    fontSize: 11,
  }),
];

const peak = (cells: readonly Cell[]): number => Math.max(0, ...cells.map(({ share }) => share));

function cellsOf(
  column: string,
  missing: QualityColumn["missing_over_time"],
  time: NonNullable<QualityResult["time"]>,
): readonly Cell[] {
  const sides = [time.windows.reference, time.windows.production];
  const joined = Math.ceil(sides.reduce((sum, windows) => sum + (windows?.length ?? 0), 0) / maxWindows);
  const side = (windows: readonly QualityWindow[] | null, counts: readonly number[] | null): readonly Cell[] => {
    const cells: Cell[] = [];
    for (let at = 0; windows && at < windows.length; at += joined) {
      const group = windows.slice(at, at + joined);
      const [first, last] = [group[0], group.at(-1)];
      const rows = sum(group.map((window) => window.rows));
      if (!first || !last || rows === 0) continue;
      const share = sum(counts?.slice(at, at + joined) ?? []) / rows;
      cells.push({
        column,
        start: new Date(first.start),
        end: new Date(nextWindow(last.start, time.unit)),
        share,
        rows,
      });
    }
    return cells;
  };
  return [...side(time.windows.reference, missing.reference), ...side(time.windows.production, missing.production)];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
