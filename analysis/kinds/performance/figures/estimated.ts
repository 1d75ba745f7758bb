import * as Plot from "@observablehq/plot";
import { formatCount, formatInstant, formatShare } from "../../../base/format.ts";
import { reasonText } from "../../../base/reasons.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { infoOf } from "../definitions.ts";
import type { EstimatedResult, EstimatedWindow } from "../estimate/result.ts";
import { drawnValue } from "../estimate/sentences.ts";
import type { PerformanceResult } from "../result.ts";
import { metricText } from "../metric-text.ts";
import { margins, middle, spanOf, timeAxis } from "./marks.ts";

interface Drawn extends Omit<EstimatedWindow, "start" | "end"> {
  readonly start: Date;
  readonly end: Date;
  readonly value: number | null;
}

/** Estimates, hollow and dashed with their band, apart from the measured chart; measured values are dots to compare with. */
export function estimatedFigure({ estimated }: PerformanceResult): readonly Figure[] {
  if (estimated === null || estimated.windows.length < 2) return [];
  const { name } = infoOf(estimated.drawn);
  const drawn = estimated.windows.map((window): Drawn => {
    return {
      ...window,
      start: new Date(window.start),
      end: new Date(window.end),
      value: drawnValue(estimated, window),
    };
  });
  const [least, most] = rangeOf(drawn);
  const text = (value: number): string => metricText(estimated.drawn, value);
  const options = (width: number): Plot.PlotOptions => ({
    ...{ width, height: 230, ...margins, marginTop: 24, marginBottom: 30 },
    x: timeAxis(drawn, width),
    y: { label: `↑ ${name}, estimated`, grid: true, domain: [least, most], ticks: 5 },
    marks: [
      ...region(drawn),
      ...refused(drawn),
      ...(["reference", "production"] as const).flatMap((side) => sideMarks(drawn, side)),
      ...sideLabels(drawn),
      tip(drawn, text),
    ],
  });
  return [
    {
      id: "estimated",
      title: `Estimated ${name}, without labels`,
      description: describe(estimated, drawn, text),
      options,
    },
  ];
}

function describe(estimated: EstimatedResult, drawn: readonly Drawn[], text: (value: number) => string): string {
  const production = drawn.filter(({ side }) => side === "production");
  const given = production.filter(({ value }) => value !== null);
  const last = given.at(-1);
  const first = production.find(({ reason }) => reason !== null);
  const latest =
    last?.value == null ? "" : ` The last estimate is ${text(last.value)}, ${formatInstant(last.start.toISOString())}.`;
  const no =
    first === undefined
      ? ""
      : ` ${formatCount(production.length - given.length)} windows are refused, the first on ${formatInstant(first.start.toISOString())}: ${reasonText[first.reason ?? "not_estimated"]}.`;
  return `Estimated ${infoOf(estimated.drawn).name} without labels, hollow and dashed with its band, in ${formatCount(given.length)} of ${formatCount(production.length)} windows of production; dots are measured values.${latest}${no}`;
}

function rangeOf(drawn: readonly Drawn[]): [number, number] {
  const values = drawn.flatMap(({ low, high, value, measured }) =>
    [low, high, value, measured].filter((one) => one !== null),
  );
  if (values.length === 0) return [0, 1];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least || Math.abs(most) || 1) * 0.1;
  return [least - room, most + room];
}

function region(drawn: readonly Drawn[]): Plot.Markish[] {
  const span = spanOf(drawn, "reference");
  if (span === null) return [];
  return [
    Plot.rect([span], { x1: "start", x2: "end", fill: color("reference-fill") }),
    Plot.text([span], {
      ...{ x: "start", frameAnchor: "top", dx: 6, dy: 5, textAnchor: "start", text: () => "reference, back-test" },
      ...{ fill: color("muted"), fontSize: 11 },
    }),
  ];
}

/** Refused windows are a strip at the foot, with the reason at the first of them. */
function refused(drawn: readonly Drawn[]): Plot.Markish[] {
  const no = drawn.filter(({ reason }) => reason !== null);
  const [first] = no;
  if (first === undefined) return [];
  // At the right the words would leave the chart: there they stand before the strip.
  const [from, to] = [drawn[0]?.start ?? first.start, drawn.at(-1)?.end ?? first.end].map(Number);
  const isLate = Number(first.start) - Number(from) > 0.6 * (Number(to) - Number(from));
  const why = first.input === null ? "refused" : `refused: ${first.input}, ${formatShare(first.outside ?? 0)} outside`;
  return [
    Plot.rect(no, { x1: "start", x2: "end", fill: color("low-n"), fillOpacity: 0.14 }),
    Plot.text([first], {
      ...{ x: "start", frameAnchor: "top", dx: isLate ? -6 : 6, dy: 5, text: () => why },
      ...{ textAnchor: isLate ? "end" : "start", fill: color("text"), fontSize: 11 },
    }),
  ];
}

function sideMarks(drawn: readonly Drawn[], side: Drawn["side"]): Plot.Markish[] {
  const own = drawn.filter((one) => one.side === side && one.value !== null);
  const looks = { stroke: color(side) };
  return [
    Plot.rect(own, { x1: "start", x2: "end", y1: "low", y2: "high", fill: color(side), fillOpacity: 0.13 }),
    Plot.link(own, {
      ...{ x1: "start", x2: "end", y1: "value", y2: "value", ...looks, strokeWidth: 2, strokeDasharray: "3,2" },
    }),
    Plot.dot(own, { x: middle, y: "value", r: 3, fill: color("surface"), ...looks, strokeWidth: 1.5 }),
    Plot.dot(
      drawn.filter((one) => one.side === side && one.measured !== null),
      { x: middle, y: "measured", r: 2, fill: color("text") },
    ),
  ];
}

/** Direct labels in the margin, at the last estimate and the last measured value. */
function sideLabels(drawn: readonly Drawn[]): Plot.Markish[] {
  const [last, truth] = [
    drawn.findLast(({ value }) => value !== null),
    drawn.findLast(({ measured }) => measured !== null),
  ];
  const label = (y: number | null | undefined, text: string, dy: number): Plot.Markish[] =>
    y == null
      ? []
      : [
          Plot.text([y], {
            ...{ y: (value: number) => value, frameAnchor: "right", dx: 6, dy, textAnchor: "start", text: () => text },
            ...{ fill: color("text"), fontSize: 11 },
          }),
        ];
  const isAbove = (last?.value ?? 0) >= (truth?.measured ?? -Infinity);
  const [high, low] = [-6, 8];
  return [
    ...label(last?.value, "○ estimated", isAbove ? high : low),
    ...label(truth?.measured, "● measured", isAbove ? low : high),
  ];
}

const tip = (drawn: readonly Drawn[], text: (value: number) => string): Plot.Markish =>
  Plot.tip(
    drawn.filter(({ value, measured }) => value !== null || measured !== null),
    Plot.pointerX({
      x: middle,
      y: ({ value, measured }: Drawn) => value ?? measured,
      title: ({ start, value, low, high, measured, rows, reason }: Drawn) =>
        [
          formatInstant(start.toISOString()),
          value === null ? `refused: ${reasonText[reason ?? "not_estimated"]}` : `estimated ${text(value)}`,
          ...(low === null || high === null ? [] : [`band ${text(low)} to ${text(high)}`]),
          ...(measured === null ? [] : [`measured ${text(measured)}`]),
          `n = ${formatCount(rows)}`,
        ].join("\n"),
    }),
  );
