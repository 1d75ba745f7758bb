import * as Plot from "@observablehq/plot";
import { formatCount, formatInstant } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { endOf } from "../../time-windows.ts";
import { rateText, sinceText } from "../sentence.ts";
import type { SkewColumn, SkewResult } from "../result.ts";
import { labelWidth, short } from "./labels.ts";

const mostColumns = 4;
const rowHeight = 84;

interface Point {
  readonly column: string;
  readonly start: Date;
  readonly end: Date;
  readonly value: number;
  readonly differing: number;
  readonly matched: number;
}

/** The mismatch rate of each window for the worst columns, one above the other on one scale, with the window that shows it first. */
export function overTimeFigure(result: SkewResult): readonly Figure[] {
  const { time } = result;
  if (time === null || time.windows.length < 2) return [];
  const shown = result.columns.filter(({ windows }) => windows !== null).slice(0, mostColumns);
  if (shown.length === 0) return [];
  const points = shown.flatMap((column) => pointsOf(column, time));
  const began = shown.map((column) => `${column.column} ${sinceText(column) ?? "in no window beyond the line"}`);
  const description = `Share of matched rows that differ, per ${time.unit}: ${began.join("; ")}. Gaps are windows with too few matched rows.`;
  return [
    {
      ...{ id: "over_time", title: "Rows that differ, over time", description },
      options: (width) => optionsOf(points, shown, { width, time }),
    },
  ];
}

const pointsOf = ({ column, windows }: SkewColumn, time: NonNullable<SkewResult["time"]>): readonly Point[] =>
  time.windows.flatMap(({ start, matched }, index): Point[] => {
    const differing = windows?.[index] ?? null;
    if (differing === null || matched === 0) return [];
    const span = { start: new Date(start), end: new Date(endOf(start, time.unit)) };
    return [{ column, ...span, value: differing / matched, differing, matched }];
  });

const rateTick = (share: number): string => (share === 0 ? "0" : rateText(share).replace(".0 %", " %"));
const middle = ({ start, end }: Point): Date => new Date((start.getTime() + end.getTime()) / 2);

function optionsOf(
  points: readonly Point[],
  shown: readonly SkewColumn[],
  { width, time }: { readonly width: number; readonly time: NonNullable<SkewResult["time"]> },
): Plot.PlotOptions {
  const names = shown.map(({ column }) => column);
  const ends = [time.windows[0]?.start ?? "", endOf(time.windows.at(-1)?.start ?? "", time.unit)].map(
    (at) => new Date(at),
  );
  const most = Math.max(...points.map(({ value }) => value));
  return {
    ...{
      width,
      height: 60 + rowHeight * names.length,
      marginLeft: 64,
      marginRight: labelWidth(names),
      marginTop: 24,
      marginBottom: 30,
    },
    x: { type: "utc", label: null, domain: ends, ticks: Math.max(2, Math.floor(width / 130)) },
    y: {
      label: "↑ matched rows that differ",
      grid: true,
      domain: [0, most * 1.15 || 1],
      tickFormat: rateTick,
      ticks: 2,
    },
    fy: { domain: names, label: null, axis: null, padding: 0.25 },
    marks: [
      Plot.link(points, {
        ...{
          fy: "column",
          x1: "start",
          x2: "end",
          y1: "value",
          y2: "value",
          stroke: color("production"),
          strokeWidth: 2.5,
        },
      }),
      ...firstSeenMarks(shown),
      Plot.text(
        names.map((column) => ({ column })),
        {
          ...{ fy: "column", frameAnchor: "right", dx: 8, textAnchor: "start", fill: color("text"), fontSize: 11 },
          text: ({ column }: { readonly column: string }) => short(column),
        },
      ),
      Plot.tip(points, Plot.pointerX({ fy: "column", x: middle, y: "value", title: tipOf })),
    ],
  };
}

function firstSeenMarks(shown: readonly SkewColumn[]): readonly Plot.Markish[] {
  const firsts = shown.flatMap(({ column, since, throughout }) =>
    since === null || throughout ? [] : [{ column, at: new Date(since) }],
  );
  return [
    Plot.ruleX(firsts, { fy: "column", x: "at", stroke: color("text"), strokeDasharray: "3,3" }),
    Plot.text(firsts, {
      ...{
        fy: "column",
        x: "at",
        frameAnchor: "top",
        dx: 5,
        dy: 3,
        textAnchor: "start",
        fill: color("text"),
        fontSize: 11,
      },
      text: ({ at }: { readonly at: Date }) => `first seen ${formatInstant(at.toISOString())}`,
    }),
  ];
}

const tipOf = ({ column, start, value, differing, matched }: Point): string =>
  [
    column,
    formatInstant(start.toISOString()),
    rateText(value),
    `${formatCount(differing)} of ${formatCount(matched)} matched rows`,
  ].join("\n");
