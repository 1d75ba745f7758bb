import * as Plot from "@observablehq/plot";
import { formatCount, formatMetric } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import type { AttributionResult, Classifier } from "../result.ts";
import { intervalText, signed } from "../sentence.ts";
import { labelWidth, short, ticksIn } from "./axis.ts";

type Row = Classifier["features"][number];

const mostRows = 12;
const rowHeight = 22;

/** What the classifier loses when a feature is shuffled. */
export function classifierFigure({ classifier }: AttributionResult): readonly Figure[] {
  if (classifier?.auc == null || classifier.features.length === 0) return [];
  const { auc, features, rows: sizes } = classifier;
  const rows = features.slice(0, mostRows);
  const [first] = rows;
  const title = `What tells production from the reference: AUC ${formatMetric(auc.value)}`;
  const description =
    `Out-of-fold AUC ${formatMetric(auc.value)} (${intervalText(auc)}) of a domain classifier on ${formatCount(sizes[0])} and ${formatCount(sizes[1])} sampled rows; 0.5 is no difference. ` +
    `Bars are how much it falls when one feature is shuffled, ${formatCount(rows.length)} of ${formatCount(features.length)} features. ${first ? `Most: ${first.column}, ${formatMetric(first.drop)}.` : ""}`;
  return [{ id: "classifier", title, description, options: (width) => optionsOf(rows, width) }];
}

function optionsOf(rows: readonly Row[], width: number): Plot.PlotOptions {
  const drops = rows.map(({ drop }) => drop);
  return {
    ...{ width, height: 60 + rowHeight * rows.length, marginLeft: labelWidth(rows.map(({ column }) => column)) },
    ...{ marginRight: 72, marginTop: 12, marginBottom: 36 },
    x: {
      ...{ label: "AUC lost →", grid: true, ticks: ticksIn(width), tickFormat: formatMetric },
      domain: [Math.min(0, ...drops), Math.max(0.01, ...drops)],
    },
    y: { type: "band", domain: rows.map(({ column }) => column), label: null, tickFormat: short, padding: 0.35 },
    marks: [
      Plot.barX(rows, { x: "drop", y: "column", fill: color("production") }),
      Plot.ruleX([0], { stroke: color("muted") }),
      Plot.text(rows, {
        ...{ y: "column", frameAnchor: "right", textAnchor: "start", dx: 10, fill: color("text") },
        text: ({ drop }: Row) => signed(drop),
      }),
      Plot.tip(
        rows,
        Plot.pointerY({
          x: "drop",
          y: "column",
          title: ({ column, drop }: Row) => `${column}\nAUC lost ${formatMetric(drop)}`,
        }),
      ),
    ],
  };
}
