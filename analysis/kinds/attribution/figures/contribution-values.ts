import * as Plot from "@observablehq/plot";
import { formatCount, formatNumber, formatShare } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { beforeName } from "../names.ts";
import type { AttributionResult, ContributionValues } from "../result.ts";
import { hexagons, strips } from "../sql/value-cells.ts";
import { short, ticksIn } from "./axis.ts";

type Side = "reference" | "production";
interface Cell {
  readonly panel: string;
  readonly x: number;
  readonly y: number;
  readonly n: number;
  /** Of the fullest hexagon of its side. */
  readonly fullness: number;
}
interface Median {
  readonly panel: string;
  readonly x: number;
  readonly y: number | null;
}

const gap = 0.08;
const margins = { left: 60, right: 20, top: 28, bottom: 44 };

/** A feature's contribution against its value, before and after, from counts that reach the privacy floor. */
export function contributionValuesFigure(result: AttributionResult): readonly Figure[] {
  const values = result.contributions?.values ?? null;
  if (values?.sides == null || values.sides.reference.cells.length + values.sides.production.cells.length === 0)
    return [];
  const names: Readonly<Record<Side, string>> = { reference: `○ ${beforeName(result)}`, production: "■ production" };
  const { reference, production } = values.sides;
  const told = (name: string, { rows, shown }: typeof reference): string =>
    `${name}: ${formatCount(rows)} rows, ${formatShare(rows === 0 ? 0 : shown / rows)} of them drawn`;
  const description =
    `Contribution of ${values.feature} against its value, hexagons darker where there are more rows, the line their median. ` +
    `${told(beforeName(result), reference)}; ${told("production", production)}; the rest lies outside or in hexagons with few rows.` +
    `${medianText(values)}`;
  const title = `Contribution of ${short(values.feature)} against its value`;
  return [{ id: "contribution_values", title, description, options: (width) => optionsOf(values, names, width) }];
}

/** The strip whose median moved most. */
function medianText({ sides, x, log }: ContributionValues): string {
  const moves = (sides?.reference.medians ?? []).flatMap((before, strip) => {
    const after = sides?.production.medians[strip] ?? null;
    return before === null || after === null ? [] : [{ strip, before, after }];
  });
  const [most] = moves.sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
  if (most === undefined) return "";
  const value = formatNumber(along(x, log, (most.strip + 0.5) / strips.across));
  return ` Around ${value} the median went from ${formatNumber(most.before)} to ${formatNumber(most.after)}.`;
}

/** The value at a part of its span. */
const along = ([low = 0, high = 0]: readonly number[], log: boolean, part: number): number =>
  log ? low * (high / low) ** part : low + (high - low) * part;

function optionsOf(values: ContributionValues, names: Readonly<Record<Side, string>>, width: number): Plot.PlotOptions {
  const panel = ((width - margins.left - margins.right) / (2 - gap)) * (1 - gap);
  const step = panel / hexagons.across;
  const [cells, medians] = [cellsOf(values, names), mediansOf(values, names)];
  const hexagon = (side: Side): Plot.Markish =>
    Plot.dot(
      cells.filter((cell) => cell.panel === names[side]),
      {
        ...{ fx: "panel", x: "x", y: "y", symbol: "hexagon", r: step / 2, fill: color(side), clip: true },
        ...{
          fillOpacity: ({ fullness }: Cell) => 0.15 + 0.85 * Math.sqrt(fullness),
          stroke: color("surface"),
          strokeWidth: 0.5,
        },
      },
    );
  return {
    // Rows of hexagons are √3 of their width apart: the height follows from the width.
    ...{ width, height: Math.round(hexagons.up * Math.sqrt(3) * step) + margins.top + margins.bottom },
    ...{ marginLeft: margins.left, marginRight: margins.right, marginTop: margins.top, marginBottom: margins.bottom },
    fx: { domain: [names.reference, names.production], label: null, padding: gap, axis: "top" },
    x: {
      ...{
        type: values.log ? "log" : "linear",
        domain: [...values.x],
        label: `${short(values.feature)} →`,
        grid: true,
      },
      ...{ ticks: ticksIn(panel), tickFormat: formatNumber },
    },
    y: { domain: [...values.y], label: "↑ contribution", grid: true, ticks: 5, tickFormat: formatNumber },
    marks: [
      Plot.frame({ stroke: color("grid") }),
      hexagon("reference"),
      hexagon("production"),
      ...(Math.min(...values.y) <= 0 && Math.max(...values.y) >= 0
        ? [Plot.ruleY([0], { stroke: color("muted") })]
        : []),
      Plot.line(medians, { fx: "panel", x: "x", y: "y", stroke: color("surface"), strokeWidth: 5, clip: true }),
      Plot.line(medians, { fx: "panel", x: "x", y: "y", stroke: color("text"), strokeWidth: 2, clip: true }),
      Plot.tip(cells, Plot.pointer({ fx: "panel", x: "x", y: "y", title: tipText })),
    ],
  };
}

const tipText = ({ panel, x, y, n }: Cell): string =>
  `${panel.slice(2)}\nvalue about ${formatNumber(x)}\ncontribution about ${formatNumber(y)}\n${formatCount(n)} rows`;

const sidesOf = ({ sides }: ContributionValues) =>
  (["reference", "production"] as const).flatMap((side) => (sides === null ? [] : [{ side, ...sides[side] }]));

function cellsOf(values: ContributionValues, names: Readonly<Record<Side, string>>): readonly Cell[] {
  return sidesOf(values).flatMap(({ side, cells }) => {
    const most = Math.max(1, ...cells.map(([, , n]) => n));
    return cells.map(([i, j, n]) => ({
      ...{ panel: names[side], n, fullness: n / most },
      ...{ x: along(values.x, values.log, i / 2 / hexagons.across), y: along(values.y, false, j / 2 / hexagons.up) },
    }));
  });
}

const mediansOf = (values: ContributionValues, names: Readonly<Record<Side, string>>): readonly Median[] =>
  sidesOf(values).flatMap(({ side, medians }) =>
    medians.map((y, strip) => ({
      panel: names[side],
      x: along(values.x, values.log, (strip + 0.5) / strips.across),
      y,
    })),
  );
