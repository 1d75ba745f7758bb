import * as Plot from "@observablehq/plot";
import { formatCount, formatPoints, formatShare } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import type { Check, QualityResult } from "../result.ts";
import { sideLegend } from "./legend.ts";

const maxRows = 15;
const rowHeight = 22;

/** The missing share of each column that changed: a hollow circle for the reference, a filled square for production. */
export function missingChange({ checks }: QualityResult): readonly Figure[] {
  const all = checks.filter(
    (check): check is Check & { column: string; difference: number } =>
      check.check === "missing" && check.column !== null && check.difference !== null,
  );
  const changed = all.filter(({ difference }) => difference !== 0);
  if (changed.length === 0) return [];
  const order = [...changed]
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || (a.column < b.column ? -1 : 1))
    .slice(0, maxRows);
  const data = order.map(({ column, reference, production, difference }) => ({
    column,
    reference: reference ?? 0,
    production: production ?? 0,
    difference,
  }));
  const unchanged = all.length - changed.length;
  const description =
    `Missing share in reference and production for ${formatCount(data.length)} of ${formatCount(changed.length)} columns where it changed` +
    `${unchanged > 0 ? `; it is equal in ${formatCount(unchanged)} more` : ""}. ` +
    `Largest change: ${data[0]?.column ?? ""}, ${formatPoints(data[0]?.difference ?? 0)}.`;
  const options = (width: number): Plot.PlotOptions => ({
    ...{
      width,
      height: 76 + rowHeight * data.length,
      marginLeft: labelWidth(data),
      marginRight: 88,
      marginTop: 32,
      marginBottom: 36,
    },
    x: {
      label: "missing →",
      grid: true,
      nice: true,
      domain: [0, Math.max(...data.map((row) => Math.max(row.reference, row.production)))],
      tickFormat: (share: number) => formatShare(share),
      ticks: Math.max(2, Math.floor(width / 140)),
    },
    y: { type: "point", domain: data.map(({ column }) => column), label: null, tickFormat: short },
    marks: [
      ...sideLegend("○"),
      Plot.link(data, {
        x1: "reference",
        x2: "production",
        y1: "column",
        y2: "column",
        stroke: color("muted"),
        strokeOpacity: 0.6,
      }),
      Plot.dot(data, {
        x: "reference",
        y: "column",
        r: 4.5,
        stroke: color("reference"),
        strokeWidth: 2,
        fill: color("surface"),
      }),
      Plot.dot(data, { x: "production", y: "column", r: 4.5, symbol: "square", fill: color("production") }),
      Plot.text(data, {
        y: "column",
        frameAnchor: "right",
        textAnchor: "start",
        dx: 10,
        text: ({ difference }: { difference: number }) => formatPoints(difference),
        fill: color("text"),
      }),
      Plot.tip(
        data,
        Plot.pointerY({
          ...{ x: "production", y: "column" },
          title: (row: (typeof data)[number]) =>
            `${row.column}\nreference ${formatShare(row.reference)}\nproduction ${formatShare(row.production)}\nchange ${formatPoints(row.difference)}`,
        }),
      ),
    ],
  });
  return [{ id: "missing_change", title: "Missing values, reference and production", description, options }];
}

export const short = (name: string): string => (name.length > 24 ? `${name.slice(0, 23)}…` : name);
export const labelWidth = (rows: readonly { column: string }[]): number =>
  16 + 7 * Math.max(6, ...rows.map(({ column }) => short(column).length));
