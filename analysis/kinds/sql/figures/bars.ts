import * as Plot from "@observablehq/plot";
import { formatCount, formatNumber } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { markText, room, short, tipText, type Drawing, type Mark } from "./marks.ts";

const mostBars = 40;
const rowHeight = 22;

/** One bar a row in the query's order, from zero. Rows of one name each get their bar. */
export function bars({ marks, labels }: Drawing): Pick<Figure, "description" | "options"> {
  const shown = marks.slice(0, mostBars).map((mark, index) => ({ ...mark, index }));
  const names = shown.map(({ x }) => markText(x));
  const more =
    marks.length > shown.length ? `, the first ${formatCount(shown.length)} of ${formatCount(marks.length)}` : "";
  const largest = shown.reduce((best, mark) => (Number(mark.y) > Number(best.y) ? mark : best));
  const nameAt = (index: number): string => short(names[index] ?? "");
  return {
    description: `${labels.y} by ${labels.x}${more}. Largest: ${markText(largest.x)}, ${markText(largest.y)}.`,
    options: (width) => ({
      ...{ width, height: 60 + rowHeight * shown.length, marginLeft: room(names), marginRight: 88, marginBottom: 40 },
      x: {
        label: `${short(labels.y)} →`,
        grid: true,
        nice: true,
        zero: true,
        ticks: Math.max(2, Math.floor(width / 140)),
      },
      y: { type: "band", domain: shown.map(({ index }) => index), label: null, tickFormat: nameAt, padding: 0.25 },
      marks: [
        Plot.barX(shown, { x: "y", y: "index", fill: color("production"), fillOpacity: 0.85 }),
        Plot.text(shown, {
          ...{ y: "index", frameAnchor: "right", textAnchor: "start", dx: 10, fill: color("text") },
          text: ({ y }: Mark) => formatNumber(Number(y)),
        }),
        Plot.ruleX([0], { stroke: color("muted") }),
        Plot.tip(shown, Plot.pointerY({ x: "y", y: "index", title: (mark: Mark) => tipText(mark, labels) })),
      ],
    }),
  };
}
