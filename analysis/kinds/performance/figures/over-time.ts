import * as Plot from "@observablehq/plot";
import { formatCount, formatInstant } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { verdictLooks } from "../../verdict.ts";
import { infoOf, type MetricKey } from "../definitions.ts";
import type { Lines, PerformanceResult } from "../result.ts";
import { metricText } from "../metric-text.ts";
import { windowWord } from "../windows.ts";
import { margins, middle, segmentsOf, spanOf, timeAxis, type Segment } from "./marks.ts";

interface Drawn extends Segment {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** With more windows than this, intervals are a band. */
const mostRules = 60;

/** Each window as a segment over its span with its interval, the reference's region, and the lines. */
export function overTimeFigure(result: PerformanceResult): readonly Figure[] {
  const { primary, lines } = result;
  const all = segmentsOf(result);
  const drawn = all.flatMap((segment): Drawn[] => {
    const { value, low, high } = segment.estimate;
    return value === null ? [] : [{ ...segment, value, low: low ?? value, high: high ?? value }];
  });
  if (primary === null || drawn.length < 2) return [];
  const { name } = infoOf(primary);
  const count = (level: Segment["level"]): number => drawn.filter((segment) => segment.level === level).length;
  const crossed = `${formatCount(count("fail"))} of production beyond the fail line, ${formatCount(count("warn"))} beyond the warn line or uncertain`;
  const [least, most] = rangeOf(drawn, lines);
  const began = result.since === null ? "" : `, since ${formatInstant(result.since)}`;
  const description = `${name} of each ${windowWord(result.time?.unit)} with its 95 % interval: ${formatCount(drawn.length)} windows, ${crossed}${began}. Dashed and hollow: labels still missing. The axis runs from ${metricText(primary, least)} to ${metricText(primary, most)}.`;
  const options = (width: number): Plot.PlotOptions => ({
    ...{ width, height: 270, ...margins, marginTop: 24, marginBottom: 30 },
    x: timeAxis(all, width),
    y: { label: `↑ ${name}`, grid: true, domain: [least, most], ticks: 5 },
    marks: [
      ...region(all),
      ...lineMarks(lines, primary, most - least),
      ...(["reference", "production"] as const).flatMap((side) =>
        windowMarks(
          drawn.filter((one) => one.side === side),
          side,
        ),
      ),
      ...markers(drawn, width),
      tip(drawn, primary, lines),
    ],
  });
  return [{ id: "over_time", title: `${name} over time`, description, options }];
}

function rangeOf(drawn: readonly Drawn[], lines: Lines | null): [number, number] {
  const values = [
    ...drawn.flatMap(({ low, high }) => [low, high]),
    ...(lines === null ? [] : [lines.warn, lines.fail]),
  ];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least || Math.abs(most) || 1) * 0.08;
  return [least - room, most + room];
}

function region(segments: readonly Segment[]): Plot.Markish[] {
  const span = spanOf(segments, "reference");
  if (span === null) return [];
  return [
    Plot.rect([span], { x1: "start", x2: "end", fill: color("reference-fill") }),
    Plot.text([span], {
      ...{ x: "start", frameAnchor: "top", dx: 6, dy: 5, textAnchor: "start", text: () => "reference" },
      ...{ fill: color("muted"), fontSize: 11 },
    }),
  ];
}

function lineMarks(lines: Lines | null, primary: MetricKey, height: number): Plot.Markish[] {
  if (lines === null) return [];
  const ruled = [
    { name: "reference", y: lines.centre, dash: "", token: "reference" as const },
    { name: "warn", y: lines.warn, dash: "6,3", token: "warn" as const },
    { name: "fail", y: lines.fail, dash: "2,3", token: "fail" as const },
  ].flatMap((line) => (line.y === null ? [] : [{ ...line, y: line.y }]));
  const labels = spread(ruled, height * 0.055);
  return ruled.flatMap((line, index) => [
    Plot.ruleY([line.y], { stroke: color(line.token), strokeDasharray: line.dash, strokeWidth: 1.25 }),
    Plot.text([labels[index] ?? line.y], {
      ...{ y: (y: number) => y, frameAnchor: "right", dx: 6, textAnchor: "start", fill: color("text"), fontSize: 11 },
      text: () => `${line.name} ${metricText(primary, line.y)}`,
    }),
  ]);
}

