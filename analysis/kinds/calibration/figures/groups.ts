import * as Plot from "@observablehq/plot";
import { formatCount, formatPoints } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color, type ColorToken } from "../../theme.ts";
import { verdictLooks } from "../../verdict.ts";
import type { CalibrationResult, GroupValue } from "../result.ts";

const mostRows = 12;
const drawnLevels = ["pass", "warn", "fail", "low_n"] as const;
const severity = { fail: 0, warn: 1, pass: 2, low_n: 3, info: 4, none: 5 } as const;

interface Row {
  readonly name: string;
  readonly group: GroupValue;
}

/** Gap of each group with its interval, the worst first; the ring is the reference. */
export function groupsFigure({ groups }: CalibrationResult): readonly Figure[] {
  const all = groups
    .flatMap(({ column, values }) => values.map((group) => ({ name: `${column} = ${group.value}`, group })))
    .sort(
      (a, b) =>
        severity[a.group.level] - severity[b.group.level] ||
        Math.abs(b.group.change.value) - Math.abs(a.group.change.value) ||
        (a.name < b.name ? -1 : 1),
    );
  const [first] = all;
  if (first === undefined) return [];
  const rows = all.slice(0, mostRows);
  const description =
    `Mean score less rate in production with 95 % intervals for ${formatCount(rows.length)} of ${formatCount(all.length)} groups, the worst first; rings are the reference. ` +
    `${first.name}: ${formatPoints(first.group.production.gap)}${first.group.reference ? ` (reference ${formatPoints(first.group.reference.gap)})` : ""}.`;
  return [
    { id: "groups", title: "Mean score less rate, by group", description, options: (width) => optionsOf(rows, width) },
  ];
}

const short = (name: string): string => (name.length > 34 ? `${name.slice(0, 33)}…` : name);

const optionsOf = (rows: readonly Row[], width: number): Plot.PlotOptions => ({
  ...{ width, height: 64 + 22 * rows.length, marginTop: 26, marginRight: 84, marginBottom: 36 },
  marginLeft: 16 + 6.6 * Math.max(...rows.map(({ name }) => short(name).length)),
  x: {
    label: "score less rate →",
    grid: true,
    nice: true,
    tickFormat: formatPoints,
    ticks: Math.max(2, Math.floor(width / 150)),
  },
  y: { type: "point", domain: rows.map(({ name }) => name), label: null, tickFormat: short },
  marks: [
    Plot.ruleX([0], { stroke: color("muted"), strokeDasharray: "5,4" }),
    Plot.ruleY(rows, {
      ...{ y: "name", x1: ({ group }: Row) => group.production.low, x2: ({ group }: Row) => group.production.high },
      ...{ stroke: color("production"), strokeWidth: 1.75 },
    }),
    Plot.dot(
      rows.filter(({ group }) => group.reference !== null),
      {
        ...{ y: "name", x: ({ group }: Row) => group.reference?.gap ?? 0, r: 3.5 },
        ...{ stroke: color("reference"), strokeWidth: 1.75, fill: color("surface") },
      },
    ),
    ...drawnLevels.map((level) => levelDots(rows, level)),
    Plot.text(rows, {
      ...{ y: "name", frameAnchor: "right", textAnchor: "start", dx: 10, fill: color("text") },
      text: ({ group }: Row) => formatPoints(group.production.gap),
    }),
    Plot.text(["○ reference"], {
      frameAnchor: "top-left",
      dy: -16,
      text: (name: string) => name,
      fill: color("reference"),
      fontWeight: 600,
    }),
    Plot.tip(rows, Plot.pointerY({ y: "name", x: ({ group }: Row) => group.production.gap, title: tipText })),
  ],
});

function levelDots(rows: readonly Row[], level: (typeof drawnLevels)[number]): Plot.Markish {
  const token: ColorToken = level === "low_n" ? "low-n" : level;
  return Plot.dot(
    rows.filter(({ group }) => group.level === level),
    {
      ...{ y: "name", x: ({ group }: Row) => group.production.gap, r: 5, symbol: verdictLooks[level].symbol },
      ...{ stroke: color(token), fill: color(level === "low_n" ? "surface" : token) },
    },
  );
}

const tipText = ({ name, group: { production, reference, level } }: Row): string =>
  [
    name,
    `production ${formatPoints(production.gap)} (${formatPoints(production.low)} to ${formatPoints(production.high)})`,
    ...(reference ? [`reference ${formatPoints(reference.gap)}`] : []),
    `${formatCount(production.rows)} labelled rows`,
    verdictLooks[level].word,
  ].join("\n");
