import * as Plot from "@observablehq/plot";
import { formatCount } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { scaleOf, short, tipText, type Drawing, type Mark } from "./marks.ts";

/** One dot a row. The axes need not begin at zero. */
export const dots = ({ marks, labels, axes }: Drawing): Pick<Figure, "description" | "options"> => ({
  description: `${formatCount(marks.length)} rows, ${labels.y} over ${labels.x}.`,
  options: (width) => ({
    ...{ width, height: 320, marginLeft: 64, marginRight: 24, marginBottom: 40 },
    x: {
      type: scaleOf(axes.x),
      label: `${short(labels.x)} →`,
      grid: true,
      nice: true,
      ticks: Math.max(2, Math.floor(width / 120)),
    },
    y: { type: scaleOf(axes.y), label: `↑ ${short(labels.y)}`, grid: true, nice: true },
    marks: [
      Plot.dot(marks, { x: "x", y: "y", r: 3, fill: color("production"), fillOpacity: 0.6 }),
      Plot.tip(marks, Plot.pointer({ x: "x", y: "y", title: (mark: Mark) => tipText(mark, labels) })),
    ],
  }),
});
