import * as Plot from "@observablehq/plot";
import { formatCount, formatPoints, formatShare } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import type { CategoryBins, ColumnResult } from "../result.ts";
import { labelWidth, short } from "./labels.ts";

interface Category {
  readonly name: string;
  readonly reference: number;
  readonly production: number;
}

function categoryRows(column: ColumnResult, bins: CategoryBins): readonly Category[] {
  const share = (name: string, reference: number, production: number): Category => ({
    name,
    reference: reference / column.reference.rows,
    production: production / column.production.rows,
  });
  const mark = (reference: number, production: number): string =>
    reference === 0 ? " (new)" : production === 0 ? " (gone)" : "";
  const named = bins.named.map(({ name, reference, production }) =>
    share(`${short(name)}${mark(reference, production)}`, reference, production),
  );
  const missing =
    column.reference.missing + column.production.missing > 0
      ? [share("missing", column.reference.missing, column.production.missing)]
      : [];
  const others =
    bins.others.categories > 0
      ? [share(`other (${formatCount(bins.others.categories)})`, bins.others.reference, bins.others.production)]
      : [];
  return [...named, ...missing, ...others].sort(
    (a, b) => Math.abs(b.production - b.reference) - Math.abs(a.production - a.reference),
  );
}

/** A categorical column: each category's share on both sides, the largest change first. */
export function categoriesFigure(column: ColumnResult, bins: CategoryBins): Figure {
  const rows = categoryRows(column, bins);
  const [largest] = rows;
  const change =
    largest === undefined
      ? ""
      : ` Largest change: ${largest.name}, ${formatPoints(largest.production - largest.reference)}.`;
  const description = `Share of rows by category: hollow circle for the reference, square for production.${change}`;
  return {
    id: `distribution-${column.name}`,
    title: `${column.name} in reference and production`,
    description,
    options: (width) => categoricalOptions(rows, width),
  };
}

function categoricalOptions(rows: readonly Category[], width: number): Plot.PlotOptions {
  const names = rows.map(({ name }) => name);
  const most = Math.max(...rows.map(({ reference, production }) => Math.max(reference, production)));
  return {
    ...{
      width,
      height: 60 + 22 * rows.length,
      marginLeft: labelWidth(names.map((name) => `${name}      `)),
      marginRight: 88,
      marginTop: 12,
      marginBottom: 36,
    },
    x: {
      label: "share of rows →",
      grid: true,
      domain: [0, most],
      tickFormat: formatShare,
      ticks: Math.max(2, Math.floor(width / 140)),
    },
    y: { type: "point", domain: names, label: null },
    marks: [
      Plot.link(rows, {
        x1: "reference",
        x2: "production",
        y1: "name",
        y2: "name",
        stroke: color("muted"),
        strokeWidth: 1.5,
      }),
      Plot.dot(rows, {
        x: "reference",
        y: "name",
        r: 5,
        stroke: color("reference"),
        strokeWidth: 2,
        fill: color("surface"),
      }),
      Plot.dot(rows, { x: "production", y: "name", r: 4.5, symbol: "square", fill: color("production") }),
      Plot.text(rows, {
        y: "name",
        frameAnchor: "right",
        dx: 82,
        textAnchor: "end",
        fill: color("text"),
        text: ({ reference, production }: Category) => formatPoints(production - reference),
      }),
    ],
  };
}
