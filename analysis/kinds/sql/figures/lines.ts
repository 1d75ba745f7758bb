import * as Plot from "@observablehq/plot";
import { formatCount } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { distinct, markText, room, scaleOf, short, tipText, type Drawing, type Mark } from "./marks.ts";

/** Up to four series: more can't be told apart. Colour, dash and symbol, named beside the frame. */
const looks = [
  { stroke: color("production"), dash: "none", symbol: "circle", glyph: "●" },
  { stroke: color("candidate"), dash: "10,4", symbol: "hexagon", glyph: "⬢" },
  { stroke: color("muted"), dash: "6,3", symbol: "square", glyph: "■" },
  { stroke: color("text"), dash: "2,3", symbol: "triangle", glyph: "▲" },
] as const;

interface Series {
  readonly name: string;
  readonly marks: readonly Mark[];
}

/** One line a series, through the rows in the query's order. */
export function lines({ marks, labels, axes }: Drawing): Pick<Figure, "description" | "options"> {
  const names = labels.z === "" ? [""] : distinct(marks.map(({ z }) => z));
  const series = names.slice(0, looks.length).map((name): Series => ({
    name,
    marks: labels.z === "" ? marks : marks.filter(({ z }) => markText(z) === name),
  }));
  const dropped = names.length - series.length;
  const split = labels.z === "" ? "" : `, by ${labels.z}: ${series.map(({ name }) => name).join(", ")}`;
  return {
    description: `${labels.y} over ${labels.x}${split}.${dropped > 0 ? ` ${formatCount(dropped)} further series are not drawn.` : ""}`,
    options: (width) => ({
      ...{ width, height: 260, marginLeft: 64, marginBottom: 40, marginRight: labels.z === "" ? 24 : 24 + room(names) },
      x: { type: scaleOf(axes.x), label: `${short(labels.x)} →`, ...xTicks(axes.x, marks, width) },
      y: { type: "linear", label: `↑ ${short(labels.y)}`, grid: true, nice: true },
      marks: [
        ...series.flatMap(seriesMarks),
        Plot.tip(
          series.flatMap((one) => one.marks),
          Plot.pointerX({ x: "x", y: "y", title: (mark: Mark) => tipText(mark, labels) }),
        ),
      ],
    }),
  };
}

function seriesMarks({ name, marks }: Series, index: number): readonly Plot.Markish[] {
  const { stroke, dash, symbol, glyph } = looks[index] ?? looks[0];
  return [
    Plot.line(marks, { x: "x", y: "y", stroke, strokeWidth: 2, strokeDasharray: dash }),
    ...(marks.length > 60 ? [] : [Plot.dot(marks, { x: "x", y: "y", r: 3, symbol, fill: stroke })]),
    ...(name === "" ? [] : [legendEntry(`${glyph} ${short(name)}`, stroke, index)]),
  ];
}

/** Beside the frame, one below the other: names at the ends of lines lie on each other where lines do. */
const legendEntry = (text: string, fill: string, index: number): Plot.Markish =>
  Plot.text([text], {
    ...{ frameAnchor: "top-right", textAnchor: "start", dx: 12, dy: 4 + 18 * index, fill, fontWeight: 600 },
    text: (name: string) => name,
  });

/** A text axis names some of its values where it has no room for all. */
function xTicks(axis: Drawing["axes"]["x"], marks: readonly Mark[], width: number): object {
  const ticks = Math.max(2, Math.floor(width / 120));
  if (axis !== "text") return { ticks };
  const domain = distinct(marks.map(({ x }) => x));
  const every = Math.ceil(domain.length / ticks);
  return { domain, ticks: domain.filter((_, index) => index % every === 0), tickFormat: short };
}