/** Places of labels, moved apart where they would lie on one another. */
function spread(lines: readonly { readonly y: number }[], gap: number): readonly number[] {
  const order = lines.map(({ y }, index) => ({ y, index })).sort((a, b) => b.y - a.y);
  const places = lines.map(({ y }) => y);
  let above = Number.POSITIVE_INFINITY;
  for (const { y, index } of order) {
    above = Math.min(y, above - gap);
    places[index] = above;
  }
  return places;
}

function windowMarks(windows: readonly Drawn[], side: Segment["side"]): Plot.Markish[] {
  const [sure, provisional] = [windows.filter((one) => !one.provisional), windows.filter((one) => one.provisional)];
  const span = (data: readonly Drawn[], dash: string): Plot.Markish =>
    Plot.link(data, {
      ...{ x1: "start", x2: "end", y1: "value", y2: "value", stroke: color(side), strokeWidth: 2.5 },
      strokeDasharray: dash,
    });
  const intervals =
    windows.length > mostRules
      ? Plot.areaY(sure, { x: middle, y1: "low", y2: "high", fill: color(side), fillOpacity: 0.16 })
      : Plot.ruleX(windows, {
          x: middle,
          y1: "low",
          y2: "high",
          stroke: color(side),
          strokeWidth: 1,
          strokeOpacity: 0.8,
        });
  return [
    intervals,
    Plot.line(sure, { x: middle, y: "value", stroke: color(side), strokeOpacity: 0.35, strokeWidth: 1 }),
    span(sure, ""),
    span(provisional, "3,2"),
  ];
}

/** Glyphs on warn and fail only; rings on what is not judged. */
function markers(drawn: readonly Drawn[], width: number): Plot.Markish[] {
  const size = drawn.length > width / 12 ? 3 : 4.5;
  const glyph = (level: "warn" | "fail"): Plot.Markish =>
    Plot.dot(
      drawn.filter((one) => one.level === level),
      {
        ...{ x: middle, y: "value", r: size, symbol: verdictLooks[level].symbol, fill: color(level) },
        ...{ stroke: color("surface"), strokeWidth: 0.75 },
      },
    );
  const open = drawn.filter(
    ({ side, level, provisional }) => side === "production" && (level === "low_n" || provisional),
  );
  return [
    Plot.dot(open, { x: middle, y: "value", r: 3, fill: color("surface"), stroke: color("low-n"), strokeWidth: 1.5 }),
    Plot.text(open.filter(({ level }) => level === "low_n").slice(0, 3), {
      x: middle,
      y: "value",
      dy: -10,
      text: ({ estimate }: Drawn) => `n=${estimate.rows}`,
      fill: color("muted"),
      fontSize: 11,
    }),
    glyph("warn"),
    glyph("fail"),
  ];
}

const tip = (drawn: readonly Drawn[], primary: MetricKey, lines: Lines | null): Plot.Markish =>
  Plot.tip(
    drawn,
    Plot.pointerX({
      x: middle,
      y: "value",
      title: ({ start, value, estimate, level, provisional }: Drawn) => {
        const text = (number: number): string => metricText(primary, number);
        const bounds =
          estimate.low === null || estimate.high === null ? "" : ` (${text(estimate.low)} to ${text(estimate.high)})`;
        const centre = lines?.centre ?? null;
        return [
          formatInstant(start.toISOString()),
          `${text(value)}${bounds}`,
          ...(centre === null ? [] : [`reference ${text(centre)}, difference ${text(value - centre)}`]),
          `n = ${formatCount(estimate.rows)}`,
          provisional ? "provisional" : verdictLooks[level].word,
        ].join("\n");
      },
    }),
  );
