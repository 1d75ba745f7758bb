import * as Plot from "@observablehq/plot";
import { edgesOf } from "../../../stats/bin-edges.ts";
import { formatNumber, formatShare } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import type { ColumnResult, NumericBins } from "../result.ts";
import { short } from "./labels.ts";

interface Bin {
  readonly x1: number;
  readonly x2: number;
  readonly reference: number;
  readonly production: number;
  readonly label: string;
}

/** The chart's bins as shares of all rows of a side; the open ones at the ends are drawn one bin wide. */
function figureBins(
  column: ColumnResult,
  { from, to, reference, production }: NonNullable<NumericBins["figure"]>,
): readonly Bin[] {
  const edges = [...edgesOf({ from, to, bins: reference.length - 2 })];
  const width = (to - from) / (reference.length - 2);
  return reference.map((count, index) => {
    const [left, right] = [edges[index - 1], edges[index]];
    const label =
      left === undefined
        ? `below ${formatNumber(from)}`
        : right === undefined
          ? `${formatNumber(to)} and above`
          : `${formatNumber(left)} to ${formatNumber(right)}`;
    return {
      x1: left ?? from - width,
      x2: right ?? to + width,
      reference: count / column.reference.rows,
      production: (production[index] ?? 0) / column.production.rows,
      label,
    };
  });
}

/** A numeric column: the reference as filled bars, production as a step line, both medians. */
export function histogramFigure(column: ColumnResult, numeric: NumericBins): Figure | null {
  if (numeric.figure === null) return null;
  const bins = figureBins(column, numeric.figure);
  const medians = [numeric.quantiles.reference[2], numeric.quantiles.production[2]] as const;
  const excess = [...bins].sort((a, b) => b.production - b.reference - (a.production - a.reference))[0];
  const largest =
    excess &&
    `Largest gain: ${excess.label}, ${formatShare(excess.production)} of rows (reference ${formatShare(excess.reference)}).`;
  const median = medians.every((value) => value !== undefined)
    ? `The median went from ${formatNumber(medians[0] ?? 0)} to ${formatNumber(medians[1] ?? 0)}. `
    : "";
  const description = `Filled: reference; line: production. ${median}${largest ?? ""} The outermost bins hold everything beyond the axis. Missing: ${missingText(column)}.`;
  return {
    id: `distribution-${column.name}`,
    title: `${column.name} in reference and production`,
    description,
    options: (width) => numericOptions(column.name, { bins, medians }, width),
  };
}

const missingText = ({ reference, production }: ColumnResult): string =>
  `${formatShare(production.missing / production.rows)} (reference ${formatShare(reference.missing / reference.rows)})`;

interface NumericChart {
  readonly bins: readonly Bin[];
  readonly medians: readonly [number | undefined, number | undefined];
}

function numericOptions(name: string, { bins, medians }: NumericChart, width: number): Plot.PlotOptions {
  const tallest = Math.max(...bins.map(({ reference, production }) => Math.max(reference, production)));
  const stairs = bins.flatMap(({ x1, x2, production }) => [
    { x: x1, y: production },
    { x: x2, y: production },
  ]);
  const [from, to] = [bins[0]?.x1 ?? 0, bins.at(-1)?.x2 ?? 1];
  const placed = (median: number | undefined): MedianPlace | null =>
    median === undefined ? null : { median, x: Math.min(Math.max(median, from), to) };
  const places = [placed(medians[0]), placed(medians[1])] as const;
  const at = (place: MedianPlace | null): readonly number[] => (place === null ? [] : [place.x]);
  return {
    ...{ width, height: 260, marginLeft: 56, marginTop: 36, marginBottom: 38 },
    x: { label: `${short(name)} →`, ticks: Math.max(2, Math.floor(width / 110)), tickFormat: formatNumber },
    y: { label: "↑ share of rows", grid: true, domain: [0, tallest * 1.15], tickFormat: formatShare, ticks: 5 },
    marks: [
      Plot.rectY(bins, { x1: "x1", x2: "x2", y: "reference", fill: color("reference"), fillOpacity: 0.35 }),
      Plot.line(stairs, { x: "x", y: "y", stroke: color("production"), strokeWidth: 2.25 }),
      Plot.ruleX(at(places[0]), { stroke: color("reference"), strokeDasharray: "4,3" }),
      Plot.ruleX(at(places[1]), { stroke: color("production") }),
      ...medianLabels(places, [from, to]),
      Plot.ruleY([0], { stroke: color("muted") }),
      Plot.tip(
        bins,
        Plot.pointerX({
          x: ({ x1, x2 }: Bin) => (x1 + x2) / 2,
          y: ({ reference, production }: Bin) => Math.max(reference, production),
          title: ({ label, reference, production }: Bin) =>
            `${label}\nreference ${formatShare(reference)}\nproduction ${formatShare(production)}`,
        }),
      ),
    ],
  };
}

interface MedianPlace {
  readonly x: number;
  readonly median: number;
}

/** Each name on a line of its own: the left median's to its left, the right one's to its right, unless the edge is near. */
function medianLabels(
  [reference, production]: readonly [MedianPlace | null, MedianPlace | null],
  [from, to]: readonly [number, number],
): Plot.Markish[] {
  const referenceFirst = (reference?.x ?? 0) <= (production?.x ?? 0);
  const label = (token: "reference" | "production", place: MedianPlace | null, first: boolean): Plot.Markish[] => {
    if (place === null) return [];
    const share = (place.x - from) / (to - from);
    const left = share > 0.75 || (first && share > 0.25);
    return [
      Plot.text([`${token} median ${formatNumber(place.median)}`], {
        x: () => place.x,
        frameAnchor: "top",
        dy: token === "reference" ? -12 : -24,
        dx: left ? -6 : 6,
        textAnchor: left ? "end" : "start",
        fill: color(token),
        fontSize: 11,
      }),
    ];
  };
  return [...label("reference", reference, referenceFirst), ...label("production", production, !referenceFirst)];
}
