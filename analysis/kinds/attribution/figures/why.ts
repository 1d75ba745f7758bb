import * as Plot from "@observablehq/plot";
import { formatMetric } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { beforeName, metricInText, metricName, sliceName } from "../names.ts";
import { isClear, leadingFeatures } from "../rank-parts.ts";
import type { AttributionResult, Estimate } from "../result.ts";
import { intervalText, signed, topSlice } from "../sentence.ts";
import { labelWidth, short, ticksIn } from "./axis.ts";

/** A contributor and where its arrow begins and ends. */
interface Step {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Nothing for a sum of several. */
  readonly estimate: Estimate | null;
}

interface Walk {
  readonly start: number;
  readonly end: number;
  readonly names: readonly [before: string, after: string];
  readonly steps: readonly Step[];
  readonly axis: string;
}

const mostSteps = 8;
const rowHeight = 24;
const caption = "Contribution is not cause.";
/** Names that no column can have: the ends of the walk. */
const unexplained = "not explained by inputs";

/** From the loss before to the loss after, an arrow a contributor: by feature, then by the slices of the column that says most. */
export const whyFigures = (result: AttributionResult): readonly Figure[] => [...byFeature(result), ...bySlice(result)];

function byFeature(result: AttributionResult): readonly Figure[] {
  const { shares, sides } = result;
  if (shares === null || sides.reference.mean === null) return [];
  const parts = leadingFeatures(shares).map(({ column, part }) => ({ name: column, estimate: part }));
  const steps = walkFrom(sides.reference.mean, parts, { name: unexplained, estimate: shares.unexplained });
  const told = parts.map(({ name, estimate }) => `${name} ${signed(estimate.value)}`).join(", ");
  const description = `${endsText(result)}: ${told === "" ? "no feature shifted beyond chance" : told}, not explained by inputs ${signed(shares.unexplained.value)}. Arrows add up to the change; grey ones may be chance. ${caption}`;
  return [
    figureOf(result, steps, {
      id: "why_features",
      title: `Why ${metricInText(result)} changed, by feature`,
      description,
    }),
  ];
}

function bySlice(result: AttributionResult): readonly Figure[] {
  const [top, { sides, slices }] = [topSlice(result), result];
  const split = slices.find(({ column }) => column === top?.column);
  if (top === null || split === undefined || sides.reference.mean === null) return [];
  const parts = split.parts
    .flatMap(({ label, nature, mix, behaviour }) => {
      const name = sliceName("", label, nature).replace(/^( =)? /, "");
      return [
        { name: `${name}, behaviour`, estimate: behaviour },
        { name: `${name}, mix`, estimate: mix },
      ];
    })
    .filter(({ estimate }) => estimate.value !== 0)
    .sort((a, b) => Math.abs(b.estimate.value) - Math.abs(a.estimate.value) || (a.name < b.name ? -1 : 1));
  const steps = walkFrom(sides.reference.mean, parts, null);
  const [first] = parts;
  const description = `${endsText(result)}, split by ${top.column} into who came (mix) and how the model did on them (behaviour). ${first ? `Most is ${first.name}: ${signed(first.estimate.value)} (${intervalText(first.estimate)}).` : ""} Arrows add up to the change; grey ones may be chance. ${caption}`;
  const title = `Why ${metricInText(result)} changed, by ${short(top.column)}`;
  return [figureOf(result, steps, { id: "why_slices", title, description })];
}

const endsText = (result: AttributionResult): string =>
  `${metricName(result)} from ${formatMetric(result.sides.reference.mean ?? 0)} (${beforeName(result)}) to ${formatMetric(result.sides.production.mean ?? 0)} (production)`;

interface Part {
  readonly name: string;
  readonly estimate: Estimate;
}

/** The largest one by one, then the sum of the others, then what is always shown. */
function walkFrom(start: number, parts: readonly Part[], last: Part | null): readonly Step[] {
  const own = parts.slice(0, mostSteps);
  const others = parts.slice(mostSteps);
  let at = start;
  const step = (name: string, value: number, estimate: Estimate | null): Step => {
    const from = at;
    at += value;
    return { name, from, to: at, estimate };
  };
  return [
    ...own.map(({ name, estimate }) => step(name, estimate.value, estimate)),
    ...(others.length === 0
      ? []
      : [
          step(
            `${others.length} others`,
            others.reduce((sum, { estimate }) => sum + estimate.value, 0),
            null,
          ),
        ]),
    ...(last === null ? [] : [step(last.name, last.estimate.value, last.estimate)]),
  ];
}

