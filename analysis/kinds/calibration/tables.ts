import { formatMetric, formatP, formatPoints } from "../../base/format.ts";
import { reasonText } from "../../base/reasons.ts";
import type { ResultTable, TableColumn, TableRow } from "../kind.ts";
import { metricDefinitions } from "./definitions.ts";
import { sideNames } from "./parts.ts";
import type { CalibrationResult, HeldOut, Repair, Score, SideResult } from "./result.ts";
import { binText } from "./sentence.ts";

export const tables = (result: CalibrationResult): readonly ResultTable[] =>
  [
    binsTable(result),
    groupsTable(result),
    scoresTable(result),
    windowsTable(result),
    repairsTable(result),
    classesTable(result),
    rowsTable(result),
  ].filter(({ rows }) => rows.length > 0);

const text = (key: string, label: string): TableColumn => ({ key, label, format: "text" });
const share = (key: string, label: string): TableColumn => ({ key, label, format: "share" });
const count = (key: string, label: string): TableColumn => ({ key, label, format: "count" });
const points = (key: string, label: string): TableColumn => ({ key, label, format: "points" });
const metric = (key: string, label: string): TableColumn => ({ key, label, format: "metric" });

const binsTable = ({ sides }: CalibrationResult): ResultTable => ({
  id: "bins",
  title: "Bins",
  columns: [
    ...[text("side", "Side"), text("bin", "Scores"), count("rows", "Rows"), share("mean", "Mean score")],
    ...[share("rate", "Happened"), share("low", "95 % from"), share("high", "95 % to"), points("gap", "Gap")],
  ],
  rows: sideNames.flatMap((side) =>
    (sides[side]?.bins ?? []).map((bin) => ({
      ...{ side, bin: binText(bin), rows: bin.rows, mean: bin.mean, rate: bin.rate, gap: bin.gap },
      ...{ low: bin.mean - bin.high, high: bin.mean - bin.low },
    })),
  ),
});

const groupsTable = ({ groups }: CalibrationResult): ResultTable => ({
  id: "groups",
  title: "Groups: mean score and what happened",
  columns: [
    ...[
      { key: "verdict", label: "Verdict", format: "verdict" } as const,
      text("column", "Column"),
      text("value", "Value"),
    ],
    ...[count("rows", "Rows"), share("mean", "Mean score"), share("rate", "Happened"), points("gap", "Gap")],
    ...[points("reference", "Gap in reference"), text("change", "Change (95 % interval)"), text("p", "Adjusted p")],
    { key: "since", label: "Since", format: "instant" },
    ...[metric("ece_reference", "ECE in reference, equal width"), metric("ece", "ECE, equal width")],
    text("ece_interval", "ECE, 95 % interval"),
  ],
  rows: groups.flatMap(({ column, reason, values, unnamed }): TableRow[] => [
    ...values.map(({ value, level, production, reference, change, since, ece }) => ({
      ...{ verdict: level, column, value, rows: production.rows, mean: production.mean, rate: production.rate },
      ...{ gap: production.gap, reference: reference?.gap ?? null, since },
      change: `${formatPoints(change.value)} (${formatPoints(change.low)} to ${formatPoints(change.high)})`,
      p: change.adjusted === null ? null : formatP(change.adjusted),
      ...{ ece_reference: ece.reference?.value ?? null, ece: ece.production?.value ?? null },
      ece_interval: ece.production && `${formatMetric(ece.production.low)} to ${formatMetric(ece.production.high)}`,
    })),
    ...(reason === null ? [] : [{ verdict: "none", column, value: reasonText[reason] }]),
    ...(unnamed > 0
      ? [{ verdict: "none", column, value: `${String(unnamed)} more values, rare or beyond the first 20` }]
      : []),
  ]),
});

const nameOf = new Map(metricDefinitions.map(({ id, name }) => [id, name]));

function scoresTable({ sides }: CalibrationResult): ResultTable {
  const listed = (sides.production ?? sides.reference)?.scores ?? sides.reference?.scores ?? [];
  const of = (side: SideResult | null, { metric: id, convention }: Score): Score | undefined =>
    side?.scores.find((score) => score.metric === id && score.convention === convention);
  return {
    id: "scores",
    title: "Scores by convention",
    columns: [
      ...[text("metric", "Metric"), text("convention", "Convention"), metric("reference", "Reference")],
      ...[
        metric("production", "Production"),
        text("interval", "Production, 95 % interval"),
        text("p", "Production, p"),
      ],
      text("why", "Why undefined"),
    ],
    rows: listed.map((score) => scoreRow(score, of(sides.reference, score), of(sides.production, score))),
  };
}

