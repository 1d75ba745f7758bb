import * as Plot from "@observablehq/plot";
import { formatCount } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { extent, markText, short, type Drawing } from "./marks.ts";

const mostBins = 24;

interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** How often values occur in bins of one width, over the rows of the result. */
export function histogram({ marks, labels }: Drawing): Pick<Figure, "description" | "options"> {
  const values = marks.map(({ x }) => Number(x));
  const [low, high] = extent(values);
  const bins = binsOf(values, low, high);
  return {
    description: `${formatCount(values.length)} values of ${labels.x} from ${markText(low)} to ${markText(high)}, in ${formatCount(bins.length)} bins of one width.`,
    options: (width) => ({
      ...{ width, height: 260, marginLeft: 64, marginRight: 24, marginBottom: 40 },
      x: { type: "linear", label: `${short(labels.x)} →`, ticks: Math.max(2, Math.floor(width / 120)) },
      y: { label: "↑ rows", grid: true, nice: true, zero: true },
      marks: [
        Plot.rectY(bins, {
          x1: "from",
          x2: "to",
          y: "count",
          fill: color("production"),
          fillOpacity: 0.85,
          inset: 0.5,
        }),
        Plot.ruleY([0], { stroke: color("muted") }),
        Plot.tip(
          bins,
          Plot.pointerX({
            ...{ x: ({ from, to }: Bin) => from / 2 + to / 2, y: "count" },
            title: ({ from, to, count }: Bin) => `${markText(from)} to ${markText(to)}\n${formatCount(count)} rows`,
          }),
        ),
      ],
    }),
  };
}

/** Equal bins from the smallest to the largest value, the last closed; √n of them, at most 24. One value makes one bin. */
function binsOf(values: readonly number[], low: number, high: number): readonly Bin[] {
  const isOne = low === high;
  const count = isOne ? 1 : Math.min(mostBins, Math.max(2, Math.ceil(Math.sqrt(values.length))));
  const [start, end] = isOne ? [low - 0.5, high + 0.5] : [low, high];
  const at = (share: number): number => start * (1 - share) + end * share;
  const counts = Array.from({ length: count }, () => 0);
  for (const value of values) {
    const share = (value - start) / (end - start);
    const bin = Math.min(count - 1, Math.floor(share * count));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((rows, index) => ({ from: at(index / count), to: at((index + 1) / count), count: rows }));
}
