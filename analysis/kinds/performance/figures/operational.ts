import * as Plot from "@observablehq/plot";
import { formatInstant, formatNumber, formatShare } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import type { OperationWindow } from "../operational/result.ts";
import type { PerformanceResult } from "../result.ts";
import { apart, margins, middle, timeAxis } from "./marks.ts";

const height = 130;
const rims = { marginTop: 14, marginBottom: 26 };

interface Drawn extends Omit<OperationWindow, "start" | "end"> {
  readonly start: Date;
  readonly end: Date;
}

interface Line {
  readonly label: string;
  readonly dash: string;
  readonly value: (window: Drawn) => number | null;
}

/** Small charts on one axis of time: quantiles of latency, the share of errors, rows an hour. */
export function operationalFigures({ operational }: PerformanceResult): readonly Figure[] {
  if (operational === null || operational.windows.length < 2) return [];
  const drawn = operational.windows.map((window): Drawn => {
    return { ...window, start: new Date(window.start), end: new Date(window.end) };
  });
  const { latency, error } = operational;
  return [
    ...(latency === null
      ? []
      : small(drawn, { id: "latency", title: `Latency: ${latency}`, lines: quantiles, text: formatNumber })),
    ...(error === null
      ? []
      : small(drawn, { id: "errors", title: `Share of errors: ${error}`, lines: rate, text: formatShare })),
    ...small(drawn, { id: "throughput", title: "Rows an hour", lines: throughput, text: formatNumber }),
  ];
}

const quantiles: readonly Line[] = [
  { label: "p50", dash: "", value: ({ p50 }) => p50 },
  { label: "p95", dash: "6,3", value: ({ p95 }) => p95 },
  { label: "p99", dash: "2,3", value: ({ p99 }) => p99 },
];
const rate: readonly Line[] = [{ label: "errors", dash: "", value: ({ error_rate }) => error_rate }];
const throughput: readonly Line[] = [{ label: "rows/h", dash: "", value: ({ per_hour }) => per_hour }];

interface Small {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly Line[];
  readonly text: (value: number) => string;
}

function small(drawn: readonly Drawn[], { id, title, lines, text }: Small): readonly Figure[] {
  const values = drawn.flatMap((window) => lines.flatMap(({ value }) => value(window) ?? []));
  if (values.length < 2) return [];
  const most = Math.max(...values);
  const spread = most === 0 ? 1 : most * 1.12;
  const last = drawn.at(-1);
  const said = lines.map(({ label, value }) => {
    const latest = last === undefined ? null : value(last);
    return `${label} ${latest === null ? "unknown" : text(latest)}`;
  });
  const description = `${title} by window, from zero. In the last window, ${formatInstant(last?.start.toISOString() ?? "")}: ${said.join(", ")}.`;
  const options = (width: number): Plot.PlotOptions => ({
    ...{ width, height, ...margins, ...rims },
    x: timeAxis(drawn, width),
    y: { label: null, grid: true, domain: [0, spread], ticks: 3, tickFormat: text },
    marks: [...lines.flatMap((line) => lineMarks(drawn, line)), labelMarks(drawn, { lines, text, spread })],
  });
  return [{ id, title, description, options }];
}

/** One line a side; the error rate's interval is a rule. */
function lineMarks(drawn: readonly Drawn[], { label, dash, value }: Line): Plot.Markish[] {
  const whiskers = label === "errors" ? drawn.filter(({ low, high }) => low !== null && high !== null) : [];
  return [
    Plot.ruleX(whiskers, { x: middle, y1: "low", y2: "high", stroke: color("muted"), strokeWidth: 1 }),
    ...(["reference", "production"] as const).map((side) =>
      Plot.line(
        drawn.filter((window) => window.side === side && value(window) !== null),
        { x: middle, y: value, stroke: color(side), strokeWidth: 1.75, strokeDasharray: dash },
      ),
    ),
  ];
}

/** Each line's name and last value at its end, moved apart where they would cover each other. */
function labelMarks(
  drawn: readonly Drawn[],
  { lines, text, spread }: { readonly lines: readonly Line[]; readonly spread: number } & Pick<Small, "text">,
): Plot.Markish {
  const ends = lines.flatMap(({ label, value }) => {
    const last = drawn.findLast((window) => value(window) !== null);
    const height = last === undefined ? null : value(last);
    return last === undefined || height === null ? [] : [{ last, height, label: `${label} ${text(height)}` }];
  });
  const places = apart(
    ends.map((end) => end.height),
    { gap: (12 * spread) / (height - rims.marginTop - rims.marginBottom), most: spread },
  );
  return Plot.text(ends, {
    ...{ x: ({ last }: (typeof ends)[number]) => middle(last), y: places, text: "label" },
    ...{ dx: 8, textAnchor: "start", fill: color("text"), fontSize: 11 },
  });
}
