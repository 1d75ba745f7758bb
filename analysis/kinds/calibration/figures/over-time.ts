import * as Plot from "@observablehq/plot";
import { formatCount, formatInstant, formatMetric, formatPoints } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { sideNames, type SideName } from "../parts.ts";
import type { CalibrationResult, WindowResult } from "../result.ts";
import { endOf } from "../../time-windows.ts";

interface Segment {
  readonly side: SideName;
  readonly start: Date;
  readonly end: Date;
  readonly middle: Date;
  readonly window: WindowResult;
}

/** Mean score less rate in each window, and ECE in each window, of both sides. */
export function overTimeFigures(result: CalibrationResult): readonly Figure[] {
  const segments = segmentsOf(result);
  if (segments.length < 2) return [];
  const unit = result.time?.unit ?? "";
  const enough = segments.filter(({ window }) => window.ece !== null);
  return [
    {
      id: "gap_over_time",
      title: `Mean score less rate, by ${unit}`,
      description: `Calibration in the large of ${formatCount(segments.length)} windows, with 95 % intervals; above 0 the scores run high.${largest(segments)}`,
      options: (width) => gapOptions(segments, width),
    },
    ...(enough.length < 2
      ? []
      : [
          {
            id: "ece_over_time",
            title: `ECE by ${unit}`,
            description: `ECE of ${formatCount(enough.length)} windows, all cut at the same scores; dots are ECE less the bias of chance. Windows under ${formatCount(result.settings.min_rows)} rows are left out.`,
            options: (width: number) => eceOptions(enough, width),
          },
        ]),
  ];
}

function segmentsOf({ time }: CalibrationResult): readonly Segment[] {
  return sideNames.flatMap((side) =>
    (time?.windows[side] ?? []).map((window) => {
      const [start, end] = [new Date(window.start), new Date(endOf(window.start, time?.unit ?? "day"))];
      return { side, start, end, middle: new Date((start.getTime() + end.getTime()) / 2), window };
    }),
  );
}

function largest(segments: readonly Segment[]): string {
  const [first] = [...segments].sort((a, b) => Math.abs(b.window.gap) - Math.abs(a.window.gap));
  return first ? ` Largest: ${formatPoints(first.window.gap)} from ${formatInstant(first.window.start)}.` : "";
}

const frame = (width: number): Plot.PlotOptions => ({
  ...{ width, height: 250, marginLeft: 64, marginRight: 24, marginTop: 44, marginBottom: 34 },
  x: { type: "utc", label: null, ticks: Math.max(2, Math.floor(width / 130)) },
});

function gapOptions(segments: readonly Segment[], width: number): Plot.PlotOptions {
  return {
    ...frame(width),
    y: { label: "↑ score less rate", grid: true, nice: true, tickFormat: formatPoints, ticks: 5 },
    marks: [
      Plot.ruleY([0], { stroke: color("muted"), strokeDasharray: "5,4" }),
      ...sideNames.flatMap((side) => {
        const own = segments.filter((segment) => segment.side === side);
        return [
          line(own, ({ window }) => window.gap),
          Plot.ruleX(own, {
            ...{ x: "middle", y1: ({ window }: Segment) => window.low, y2: ({ window }: Segment) => window.high },
            ...{ stroke: color(side), strokeOpacity: 0.75 },
          }),
          spans(own, ({ window }) => window.gap),
        ];
      }),
      ...legend(segments),
      tip(segments, ({ window }) => window.gap),
    ],
  };
}

const eceOptions = (segments: readonly Segment[], width: number): Plot.PlotOptions => ({
  ...frame(width),
  y: { label: "↑ ECE", grid: true, nice: true, zero: true, tickFormat: formatMetric, ticks: 5 },
  marks: [
    ...sideNames.flatMap((side) => {
      const own = segments.filter((segment) => segment.side === side);
      return [
        line(own, ({ window }) => window.ece ?? 0),
        spans(own, ({ window }) => window.ece ?? 0),
        Plot.dot(own, {
          ...{ x: "middle", y: ({ window }: Segment) => window.ece_debiased ?? 0, r: 2.5 },
          ...{ fill: color("surface"), stroke: color(side) },
        }),
      ];
    }),
    ...legend(segments),
    Plot.ruleY([0], { stroke: color("muted") }),
    tip(segments, ({ window }) => window.ece ?? 0),
  ],
});

/** The thin line that joins windows, broken between the sides. */
const line = (own: readonly Segment[], y: (segment: Segment) => number): Plot.Markish =>
  Plot.line(own, { x: "middle", y, stroke: color(own[0]?.side ?? "production"), strokeOpacity: 0.35 });

/** Each window as long as it is. */
const spans = (own: readonly Segment[], y: (segment: Segment) => number): Plot.Markish =>
  Plot.ruleY(own, { x1: "start", x2: "end", y, stroke: color(own[0]?.side ?? "production"), strokeWidth: 2.5 });

function legend(segments: readonly Segment[]): Plot.Markish[] {
  const shown = sideNames.filter((side) => segments.some((segment) => segment.side === side));
  return shown.map((side, index) =>
    Plot.text([side], {
      ...{ frameAnchor: "top-left", dx: 88 * index, dy: -14, text: (name: string) => `━ ${name}` },
      ...{ fill: color(side), fontWeight: 600 },
    }),
  );
}

const tip = (segments: readonly Segment[], y: (segment: Segment) => number): Plot.Markish =>
  Plot.tip(
    segments,
    Plot.pointerX({
      ...{ x: "middle", y },
      title: ({ side, window }: Segment) =>
        [
          `${formatInstant(window.start)} ${side}`,
          `score less rate ${formatPoints(window.gap)} (${formatPoints(window.low)} to ${formatPoints(window.high)})`,
          window.ece === null ? "ECE –" : `ECE ${formatMetric(window.ece)}`,
          `${formatCount(window.rows)} labelled rows`,
        ].join("\n"),
    }),
  );
