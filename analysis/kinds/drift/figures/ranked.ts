import * as Plot from "@observablehq/plot";
import { formatCount } from "../../../base/format.ts";
import type { VerdictLevel } from "../../../document/schema.ts";
import type { Figure } from "../../kind.ts";
import { color, type ColorToken } from "../../theme.ts";
import { verdictLooks } from "../../verdict.ts";
import { persistence } from "../judge.ts";
import type { ColumnResult, DriftResult } from "../result.ts";
import { chanceLine, flagged } from "../sentence.ts";
import { labelWidth, short } from "./labels.ts";

const rowsOnAPage = 12;
const rowHeight = 24;

/** Longer bars end here, in multiples of the large line; the number beside them is the true one. */
const longestBar = 6;

interface Row {
  readonly name: string;
  readonly psi: number;
  readonly low: number;
  readonly high: number;
  readonly noise: number;
  /** The largest of the last windows, or nothing when it is below the moderate line. */
  readonly recent: number | null;
  readonly group: string | null;
  readonly level: VerdictLevel;
}

const rowOf = ({ name, scores, psi, level, windows, where, lines }: ColumnResult): Row[] => {
  const value = scores["casefile/psi"];
  if (typeof value !== "number" || psi === null) return [];
  const last = (windows ?? []).slice(-persistence.of).filter((window) => window !== null);
  const group = where === null ? null : `${where.psi.toFixed(2)} where ${short(where.column)} is ${short(where.value)}`;
  const largest = Math.max(0, ...last);
  const recent = largest >= lines[0] ? largest : null;
  return [
    { name, psi: value, low: psi.interval[0], high: psi.interval[1], noise: psi.noise.psi[0], recent, group, level },
  ];
};

const drawnLevels = ["pass", "warn", "fail", "low_n"] as const;
const tokenOf = (level: (typeof drawnLevels)[number]): ColorToken => (level === "low_n" ? "low-n" : level);

/** Columns by impact: PSI with its interval as a lollipop over the band of the reference's own noise, and the two lines. */
export function rankedFigure(result: DriftResult): readonly Figure[] {
  const all = result.columns.flatMap(rowOf);
  if (all.length === 0) return [];
  const rows = all.slice(0, rowsOnAPage);
  const rest = all.length - rows.length;
  const more = rest > 0 ? ` ${formatCount(rest)} more columns of less impact are in the table.` : "";
  const ticks = rows.some(({ recent }) => recent !== null)
    ? "; a tick is the largest of the last three windows, where that is beyond the moderate line; nothing is drawn further than 6 times the large line"
    : "";
  const description = `Population stability index of ${formatCount(rows.length)} columns, most impact first; grey is what random halves of the reference differ by${ticks}. ${formatCount(flagged(result).length)} drifted. ${chanceLine(result)}${more}`;
  return [
    {
      id: "ranked",
      title: "Drift by column",
      description,
      options: (width) => rankedOptions(rows, result.settings, width),
    },
  ];
}

function rankedOptions(
  rows: readonly Row[],
  lines: { moderate: number; large: number },
  width: number,
): Plot.PlotOptions {
  const extent = rows.map(({ high, noise, recent }) => Math.max(high, noise, recent ?? 0));
  const most = Math.min(longestBar * lines.large, Math.max(lines.large * 1.1, ...extent));
  const names = rows.map(({ name }) => name);
  return {
    ...{
      width,
      height: 76 + rowHeight * rows.length,
      marginLeft: labelWidth(names),
      marginRight: 64,
      marginTop: 34,
      marginBottom: 36,
    },
    x: {
      label: "PSI →",
      grid: true,
      domain: [0, most * 1.02],
      ticks: Math.max(2, Math.floor(width / 120)),
      tickFormat: (value: number) => value.toFixed(most < 1 ? 2 : 1),
    },
    y: { type: "band", domain: names, label: null, tickFormat: short, padding: 0.25 },
    marks: [...lineMarks(lines, most, width), ...rowMarks(rows, most), ...levelMarks(rows, most), tip(rows, most)],
  };
}

/** The textbook lines, their names in two rows when they would touch. */
function lineMarks(
  { moderate, large }: { moderate: number; large: number },
  most: number,
  width: number,
): Plot.Markish[] {
  const apart = ((large - moderate) / most) * (width - 200) > 90;
  const name = (text: string, x: number, dy: number): Plot.Markish =>
    Plot.text([text], { x: () => x, frameAnchor: "top", dy, fill: color("muted"), fontSize: 11 });
  return [
    Plot.ruleX([moderate], { stroke: color("warn"), strokeDasharray: "6,3" }),
    Plot.ruleX([large], { stroke: color("fail"), strokeDasharray: "2,3" }),
    name(`moderate ${moderate.toFixed(2)}`, moderate, -10),
    name(`large ${large.toFixed(2)}`, large, apart ? -10 : -22),
  ];
}

const rowMarks = (rows: readonly Row[], most: number): Plot.Markish[] => [
  Plot.barX(rows, { y: "name", x1: 0, x2: ({ noise }: Row) => Math.min(noise, most), fill: color("reference-fill") }),
  Plot.ruleY(rows, {
    y: "name",
    x1: 0,
    x2: ({ psi }: Row) => Math.min(psi, most),
    stroke: color("production"),
    strokeWidth: 2,
  }),
  Plot.ruleY(
    rows.filter(({ high }) => high <= most),
    { y: "name", x1: "low", x2: "high", stroke: color("text"), strokeOpacity: 0.55, strokeWidth: 1 },
  ),
  Plot.tickX(
    rows.filter(({ recent }) => recent !== null),
    { y: "name", x: ({ recent }: Row) => Math.min(recent ?? 0, most), stroke: color("production"), strokeWidth: 2 },
  ),
  Plot.text(rows, {
    y: "name",
    x: ({ psi, high }: Row) => Math.min(most, Math.max(psi, high)),
    text: ({ psi, group, recent }: Row) =>
      `${psi.toFixed(2)}${group !== null && recent === null && psi < most / 3 ? `  (${group})` : ""}`,
    dx: 10,
    textAnchor: "start",
    fill: color("text"),
    stroke: color("surface"),
    strokeWidth: 3,
  }),
];

const levelMarks = (rows: readonly Row[], most: number): Plot.Markish[] =>
  drawnLevels.map((level) =>
    Plot.dot(
      rows.filter((row) => row.level === level),
      {
        y: "name",
        x: ({ psi }: Row) => Math.min(psi, most),
        r: 5,
        symbol: verdictLooks[level].symbol,
        stroke: color(tokenOf(level)),
        fill: color(level === "low_n" ? "surface" : tokenOf(level)),
      },
    ),
  );

const tip = (rows: readonly Row[], most: number): Plot.Markish =>
  Plot.tip(rows, Plot.pointerY({ y: "name", x: ({ psi }: Row) => Math.min(psi, most), title: tipText }));

const tipText = ({ name, psi, low, high, noise, recent, group, level }: Row): string =>
  [
    name,
    `PSI ${psi.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`,
    ...(recent === null ? [] : [`last windows at most ${recent.toFixed(3)}`]),
    ...(group === null ? [] : [group]),
    `reference noise ${noise.toFixed(3)}`,
    verdictLooks[level].word,
  ].join("\n");
