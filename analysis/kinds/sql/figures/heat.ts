import * as Plot from "@observablehq/plot";
import { formatCount } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { distinct, extent, markText, room, short, tipText, type Drawing, type Mark } from "./marks.ts";

const most = { columns: 40, rows: 40 };
const faintest = 0.06;

/** One cell a row of the result; the stronger the colour, the higher the value. Of two rows in one cell, the later is on top. */
export function heat({ marks, labels }: Drawing): Pick<Figure, "description" | "options"> {
  const [xs, ys] = [distinct(marks.map(({ x }) => x)), distinct(marks.map(({ y }) => y))];
  const [columns, rows] = [xs.slice(0, most.columns), ys.slice(0, most.rows)];
  const shown = marks.filter(({ x, y }) => columns.includes(markText(x)) && rows.includes(markText(y)));
  const [low, high] = extent(shown.map(({ z }) => z));
  const strength = ({ z }: Mark): number =>
    high === low ? 0.5 : faintest + (1 - faintest) * ((Number(z) - low) / (high - low));
  const isLegible = columns.length <= 12;
  const cell = { x: ({ x }: Mark) => markText(x), y: ({ y }: Mark) => markText(y) };
  const cut = xs.length > columns.length || ys.length > rows.length;
  return {
    description:
      `${labels.z} by ${labels.y} and ${labels.x}, from ${markText(low)} (faint) to ${markText(high)} (strong).` +
      (cut
        ? ` Drawn: ${formatCount(columns.length)} of ${formatCount(xs.length)} by ${formatCount(rows.length)} of ${formatCount(ys.length)}.`
        : ""),
    options: (width) => ({
      ...{ width, height: 80 + 26 * rows.length, marginLeft: room(rows), marginRight: 24, marginBottom: 56 },
      x: { type: "band", domain: columns, label: `${short(labels.x)} →`, padding: 0.04, ...xTicks(columns, width) },
      y: { type: "band", domain: rows, label: null, padding: 0.04, tickFormat: short },
      opacity: { type: "identity" },
      marks: [
        Plot.cell(shown, { ...cell, fill: color("production"), fillOpacity: strength }),
        ...(isLegible
          ? [
              Plot.text(shown, {
                ...cell,
                ...{
                  text: ({ z }: Mark) => markText(z),
                  fill: color("text"),
                  stroke: color("surface"),
                  strokeWidth: 3,
                },
              }),
            ]
          : []),
        Plot.tip(shown, Plot.pointer({ ...cell, title: (mark: Mark) => tipText(mark, labels) })),
      ],
    }),
  };
}

function xTicks(columns: readonly string[], width: number): object {
  const every = Math.ceil(columns.length / Math.max(2, Math.floor(width / 110)));
  return { ticks: columns.filter((_, index) => index % every === 0), tickFormat: short };
}
