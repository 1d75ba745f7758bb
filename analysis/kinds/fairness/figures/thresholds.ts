import * as Plot from "@observablehq/plot";
import { formatMetric, formatShare } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color, type ColorToken } from "../../theme.ts";
import type { Curve, FairnessResult } from "../result.ts";
import { steps } from "../sql/counts.ts";

/** Columns that get a chart: those whose groups stand out most. */
const mostColumns = 2;
const looks: readonly { readonly token: ColorToken; readonly dash: string; readonly sample: string }[] = [
  { token: "production", dash: "", sample: "——" },
  { token: "candidate", dash: "8,4", sample: "– –" },
  { token: "text", dash: "2,3", sample: "····" },
  { token: "reference", dash: "10,3,2,3", sample: "–·–" },
];
const panels = ["Selection rate", "True positive rate", "False positive rate"] as const;

interface Point {
  readonly panel: (typeof panels)[number];
  readonly threshold: number;
  readonly share: number;
  readonly value: string;
}

/** What another threshold would do to the groups of a column. */
export function thresholdFigures(result: FairnessResult): readonly Figure[] {
  const order = result.groups.filter(({ columns }) => columns.length === 1).flatMap(({ columns }) => columns);
  const columns = [...new Set(order)].filter((column) => result.curves.some((curve) => curve.column === column));
  return columns.slice(0, mostColumns).map((column, index): Figure => {
    const curves = result.curves.filter((curve) => curve.column === column);
    return {
      id: `thresholds-${String(index)}`,
      title: `At another threshold, by ${column}`,
      description: describe(column, curves, result),
      options: (width) => optionsOf(curves, result.settings.threshold, width),
    };
  });
}

function describe(column: string, curves: readonly Curve[], { settings }: FairnessResult): string {
  const now = settings.threshold;
  const base = `Shares of rows, of positives and of negatives in production whose score reaches each threshold, for ${String(curves.length)} groups of ${column}.`;
  if (now === null) return base;
  const step = Math.min(steps, Math.max(0, Math.ceil(now * steps)));
  const told = curves.map(({ value, above, rows }) => `${value} ${formatShare((above[step] ?? 0) / rows)}`);
  return `${base} The dashed line is the model's threshold, ${formatMetric(now)}. Selected at ${formatMetric(step / steps)}: ${told.join(", ")}.`;
}

function pointsOf({ value, rows, positives, negatives, above, true_positives, false_positives }: Curve): Point[] {
  const parts = [
    [above, rows],
    [true_positives, positives],
    [false_positives, negatives],
  ] as const;
  return parts.flatMap(([counts, all], index): Point[] => {
    const panel = panels[index] ?? panels[0];
    if (all === 0) return [];
    return counts.map((count, step) => ({ panel, value, threshold: step / steps, share: count / all }));
  });
}

const short = (text: string): string => (text.length > 16 ? `${text.slice(0, 15)}…` : text);

/** Thresholds beyond which hardly anything is selected are not drawn. */
function lastThreshold(points: readonly Point[], threshold: number | null): number {
  const used = points.filter(({ share }) => share >= 0.002).map((point) => point.threshold);
  return Math.min(1, Math.max(...used, (threshold ?? 0) + 0.1, 0.2));
}

function optionsOf(curves: readonly Curve[], threshold: number | null, width: number): Plot.PlotOptions {
  const points = curves.flatMap(pointsOf);
  const last = lastThreshold(points, threshold);
  const drawn = points.filter((point) => point.threshold <= last);
  const narrow = width < 520;
  const facets = narrow ? panels.slice(0, 2) : panels;
  return {
    ...{ width, height: 260, marginTop: 34, marginLeft: 48, marginRight: 10, marginBottom: 40 },
    x: {
      domain: [0, last],
      label: "threshold →",
      ticks: 4,
      tickFormat: (value: number) => String(Number(value.toFixed(2))),
    },
    y: {
      domain: [0, 1],
      label: null,
      grid: true,
      tickFormat: (share: number) => `${String(Math.round(share * 100))} %`,
      ticks: 5,
    },
    fx: { domain: [...facets], label: null, padding: 0.07 },
    marks: [
      ...(threshold === null ? [] : [Plot.ruleX([threshold], { stroke: color("muted"), strokeDasharray: "5,4" })]),
      ...curves.flatMap(({ value }, index) => {
        const { token, dash, sample } = looks[index] ?? { token: "muted", dash: "", sample: "" };
        const own = drawn.filter((point) => point.value === value && facets.includes(point.panel));
        return [
          Plot.line(own, {
            ...{ x: "threshold", y: "share", fx: "panel", stroke: color(token) },
            ...{ strokeWidth: 2, strokeDasharray: dash },
          }),
          Plot.text([value], {
            ...{
              fx: () => facets[0],
              frameAnchor: "top-right",
              dx: -4,
              dy: 4 + 16 * index,
              text: (name: string) => `${short(name)} ${sample}`,
            },
            ...{ fill: color(token), stroke: color("surface"), strokeWidth: 3, fontWeight: 600 },
          }),
        ];
      }),
      Plot.tip(
        drawn.filter((point) => facets.includes(point.panel)),
        Plot.pointer({
          ...{ x: "threshold", y: "share", fx: "panel" },
          title: ({ value, threshold: at, share, panel }: Point) =>
            `${value}\n${panel} ${formatShare(share)} at ${formatMetric(at)}`,
        }),
      ),
    ],
  };
}
