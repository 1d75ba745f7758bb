import * as Plot from "@observablehq/plot";
import { formatCount, formatMetric, formatShare } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { verdictLooks } from "../../verdict.ts";
import type { FairnessResult, SliceResult } from "../result.ts";
import { capital, lossNames } from "../words.ts";

/** How much more each slice loses than other rows, on the held-back half; the ring is the same in the reference. */
export function slicesFigure({ slices }: FairnessResult): readonly Figure[] {
  const found = slices?.found ?? [];
  const [first] = found;
  if (slices === null || first === undefined) return [];
  const confirmed = found.filter((slice) => slice.confirmed).length;
  const description =
    `${capital(lossNames[slices.loss])} of each slice less that of all other rows, with 95 % intervals, on ${formatCount(slices.held_back)} rows that the search did not see; ` +
    `the largest share of all loss first. ${formatCount(confirmed)} of ${formatCount(found.length)} are confirmed there, after a search of ${formatCount(slices.tested)} slices. Hollow: not confirmed. Rings: the same difference in the reference. ` +
    `${first.text}: ${formatMetric(first.difference.value)}, ${formatShare(first.share_of_loss)} of all loss.`;
  return [
    {
      id: "slices",
      title: "Where the model loses most",
      description,
      options: (width) => optionsOf(found, lossNames[slices.loss], width),
    },
  ];
}

const short = (text: string, width: number): string => {
  const most = Math.floor((width - 220) / 6.4);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
};
const before = ({ reference }: SliceResult): number | null =>
  reference?.loss == null || reference.rest === null ? null : reference.loss - reference.rest;
const markOf = ({ level, confirmed }: SliceResult): string =>
  level === "warn" ? "warn" : confirmed ? "confirmed" : "open";

function optionsOf(slices: readonly SliceResult[], loss: string, width: number): Plot.PlotOptions {
  const at = { y: "text", x: (slice: SliceResult) => slice.difference.value, r: 5 } as const;
  const of = (mark: string): readonly SliceResult[] => slices.filter((slice) => markOf(slice) === mark);
  return {
    ...{ width, height: 70 + 42 * slices.length, marginTop: 28, marginLeft: 16, marginRight: 190, marginBottom: 40 },
    x: {
      label: `${loss} above that of other rows →`,
      grid: true,
      nice: true,
      zero: true,
      ticks: Math.max(2, Math.floor(width / 140)),
    },
    y: { type: "point", domain: slices.map(({ text }) => text), axis: null, padding: 0.7 },
    marks: [
      Plot.ruleX([0], { stroke: color("muted"), strokeDasharray: "5,4" }),
      Plot.ruleY(slices, {
        ...{
          y: "text",
          x1: ({ difference }: SliceResult) => difference.low,
          x2: ({ difference }: SliceResult) => difference.high,
        },
        ...{ stroke: color("production"), strokeWidth: 1.75 },
      }),
      Plot.dot(
        slices.filter((slice) => before(slice) !== null),
        { y: "text", x: before, r: 3.5, stroke: color("reference"), strokeWidth: 1.75, fill: color("surface") },
      ),
      Plot.dot(of("warn"), { ...at, symbol: verdictLooks.warn.symbol, stroke: color("warn"), fill: color("warn") }),
      Plot.dot(of("confirmed"), {
        ...at,
        r: 4,
        symbol: "square",
        stroke: color("production"),
        fill: color("production"),
      }),
      Plot.dot(of("open"), { ...at, stroke: color("low-n"), fill: color("surface") }),
      Plot.text(slices, {
        ...{ y: "text", frameAnchor: "left", textAnchor: "start", dx: 6, dy: -15, fill: color("text"), fontSize: 12 },
        text: ({ text }: SliceResult) => short(text, width),
      }),
      Plot.text(slices, {
        ...{ y: "text", frameAnchor: "right", textAnchor: "start", dx: 12, fill: color("text"), fontSize: 11 },
        text: (slice: SliceResult) => `${formatShare(slice.share_of_loss)} of loss, n = ${formatCount(slice.rows)}`,
      }),
      Plot.text(["○ reference   ▲ new since"], {
        ...{ frameAnchor: "top-right", dy: -14, text: (name: string) => name },
        ...{ fill: color("muted"), fontWeight: 600 },
      }),
      Plot.tip(
        slices,
        Plot.pointerY({ y: "text", x: ({ difference }: SliceResult) => difference.value, title: tipText }),
      ),
    ],
  };
}

const tipText = (slice: SliceResult): string =>
  [
    slice.text,
    `${formatMetric(slice.loss)} against ${formatMetric(slice.rest)} elsewhere (+${formatMetric(slice.difference.low)} to +${formatMetric(slice.difference.high)})`,
    ...(slice.reference?.loss == null ? [] : [`reference ${formatMetric(slice.reference.loss)}`]),
    `${formatCount(slice.rows)} rows, ${formatShare(slice.share_of_loss)} of all loss`,
    slice.confirmed ? "confirmed on held-back rows" : "not confirmed",
    ...(slice.age === null ? [] : [slice.age]),
  ].join("\n");
