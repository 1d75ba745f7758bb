import * as Plot from "@observablehq/plot";
import { formatCount, formatPoints, formatShare } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import type { QualityResult } from "../result.ts";
import { sideLegend } from "./legend.ts";

const maxRows = 15;
const rowHeight = 22;

interface Row {
  readonly column: string;
  readonly reference: number;
  readonly production: number;
  readonly difference: number;
}

/** The missing share of each column that changed: a hollow circle for the reference, a filled square for production. */
export function missingChange({ checks }: QualityResult): readonly Figure[] {
  const all = checks.flatMap(({ check, column, reference, production, difference }): Row[] =>
    check === "missing" && column !== null && difference !== null
      ? [{ column, reference: reference ?? 0, production: production ?? 0, difference }]
      : [],
  );
  const changed = all
    .filter(({ difference }) => difference !== 0)
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || (a.column < b.column ? -1 : 1));
  const [largest] = changed;
  if (!largest) return [];
  const rows = changed.slice(0, maxRows);
  const unchanged = all.length - changed.length;
  const description =
    `Missing share in reference and production for ${formatCount(rows.length)} of ${formatCount(changed.length)} columns where it changed` +
    `${unchanged > 0 ? `; it is equal in ${formatCount(unchanged)} more` : ""}. ` +
    `Largest change: ${largest.column}, ${formatPoints(largest.difference)}.`;
  const title = "Missing values, reference and production";
  return [{ id: "missing_change", title, description, options: (width) => optionsOf(rows, width) }];
}

const optionsOf = (rows: readonly Row[], width: number): Plot.PlotOptions => ({
  ...{ width, height: 76 + rowHeight * rows.length, marginLeft: labelWidth(rows) },
  ...{ marginRight: 88, marginTop: 32, marginBottom: 36 },
  x: {
    ...{ label: "missing →", grid: true, nice: true, ticks: Math.max(2, Math.floor(width / 140)) },
    domain: [0, Math.max(...rows.map((row) => Math.max(row.reference, row.production)))],
    tickFormat: (share: number) => formatShare(share),
  },
  y: { type: "point", domain: rows.map(({ column }) => column), label: null, tickFormat: short },
  marks: [...sideLegend("○"), ...marksOf(rows)],
});

const marksOf = (rows: readonly Row[]): readonly Plot.Markish[] => [
  Plot.link(rows, {
    ...{ x1: "reference", x2: "production", y1: "column", y2: "column" },
    ...{ stroke: color("muted"), strokeOpacity: 0.6 },
  }),
  Plot.dot(rows, {
    ...{ x: "reference", y: "column", r: 4.5 },
    ...{ stroke: color("reference"), strokeWidth: 2, fill: color("surface") },
  }),
  Plot.dot(rows, { x: "production", y: "column", r: 4.5, symbol: "square", fill: color("production") }),
  Plot.text(rows, {
    ...{ y: "column", frameAnchor: "right", textAnchor: "start", dx: 10, fill: color("text") },
    text: ({ difference }: Row) => formatPoints(difference),
  }),
  Plot.tip(rows, Plot.pointerY({ x: "production", y: "column", title: tipOf })),
];

const tipOf = ({ column, reference, production, difference }: Row): string =>
  `${column}\nreference ${formatShare(reference)}\nproduction ${formatShare(production)}\nchange ${formatPoints(difference)}`;

export const short = (name: string): string => (name.length > 24 ? `${name.slice(0, 23)}…` : name);
export const labelWidth = (rows: readonly { column: string }[]): number =>
  16 + 7 * Math.max(6, ...rows.map(({ column }) => short(column).length));
