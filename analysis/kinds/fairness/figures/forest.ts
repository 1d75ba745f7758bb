import * as Plot from "@observablehq/plot";
import type { VerdictLevel } from "../../../document/schema.ts";
import { formatCount, formatNumber } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color, type ColorToken } from "../../theme.ts";
import { verdictLooks } from "../../verdict.ts";
import { measuresOfTask, type Measure } from "../config.ts";
import { judgedMeasures } from "../judged.ts";
import { estimateOf, rowsOf } from "../measures.ts";
import type { FairnessResult, Group } from "../result.ts";
import { capital, measureNames, measureText } from "../words.ts";

const mostGroups = 16;
/** Shown beside what is judged, where there is room: accuracy says little beside the rates that it is made of. */
const usual = ({ task }: FairnessResult["settings"]): readonly Measure[] =>
  measuresOfTask[task].filter((measure) => task !== "binary" || measure !== "accuracy");
const drawnLevels = ["pass", "warn", "fail"] as const;

interface Mark {
  readonly group: string;
  readonly measure: Measure;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly rows: number;
  readonly before: number | null;
  readonly level: VerdictLevel;
  readonly few: boolean;
}

/** The measures of each group with their intervals, the groups that stand out first; rings are the reference. */
export function forestFigure(result: FairnessResult): readonly Figure[] {
  const all = result.groups.filter(({ columns, counts }) => columns.length === 1 && (counts.production?.rows ?? 0) > 0);
  const shown = all.slice(0, mostGroups);
  const judged = judgedMeasures(result.settings);
  const wide = [...judged, ...usual(result.settings).filter((measure) => !judged.includes(measure))].filter(isRate);
  const marks = shown.flatMap((group) => wide.flatMap((measure) => markOf(group, measure, result)));
  const [first] = shown;
  if (marks.length === 0 || first === undefined) return [];
  const what = result.settings.task === "regression" ? "Errors" : "Rates";
  const description =
    `${what} of ${formatCount(shown.length)} of ${formatCount(all.length)} groups in production with 95 % intervals, the groups that stand out first; rings are the reference, ` +
    `the line is all rows${result.settings.task === "binary" ? ", the band what the four-fifths line allows" : ""}. Groups with too few rows are hollow and not judged. ${sayFirst(first, judged)}`;
  return [
    {
      id: "groups",
      title: `${what} by group`,
      description,
      options: (width) => optionsOf({ result, marks, groups: shown, measures: fitting(wide, judged, width) }, width),
    },
  ];
}

const isRate = (measure: Measure): boolean => measure !== "calibration_gap";
/** A facet is 120 pixels wide or wider. */
const fitting = (wide: readonly Measure[], judged: readonly Measure[], width: number): readonly Measure[] =>
  wide.slice(0, Math.max(1, Math.min(judged.filter(isRate).length, 4), Math.min(4, Math.floor((width - 180) / 130))));

function markOf(group: Group, measure: Measure, { settings }: FairnessResult): Mark[] {
  const { production, reference } = group.counts;
  const found = production && estimateOf(measure, production);
  if (production === null || found === null) return [];
  const rows = rowsOf(measure, production);
  const before = reference && estimateOf(measure, reference);
  const level = group.comparisons.find((one) => one.measure === measure)?.level ?? "none";
  return [
    { group: group.text, measure, ...found, rows, before: before?.value ?? null, level, few: rows < settings.min_rows },
  ];
}

function sayFirst(group: Group, judged: readonly Measure[]): string {
  const parts = judged.flatMap((measure) => {
    const [now, before] = [group.counts.production, group.counts.reference].map(
      (counts) => counts && estimateOf(measure, counts),
    );
    if (!now) return [];
    const was = before ? ` (reference ${measureText(measure, before.value)})` : "";
    return [`${measureNames[measure]} ${measureText(measure, now.value)}${was}`];
  });
  return parts.length === 0 ? "" : `${group.text}: ${parts.join(", ")}.`;
}

interface Drawn {
  readonly result: FairnessResult;
  readonly marks: readonly Mark[];
  readonly groups: readonly Group[];
  readonly measures: readonly Measure[];
}

const short = (text: string): string => (text.length > 30 ? `${text.slice(0, 29)}…` : text);