function scoreRow({ metric: id, convention }: Score, before: Score | undefined, now: Score | undefined): TableRow {
  const reason = now?.reason ?? before?.reason ?? null;
  return {
    ...{ metric: nameOf.get(id) ?? id, convention, ...intervalAndP(now) },
    ...{ reference: before?.value ?? null, production: now?.value ?? null },
    why: reason === null ? null : reasonText[reason],
  };
}

function intervalAndP(score: Score | undefined): TableRow {
  if (score === undefined) return {};
  const { low, high, p } = score;
  return {
    interval: low === null || high === null ? null : `${formatMetric(low)} to ${formatMetric(high)}`,
    p: p === null ? null : formatP(p),
  };
}

const windowsTable = ({ time }: CalibrationResult): ResultTable => ({
  id: "windows",
  title: time === null ? "Windows" : `Calibration by ${time.unit}`,
  columns: [
    ...[
      text("side", "Side"),
      { key: "start", label: "From", format: "instant" } as const,
      count("rows", "Labelled rows"),
    ],
    ...[share("mean", "Mean score"), share("rate", "Happened"), points("gap", "Gap"), points("low", "95 % from")],
    ...[points("high", "95 % to"), metric("ece", "ECE"), metric("debiased", "Debiased ECE")],
  ],
  rows: sideNames.flatMap((side) =>
    (time?.windows[side] ?? []).map(({ start, rows, mean, rate, gap, low, high, ece, ece_debiased }) => ({
      ...{ side, start, rows, mean, rate, gap, low, high, ece, debiased: ece_debiased },
    })),
  ),
});

const repairsTable = ({ repairs }: CalibrationResult): ResultTable => ({
  id: "repairs",
  title: "Suggested repairs, fitted on production and measured on rows of the fit and on others",
  columns: [
    ...[
      text("map", "Map"),
      text("rows", "Measured on"),
      metric("ece_before", "ECE before"),
      metric("ece_after", "ECE after"),
    ],
    ...[metric("ece_gain", "ECE gain"), metric("brier_before", "Brier before"), metric("brier_after", "Brier after")],
    ...[metric("brier_gain", "Brier gain"), text("detail", "What it is")],
  ],
  rows: repairs.flatMap((repair): TableRow[] => [
    ...(repair.held_out === null ? [] : [repairRow(repair, repair.held_out, "the other half")]),
    repairRow(repair, repair, "its own rows"),
  ]),
});

const repairRow = (repair: Repair, gains: HeldOut, rows: string): TableRow => ({
  ...{ map: repair.map, rows, ece_before: gains.ece_before, ece_after: gains.ece_after },
  ...{ brier_before: gains.brier_before, brier_after: gains.brier_after },
  ece_gain: less(gains.ece_before, gains.ece_after),
  brier_gain: less(gains.brier_before, gains.brier_after),
  detail: gains.reason === null ? detailOf(repair) : reasonText[gains.reason],
});

const less = (before: number | null, after: number | null): number | null =>
  before === null || after === null ? null : before - after;

function detailOf({ map, steps, intercept, slope }: Repair): string {
  if (map === "isotonic") return `${String(steps)} steps; its ECE is near 0 on its own rows by construction`;
  return `logit p = ${formatMetric(intercept ?? 0)} + ${formatMetric(slope ?? 1)} · logit score`;
}

const classesTable = ({ classes }: CalibrationResult): ResultTable => ({
  id: "classes",
  title: "Each class against the rest",
  columns: [
    ...[text("name", "Class"), text("column", "Score column"), text("side", "Side"), count("rows", "Rows")],
    ...[share("mean", "Mean score"), share("rate", "Happened"), points("gap", "Gap"), metric("ece", "ECE")],
    text("why", "Why undefined"),
  ],
  rows: (classes?.list ?? []).flatMap((one) =>
    sideNames.flatMap((side) => {
      const found = one[side];
      if (found === null) return [];
      const { outcome, ece, reason } = found;
      return [
        {
          ...{ name: one.name, column: one.column, side, rows: outcome?.rows ?? null, mean: outcome?.mean ?? null },
          ...{ rate: outcome?.rate ?? null, gap: outcome?.gap ?? null, ece, why: reason && reasonText[reason] },
        },
      ];
    }),
  ),
});

const rowsTable = ({ sides }: CalibrationResult): ResultTable => ({
  id: "rows",
  title: "Rows",
  columns: [
    ...[text("side", "Side"), count("all", "Rows"), count("used", "Used"), count("no_label", "Without label")],
    ...[
      count("no_score", "Without score"),
      count("infinite", "Infinite score"),
      count("outside", "Score outside 0 to 1"),
    ],
  ],
  rows: sideNames.flatMap((side) => {
    const rows = sides[side]?.rows;
    return rows ? [{ side, ...rows }] : [];
  }),
});
