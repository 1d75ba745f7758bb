import * as Plot from "@observablehq/plot";
import { formatCount, formatMetric, formatNumber } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import type { AttributionResult } from "../result.ts";
import { signed } from "../sentence.ts";
import { labelWidth, short, ticksIn } from "./axis.ts";

interface Row {
  readonly column: string;
  readonly reference: number;
  readonly production: number;
  readonly ranks: readonly [number, number];
}

const mostRows = 12;
const rowHeight = 22;

/** Mean absolute contribution of each column, before and after. */
export function contributionsFigure({ contributions, settings }: AttributionResult): readonly Figure[] {
  const all = (contributions?.columns ?? []).flatMap(({ column, reference, production, ranks }): Row[] =>
    reference === null || production === null || ranks === null ? [] : [{ column, reference, production, ranks }],
  );
  if (contributions === null || all.length === 0) return [];
  const { ndcg, spearman } = contributions;
  const rows = all.slice(0, mostRows);
  const title = `Mean absolute contribution${ndcg.value === null ? "" : `: nDCG of the order ${formatMetric(ndcg.value)}`}`;
  const description =
    `Mean absolute contribution of ${formatCount(rows.length)} of ${formatCount(all.length)} columns, rings the reference, squares production. ` +
    `${ndcg.value === null ? "" : `nDCG ${formatMetric(ndcg.value)} (flagged below ${String(settings.ndcg_line)}). `}` +
    `${spearman.value === null ? "" : `Spearman ${formatMetric(spearman.value)}.`}`;
  return [{ id: "contributions", title, description, options: (width) => optionsOf(rows, width) }];
}

const optionsOf = (rows: readonly Row[], width: number): Plot.PlotOptions => ({
  ...{ width, height: 84 + rowHeight * rows.length, marginLeft: labelWidth(rows.map(({ column }) => column)) },
  ...{ marginRight: 112, marginTop: 32, marginBottom: 36 },
  x: {
    ...{ label: "mean |contribution| →", grid: true, nice: true, ticks: ticksIn(width), tickFormat: formatNumber },
    domain: [0, Math.max(...rows.flatMap(({ reference, production }) => [reference, production])) || 1],
  },
  y: { type: "point", domain: rows.map(({ column }) => column), label: null, tickFormat: short },
  marks: [
    legend("○ reference", "reference", 0),
    legend("■ production", "production", 84),
    Plot.link(rows, {
      ...{ x1: "reference", x2: "production", y1: "column", y2: "column" },
      ...{ stroke: color("muted"), strokeOpacity: 0.6 },
    }),
    Plot.dot(rows, {
      ...{ x: "reference", y: "column", r: 4.5, stroke: color("reference"), strokeWidth: 2, fill: color("surface") },
    }),
    Plot.dot(rows, { x: "production", y: "column", r: 4.5, symbol: "square", fill: color("production") }),
    Plot.text(rows, {
      ...{ y: "column", frameAnchor: "right", textAnchor: "start", dx: 10, fill: color("text") },
      text: ({ reference, production, ranks }: Row) =>
        `${signed(production - reference)}  #${String(ranks[0])}→${String(ranks[1])}`,
    }),
    Plot.tip(rows, Plot.pointerY({ x: "production", y: "column", title: tipText })),
  ],
});

const legend = (text: string, token: "reference" | "production", dx: number): Plot.Markish =>
  Plot.text([text], {
    ...{ frameAnchor: "top-left", dx, dy: -22, text: (line: string) => line },
    ...{ fill: color(token), fontWeight: 600 },
  });

const tipText = ({ column, reference, production, ranks }: Row): string =>
  `${column}\nreference ${formatNumber(reference)} (rank ${String(ranks[0])})\nproduction ${formatNumber(production)} (rank ${String(ranks[1])})`;
