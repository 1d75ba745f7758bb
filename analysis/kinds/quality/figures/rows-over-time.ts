import * as Plot from "@observablehq/plot";
import { formatCount, formatInstant } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import type { SideName } from "../parts.ts";
import type { QualityResult, QualityWindow } from "../result.ts";
import { nextWindow } from "../windows.ts";
import { sideLegend } from "./legend.ts";

type Time = NonNullable<QualityResult["time"]>;
interface Bar {
  readonly start: Date;
  readonly end: Date;
  readonly rows: number;
  readonly flag: QualityWindow["flag"];
  readonly title: string;
}

/** Rows per window of both sides, the flagged windows marked and the gaps named. */
export function rowsOverTime({ time }: QualityResult): readonly Figure[] {
  if (!time) return [];
  const [reference, production] = [barsOf(time, "reference"), barsOf(time, "production")];
  if (reference.length + production.length < 2) return [];
  const flagged = production.filter(({ flag }) => flag === "low" || flag === "high");
  const gaps = production.filter(({ flag }) => flag === "gap");
  const description =
    `Rows per ${time.unit} by ${time.column}: ${formatCount(reference.length)} reference and ${formatCount(production.length)} production windows, ` +
    `${formatCount(flagged.length)} flagged, ${formatCount(gaps.length)} without rows.${time.median === null ? "" : ` Dashed: the reference's median, ${formatCount(time.median)} rows.`}`;
  const options = (width: number): Plot.PlotOptions => ({
    ...{ width, height: 250, marginLeft: 64, marginRight: 24, marginTop: 32 },
    x: { type: "utc", label: null },
    y: { label: "↑ rows", grid: true, zero: true, nice: true, tickFormat: "~s", insetTop: 20 },
    marks: [
      ...(time.median === null
        ? []
        : [Plot.ruleY([time.median], { stroke: color("reference"), strokeDasharray: "6,3" })]),
      bars(reference, "reference"),
      bars(production, "production"),
      ...sideLegend("■"),
      Plot.rect(gaps, { x1: "start", x2: "end", fill: color("reference-fill"), fillOpacity: 0.6 }),
      Plot.text(gaps.slice(0, 1), {
        x: middle,
        frameAnchor: "top",
        dy: 4,
        text: () => "no data",
        fill: color("muted"),
        fontSize: 11,
      }),
      Plot.dot(flagged, {
        x: middle,
        y: "rows",
        dy: -9,
        symbol: "diamond",
        r: 4.5,
        fill: color("warn"),
        stroke: color("surface"),
      }),
      Plot.tip([...reference, ...production], Plot.pointerX({ x: middle, y: "rows", title: "title" })),
      Plot.ruleY([0], { stroke: color("muted") }),
    ],
  });
  return [{ id: "rows_over_time", title: "Rows per window", description, options }];
}

const bars = (data: readonly Bar[], side: SideName): Plot.Markish =>
  Plot.rectY(data, {
    x1: "start",
    x2: "end",
    y: "rows",
    fill: color(side),
    fillOpacity: side === "reference" ? 0.45 : 0.85,
    inset: 0.5,
  });

const middle = ({ start, end }: Bar): Date => new Date((start.getTime() + end.getTime()) / 2);

const barsOf = (time: Time, side: SideName): readonly Bar[] =>
  (time.windows[side] ?? []).map(({ start, rows, flag, complete }) => ({
    ...{ start: new Date(start), end: new Date(nextWindow(start, time.unit)), rows, flag },
    title: `${formatInstant(start)}\n${side}\n${formatCount(rows)} rows${complete ? "" : " (window not complete)"}`,
  }));