function optionsOf({ result, marks, groups, measures }: Drawn, width: number): Plot.PlotOptions {
  const drawn = marks.filter(({ measure }) => measures.includes(measure));
  const values = drawn.flatMap(({ low, high, before }) => [low, high, before ?? high]);
  const [least, most] = [Math.min(0, ...values), Math.max(...values)];
  const inUnits = result.settings.task === "regression";
  const lines = measures.flatMap((measure) => lineOf(measure, result));
  const longest = Math.max(...groups.map(({ text }) => short(text).length));
  return {
    ...{ width, height: 96 + 24 * groups.length, marginTop: 48, marginBottom: 44, marginRight: 16 },
    marginLeft: 16 + 6.6 * longest,
    x: {
      domain: [least * 1.05, inUnits ? most * 1.05 : Math.min(1, most * 1.05)],
      ...{ label: null, grid: true, ticks: 3, tickFormat: inUnits ? formatNumber : percent },
    },
    fx: {
      domain: [...measures],
      label: null,
      padding: 0.16,
      tickFormat: (name: Measure) => capital(measureNames[name]),
    },
    y: { type: "point", domain: groups.map(({ text }) => text), label: null, tickFormat: short, padding: 0.6 },
    marks: [
      Plot.rectX(
        lines.filter(({ from }) => from !== null),
        { fx: "measure", x1: "from", x2: "to", fill: color("reference-fill"), ariaHidden: "true" },
      ),
      Plot.ruleX(lines, { fx: "measure", x: "all", stroke: color("muted"), strokeWidth: 1.25 }),
      Plot.ruleX(
        lines.filter(({ from }) => from !== null),
        { fx: "measure", x: "from", stroke: color("fail"), strokeDasharray: "2,3" },
      ),
      Plot.ruleY(drawn, {
        ...{ fx: "measure", y: "group", x1: "low", x2: "high" },
        stroke: color("production"),
        strokeWidth: 1.75,
      }),
      Plot.dot(
        drawn.filter(({ before }) => before !== null),
        {
          ...{ fx: "measure", y: "group", x: "before", r: 3.5 },
          stroke: color("reference"),
          strokeWidth: 1.75,
          fill: color("surface"),
        },
      ),
      ...dots(drawn),
      Plot.text(["○ reference   │ all rows"], {
        ...{ fx: () => measures[0], frameAnchor: "top-left", dy: -40, text: (name: string) => name },
        ...{ fill: color("reference"), fontWeight: 600 },
      }),
      Plot.tip(drawn, Plot.pointerY({ fx: "measure", y: "group", x: "value", title: tipText })),
    ],
  };
}

const percent = (share: number): string => `${String(Math.round(share * 100))} %`;

/** The rate of all rows, and from which rate on the ratio to it is allowed. */
function lineOf(measure: Measure, { overall, settings }: FairnessResult) {
  const found = overall.production && estimateOf(measure, overall.production);
  if (!found) return [];
  const ratio = measure === "selection_rate" && settings.judge.includes("selection_rate_ratio");
  const [from, to] = ratio ? [settings.ratio * found.value, found.value / settings.ratio] : [null, null];
  return [{ measure, all: found.value, from, to: to === null ? null : Math.min(1, to) }];
}

function dots(marks: readonly Mark[]): Plot.Markish[] {
  const at = { fx: "measure", y: "group", x: "value", r: 4.5 } as const;
  const enough = marks.filter(({ few }) => !few);
  const own = (level: (typeof drawnLevels)[number]): Plot.Markish => {
    const token: ColorToken = level;
    return Plot.dot(
      enough.filter((mark) => mark.level === level),
      { ...at, symbol: verdictLooks[level].symbol, stroke: color(token), fill: color(token) },
    );
  };
  return [
    ...drawnLevels.map(own),
    Plot.dot(
      enough.filter(({ level }) => !drawnLevels.some((drawn) => drawn === level)),
      { ...at, r: 3.5, symbol: "square", stroke: color("production"), fill: color("production") },
    ),
    Plot.dot(
      marks.filter(({ few }) => few),
      { ...at, stroke: color("low-n"), fill: color("surface") },
    ),
  ];
}

const tipText = ({ group, measure, value, low, high, rows, before, level, few }: Mark): string =>
  [
    group,
    `${measureNames[measure]} ${measureText(measure, value)} (${measureText(measure, low)} to ${measureText(measure, high)})`,
    ...(before === null ? [] : [`reference ${measureText(measure, before)}`]),
    `${formatCount(rows)} rows`,
    few ? verdictLooks.low_n.word : verdictLooks[level].word,
  ].join("\n");
