import * as Plot from "@observablehq/plot";
import { formatCount, formatShare } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import { verdictLooks } from "../../verdict.ts";
import { patternName } from "../pattern-words.ts";
import { coverageText, rateText } from "../sentence.ts";
import type { SkewColumn, SkewResult } from "../result.ts";
import { labelWidth, short } from "./labels.ts";

const most = 15;
const rowHeight = 22;

interface Row {
  readonly column: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly level: SkewColumn["level"];
  readonly pattern: string;
  readonly differing: number;
  readonly rows: number;
}

/** The mismatch rate of each column that differs anywhere, with Wilson's interval, the worst first. */
export function mismatchFigure(result: SkewResult): readonly Figure[] {
  const all = result.columns.flatMap(({ column, mismatch, level, pattern }): Row[] => {
    const { value, low, high, hits, rows } = mismatch;
    if (value === null || low === null || high === null || hits === 0) return [];
    const name = pattern === null || !pattern.named ? "no single pattern" : patternName(pattern);
    return [{ column, value, low, high, level, pattern: name, differing: hits, rows }];
  });
  if (all.length === 0) return [];
  const rows = all.slice(0, most);
  const equal = result.columns.filter(({ mismatch, reason }) => reason === null && mismatch.hits === 0).length;
  const [worst] = rows;
  const description =
    `Share of matched rows that differ, for ${formatCount(rows.length)} of ${formatCount(all.length)} columns that do` +
    `${equal > 0 ? `; ${formatCount(equal)} more are equal in every row` : ""}: ${coverageText(result)}. ` +
    `${worst === undefined ? "" : `First: ${worst.column}, ${rateText(worst.value)}, ${worst.pattern}.`}`;
  return [
    {
      id: "mismatch",
      title: "Rows that differ, by column",
      description,
      options: (width) => optionsOf(rows, result, width),
    },
  ];
}

function optionsOf(rows: readonly Row[], result: SkewResult, width: number): Plot.PlotOptions {
  const marginLeft = labelWidth(rows.map(({ column }) => column));
  return {
    ...{ width, height: 84 + rowHeight * rows.length, marginLeft, marginRight: 190, marginTop: 36, marginBottom: 36 },
    x: {
      ...{ label: "matched rows that differ →", grid: true, nice: true, tickFormat: (share: number) => tick(share) },
      ...{ domain: [0, Math.max(...rows.map(({ high }) => high))], ticks: Math.max(2, Math.floor(width / 160)) },
    },
    y: { type: "point", domain: rows.map(({ column }) => column), label: null, tickFormat: short },
    marks: [
      Plot.text([coverageText(result)], {
        ...{ frameAnchor: "top-left", dy: -20, text: (text: string) => text, fill: color("muted") },
      }),
      Plot.ruleY(rows, {
        x1: 0,
        x2: "value",
        y: "column",
        stroke: color("production"),
        strokeWidth: 2,
        strokeOpacity: 0.55,
      }),
      Plot.link(rows, { x1: "low", x2: "high", y1: "column", y2: "column", stroke: color("text"), strokeWidth: 1 }),
      ...(["fail", "warn", "pass", "low_n"] as const).map((level) =>
        glyphs(
          rows.filter((row) => row.level === level),
          level,
        ),
      ),
      Plot.text(rows, {
        ...{ y: "column", frameAnchor: "right", textAnchor: "start", dx: 10, fill: color("text") },
        text: ({ value, pattern }: Row) => `${rateText(value)}  ${pattern}`,
      }),
      Plot.tip(rows, Plot.pointerY({ x: "value", y: "column", title: tipOf })),
    ],
  };
}

const tick = (share: number): string =>
  share === 0 ? "0" : share < 0.01 ? rateText(share) : formatShare(share).replace(".0 %", " %");

const glyphs = (rows: readonly Row[], level: "fail" | "warn" | "pass" | "low_n"): Plot.Markish =>
  Plot.dot(rows, {
    ...{ x: "value", y: "column", r: 5, symbol: verdictLooks[level].symbol },
    ...{ fill: color(level === "low_n" ? "low-n" : level), stroke: color("surface"), strokeWidth: 0.75 },
  });

const tipOf = ({ column, value, low, high, differing, rows, pattern, level }: Row): string =>
  [
    column,
    `${rateText(value)} (${rateText(low)} to ${rateText(high)})`,
    `${formatCount(differing)} of ${formatCount(rows)} matched rows`,
    pattern,
    verdictLooks[level].word,
  ].join("\n");
