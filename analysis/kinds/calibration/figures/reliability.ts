import * as Plot from "@observablehq/plot";
import { formatCount, formatMetric, formatShare } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { sideNames, type SideName } from "../parts.ts";
import type { BinResult, CalibrationResult } from "../result.ts";
import { eceOf } from "../sentence.ts";

const size = 360;
/** Bins with fewer rows are drawn hollow: their rate is mostly chance. */
const fewRows = 30;

const margins = { marginLeft: 52, marginRight: 20 };
/** The diagram is square; on a wide page it does not grow. */
export const widthOf = (width: number): number => Math.min(width, size + margins.marginLeft + margins.marginRight);

/** Both charts end at the same score, so that they share their axis. */
export function highestScore({ sides }: CalibrationResult): number {
  const bins = sideNames.flatMap((side) => sides[side]?.bins ?? []);
  const highest = Math.max(...bins.map(({ mean, low }) => Math.max(mean, mean - low)), 0.05);
  return Math.min(1, Math.ceil(highest * 20) / 20);
}

/** What the model says against what happened, a point and an interval a bin; on the dashed line they agree. */
export function reliabilityFigure(result: CalibrationResult): readonly Figure[] {
  const { sides } = result;
  const shown = sideNames.filter((side) => (sides[side]?.bins.length ?? 0) > 0);
  const last = shown.at(-1);
  if (last === undefined) return [];
  const worst = [...(sides[last]?.bins ?? [])].sort((a, b) => b.rows * Math.abs(b.gap) - a.rows * Math.abs(a.gap))[0];
  const description =
    `Rate of positives against mean score in ${formatCount(sides[last]?.bins.length ?? 0)} bins, ${shown.join(" and ")}; the dashed line is agreement, rules are 95 % Wilson intervals, hollow points have under ${fewRows} rows. ` +
    `${eceText(result)}.${worst ? ` The bin of ${last} that adds most says ${formatShare(worst.mean)}, ${formatShare(worst.rate)} happened.` : ""}`;
  const top = highestScore(result);
  const options = (given: number): Plot.PlotOptions => ({
    ...{ width: widthOf(given), height: widthOf(given) + 22, ...margins, marginTop: 54, marginBottom: 40 },
    x: { domain: [0, top], label: "mean score →", tickFormat: formatShare, ticks: 5, grid: true },
    y: { domain: [0, top], label: "↑ happened", tickFormat: formatShare, ticks: 5, grid: true },
    marks: [
      Plot.link([top], { x1: 0, y1: 0, x2: top, y2: top, stroke: color("muted"), strokeDasharray: "5,4" }),
      ...thresholdMarks(result.settings.threshold, top),
      ...shown.flatMap((side) => sideMarks(side, sides[side]?.bins ?? [])),
      ...legend(shown, eceText(result)),
      Plot.tip(
        shown.flatMap((side) => (sides[side]?.bins ?? []).map((bin) => ({ side, ...bin }))),
        Plot.pointer({ x: "mean", y: "rate", title: tipText }),
      ),
    ],
  });
  return [{ id: "reliability", title: "Reliability diagram", description, options }];
}

function eceText({ sides, effect }: CalibrationResult): string {
  const [before, now] = [eceOf(sides.reference), eceOf(sides.production)];
  if (before === null || now === null || effect === null) return `ECE ${formatMetric(now ?? before ?? 0)}`;
  const sign = effect.value > 0 ? "+" : "";
  return `ECE ${formatMetric(before)} → ${formatMetric(now)} (${sign}${formatMetric(effect.value)}, ${formatMetric(effect.low)} to ${formatMetric(effect.high)})`;
}

const isFew = ({ rows }: BinResult): boolean => rows < fewRows;

function sideMarks(side: SideName, bins: readonly BinResult[]): Plot.Markish[] {
  const stroke = color(side);
  const symbol = side === "reference" ? "circle" : "square";
  const dots = (list: readonly BinResult[], fill: string): Plot.Markish =>
    Plot.dot(list, { x: "mean", y: "rate", symbol, r: 4, fill, stroke, strokeWidth: 1.75 });
  const hollow = side === "reference" ? bins : bins.filter(isFew);
  return [
    Plot.ruleX(bins, {
      ...{ x: "mean", y1: ({ mean, high }: BinResult) => mean - high, y2: ({ mean, low }: BinResult) => mean - low },
      ...{ stroke, strokeOpacity: 0.75, clip: true },
    }),
    Plot.line(bins, { x: "mean", y: "rate", stroke, strokeWidth: side === "reference" ? 1.25 : 2.25 }),
    dots(hollow, color("surface")),
    dots(side === "reference" ? [] : bins.filter((bin) => !isFew(bin)), stroke),
  ];
}

export const thresholdMarks = (threshold: number | null, top: number): Plot.Markish[] =>
  threshold === null || threshold > top
    ? []
    : [Plot.ruleX([threshold], { stroke: color("text"), strokeDasharray: "1,2" })];

function legend(shown: readonly SideName[], text: string): Plot.Markish[] {
  const entry = (content: string, fill: string, at: { dx: number; dy: number }): Plot.Markish =>
    Plot.text([content], { frameAnchor: "top-left", text: (line: string) => line, fill, fontWeight: 600, ...at });
  const names = shown.map((side, index) =>
    entry(side === "reference" ? "○ reference" : "■ production", color(side), { dx: 84 * index, dy: -28 }),
  );
  return [...names, entry(text, color("text"), { dx: 0, dy: -11 })];
}

const tipText = ({ side, rows, mean, rate, low, high }: BinResult & { readonly side: SideName }): string =>
  `${side}\nscore ${formatShare(mean)}\nhappened ${formatShare(rate)} (${formatShare(mean - high)}–${formatShare(mean - low)})\n${formatCount(rows)} rows`;
