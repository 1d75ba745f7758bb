import * as Plot from "@observablehq/plot";
import { formatCount, formatMetric, formatNumber } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { importanceNames } from "../names.ts";
import type { AttributionResult } from "../result.ts";
import { short } from "./axis.ts";

interface Point {
  readonly column: string;
  readonly psi: number;
  readonly importance: number;
}

const mostLabels = 5;
const height = 300;

/** Drift against importance: what is at the top right is both. */
export function importanceFigure({ importance }: AttributionResult): readonly Figure[] {
  const points = importance.features.flatMap(({ column, psi, importance: weight }): Point[] =>
    psi === null || weight === null || weight <= 0 ? [] : [{ column, psi, importance: weight }],
  );
  const [first] = points;
  if (first === undefined || points.length < 2) return [];
  const left = importance.features.length - points.length;
  const description =
    `Population stability index against importance (${importanceNames[importance.source]}) of ${formatCount(points.length)} features` +
    `${left > 0 ? `; ${formatCount(left)} without both are in the table` : ""}. ` +
    `Most of both: ${first.column}, PSI ${formatMetric(first.psi)}.`;
  const options = (width: number): Plot.PlotOptions => optionsOf(points, width);
  return [{ id: "importance", title: "Drift by importance", description, options }];
}

function optionsOf(points: readonly Point[], width: number): Plot.PlotOptions {
  const weights = points.map(({ importance }) => importance);
  const [least, most] = [Math.min(...weights), Math.max(...weights)];
  const highest = Math.max(0.1, ...points.map(({ psi }) => psi));
  const middle = Math.sqrt(least * most);
  return {
    ...{ width, height, marginLeft: 52, marginRight: 24, marginTop: 28, marginBottom: 40 },
    x: {
      ...{ type: "log", domain: [least / 1.6, most * 2.2], label: "importance →", grid: true },
      ...{ ticks: Math.max(2, Math.floor(width / 160)), tickFormat: formatNumber },
    },
    y: { domain: [0, highest * 1.15], label: "↑ PSI", grid: true, ticks: 5, tickFormat: formatMetric },
    marks: [
      Plot.ruleY([0], { stroke: color("muted") }),
      corner("drifted, low importance", "top-left", 4),
      corner("act first", "top-right", -4),
      Plot.dot(points, { x: "importance", y: "psi", r: 4.5, symbol: "square", fill: color("production") }),
      labels(points, middle),
      Plot.tip(points, Plot.pointer({ x: "importance", y: "psi", title: tipText })),
    ],
  };
}

const corner = (text: string, frameAnchor: "top-left" | "top-right", dx: number): Plot.Markish =>
  Plot.text([text], { frameAnchor, dx, dy: 4, text: (line: string) => line, fill: color("muted") });

/** Names of the features with most of both that are not at the bottom, on the side where there is room. */
function labels(points: readonly Point[], middle: number): Plot.Markish[] {
  const highest = Math.max(...points.map(({ psi }) => psi));
  const named = points.slice(0, mostLabels).filter(({ psi }, index) => index === 0 || psi >= highest / 10);
  const apart = named.filter((point, index) => !named.slice(0, index).some((other) => touches(point, other, named)));
  const side = (list: readonly Point[], textAnchor: "start" | "end", dx: number): Plot.Markish =>
    Plot.text(list, {
      ...{ x: "importance", y: "psi", text: ({ column }: Point) => short(column), textAnchor, dx },
      ...{ fill: color("text"), stroke: color("surface"), strokeWidth: 3 },
    });
  return [
    side(
      apart.filter(({ importance }) => importance < middle),
      "start",
      9,
    ),
    side(
      apart.filter(({ importance }) => importance >= middle),
      "end",
      -9,
    ),
  ];
}

/** Two labels at about one height would be drawn over each other. */
const touches = (one: Point, two: Point, all: readonly Point[]): boolean =>
  Math.abs(one.psi - two.psi) < 0.06 * Math.max(...all.map(({ psi }) => psi), 0.1);

const tipText = ({ column, psi, importance }: Point): string =>
  `${column}\nPSI ${formatMetric(psi)}\nimportance ${formatNumber(importance)}`;