function figureOf(
  result: AttributionResult,
  steps: readonly Step[],
  named: Pick<Figure, "id" | "title" | "description">,
): Figure {
  const walk: Walk = {
    ...{ start: result.sides.reference.mean ?? 0, end: result.sides.production.mean ?? 0, steps },
    ...{ names: [`○ ${beforeName(result)}`, "■ production"], axis: metricInText(result) },
  };
  return { ...named, options: (width) => optionsOf(walk, width) };
}

function optionsOf({ start, end, names, steps, axis }: Walk, width: number): Plot.PlotOptions {
  const [before, after] = names;
  const rows = [before, ...steps.map(({ name }) => name), after];
  const ends = [start, end, ...steps.flatMap(({ from, to }) => [from, to])];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = (high - low) * 0.08 || Math.abs(high) * 0.05 || 1;
  return {
    ...{ width, height: 76 + rowHeight * rows.length, marginLeft: labelWidth(rows), marginRight: 72 },
    ...{ marginTop: 16, marginBottom: 46 },
    x: {
      ...{ label: `${axis} →`, grid: true, domain: [low - room, high + room], tickFormat: formatMetric },
      ticks: ticksIn(width),
    },
    // Rows are numbers, so that a column may have any name, those of the ends included.
    y: { type: "point", domain: [...rows.keys()], label: null, tickFormat: (row: number) => short(rows[row] ?? "") },
    marks: [
      ...endMarks([
        { row: 0, value: start },
        { row: rows.length - 1, value: end },
      ]),
      ...stepMarks(steps.map((step, index) => ({ ...step, row: index + 1 }))),
      Plot.text([caption], {
        ...{ frameAnchor: "bottom-left", dy: 36, dx: 4 - labelWidth(rows), text: (line: string) => line },
        fill: color("muted"),
      }),
    ],
  };
}

interface End {
  readonly row: number;
  readonly value: number;
}

const endMarks = ([before, after]: readonly [End, End]): Plot.Markish[] => [
  Plot.ruleX([before], { x: "value", stroke: color("reference"), strokeDasharray: "2,3" }),
  Plot.ruleX([after], { x: "value", stroke: color("production"), strokeDasharray: "2,3" }),
  Plot.dot([before], {
    ...{ x: "value", y: "row", r: 5, fill: color("surface"), stroke: color("reference"), strokeWidth: 2 },
  }),
  Plot.dot([after], { x: "value", y: "row", r: 5, symbol: "square", fill: color("production") }),
  Plot.text([before, after], {
    ...{ y: "row", frameAnchor: "right", textAnchor: "start", dx: 10, fill: color("text"), fontWeight: 600 },
    text: ({ value }: End) => formatMetric(value),
  }),
];

type Row = Step & { readonly row: number };

const isSure = ({ estimate }: Step): boolean => estimate !== null && isClear(estimate);

function stepMarks(steps: readonly Row[]): Plot.Markish[] {
  const arrows = (list: readonly Row[], sure: boolean): Plot.Markish =>
    Plot.arrow(list, {
      ...{ x1: "from", x2: "to", y1: "row", y2: "row", headLength: 9, strokeWidth: sure ? 3 : 2 },
      stroke: color(sure ? "production" : "muted"),
    });
  const moves = steps.filter(({ from, to }) => from !== to);
  return [
    arrows(moves.filter(isSure), true),
    arrows(
      moves.filter((step) => !isSure(step)),
      false,
    ),
    Plot.text(steps, {
      ...{ y: "row", frameAnchor: "right", textAnchor: "start", dx: 10, fill: color("text") },
      text: ({ from, to }: Step) => signed(to - from),
    }),
    Plot.tip(steps, Plot.pointerY({ y: "row", x: "to", title: tipText })),
  ];
}

const tipText = ({ name, from, to, estimate }: Step): string =>
  [name, signed(to - from), ...(estimate === null ? [] : [`95 %: ${intervalText(estimate)}`])].join("\n");
