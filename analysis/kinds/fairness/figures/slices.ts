import * as Plot from "@observablehq/plot";
import { formatCount, formatShare } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { verdictLooks } from "../../verdict.ts";
import type { FairnessResult, SliceResult } from "../result.ts";
import type { Loss } from "../config.ts";
import { capital, lossDifferenceText, lossNames, lossText } from "../words.ts";

/** What slices are ranked by: how much more each loses than other rows, or how much more it came to. */
const drawnOf = ({ difference, beyond }: SliceResult, byChange: boolean) => (byChange ? beyond : null) ?? difference;

/** Each slice's difference from other rows, or its change beyond theirs, on the held-back half. */
export function slicesFigure({ slices }: FairnessResult): readonly Figure[] {
  const found = slices?.found ?? [];
  const [first] = found;
  if (slices === null || first === undefined) return [];
  const confirmed = found.filter((slice) => slice.confirmed).length;
  const byChange = slices.rank === "change";
  const name = capital(lossNames[slices.loss]);
  const shown = byChange
    ? `${name} of each slice, production less reference, less the same of all other rows, with 95 % intervals (less other rows alone where the reference hardly has the slice)`
    : `${name} of each slice less that of all other rows, with 95 % intervals`;
  const rings = byChange ? "" : " Rings: the same difference in the reference.";
  const description =
    `${shown}, on ${formatCount(slices.held_back)} rows that the search did not see; ` +
    `the largest share of all loss first. ${formatCount(confirmed)} of ${formatCount(found.length)} are confirmed there, after a search of ${formatCount(slices.tested)} slices. Hollow: not confirmed.${rings} ` +
    `${first.text}: ${lossDifferenceText(slices.loss, drawnOf(first, byChange).value)}, ${formatShare(first.share_of_loss)} of all loss.`;
  return [
    {
      id: "slices",
      title: byChange ? "Where the model came to lose most" : "Where the model loses most",
      description,
      options: (width) => optionsOf(found, { loss: slices.loss, byChange }, width),
    },
  ];
}

const short = (text: string, width: number): string => {
  const most = Math.floor((width - 220) / 6.4);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
};
interface Drawn {
  readonly loss: Loss;
  readonly byChange: boolean;
}

const before = ({ reference }: SliceResult): number | null =>
  reference?.loss == null || reference.rest === null ? null : reference.loss - reference.rest;
const markOf = ({ level, confirmed }: SliceResult): string =>
  level === "warn" ? "warn" : confirmed ? "confirmed" : "open";

function optionsOf(slices: readonly SliceResult[], { loss, byChange }: Drawn, width: number): Plot.PlotOptions {
  const valueOf = (slice: SliceResult): number => drawnOf(slice, byChange).value;
  const at = { y: "text", x: valueOf, r: 5 } as const;
  const rings = byChange ? [] : slices.filter((slice) => before(slice) !== null);
  const of = (mark: string): readonly SliceResult[] => slices.filter((slice) => markOf(slice) === mark);
  return {
    ...{ width, height: 70 + 42 * slices.length, marginTop: 28, marginLeft: 16, marginRight: 190, marginBottom: 40 },
    x: {
      label: byChange
        ? `${lossNames[loss]}: rise beyond that of other rows →`
        : `${lossNames[loss]} above that of other rows →`,
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
          x1: (slice: SliceResult) => drawnOf(slice, byChange).low,
          x2: (slice: SliceResult) => drawnOf(slice, byChange).high,
        },
        ...{ stroke: color("production"), strokeWidth: 1.75 },
      }),
      Plot.dot(rings, {
        ...{ y: "text", x: before, r: 3.5, stroke: color("reference"), strokeWidth: 1.75, fill: color("surface") },
      }),
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
      Plot.text([byChange ? "▲ confirmed and new or grown" : "○ reference   ▲ new since"], {
        ...{ frameAnchor: "top-right", dy: -14, text: (name: string) => name },
        ...{ fill: color("muted"), fontWeight: 600 },
      }),
      Plot.tip(slices, Plot.pointerY({ y: "text", x: valueOf, title: (slice: SliceResult) => tipText(slice, loss) })),
    ],
  };
}

const tipText = (slice: SliceResult, loss: Loss): string =>
  [
    slice.text,
    `${lossText(loss, slice.loss)} against ${lossText(loss, slice.rest)} elsewhere (${lossDifferenceText(loss, slice.difference.low)} to ${lossDifferenceText(loss, slice.difference.high)})`,
    ...(slice.reference?.loss == null ? [] : [`reference ${lossText(loss, slice.reference.loss)}`]),
    ...(slice.beyond === null
      ? []
      : [`${lossDifferenceText(loss, slice.beyond.value)} beyond the change of other rows`]),
    `${formatCount(slice.rows)} rows, ${formatShare(slice.share_of_loss)} of all loss`,
    slice.confirmed ? "confirmed on held-back rows" : "not confirmed",
    ...(slice.age === null ? [] : [slice.age]),
  ].join("\n");
