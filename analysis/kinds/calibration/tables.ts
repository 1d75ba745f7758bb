import { formatMetric, formatP, formatPoints } from "../../base/format.ts";
import { reasonText } from "../../base/reasons.ts";
import type { ResultTable, TableColumn, TableRow } from "../kind.ts";
import { metricDefinitions } from "./definitions.ts";
import { sideNames } from "./parts.ts";
import type { CalibrationResult, Repair, Score, SideResult } from "./result.ts";
import { binText } from "./sentence.ts";

export const tables = (result: CalibrationResult): readonly ResultTable[] =>
  [
    binsTable(result),
    groupsTable(result),
    scoresTable(result),
    windowsTable(result),
    repairsTable(result),
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
  ],
  rows: groups.flatMap(({ column, reason, values, unnamed }): TableRow[] => [
    ...values.map(({ value, level, production, reference, change, since }) => ({
      ...{ verdict: level, column, value, rows: production.rows, mean: production.mean, rate: production.rate },
      ...{ gap: production.gap, reference: reference?.gap ?? null, since },
      change: `${formatPoints(change.value)} (${formatPoints(change.low)} to ${formatPoints(change.high)})`,
      p: change.adjusted === null ? null : formatP(change.adjusted),
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
  title: "Suggested repairs, fitted on production and measured on the same rows (in-sample)",
  columns: [
    ...[text("map", "Map"), metric("ece_before", "ECE before"), metric("ece_after", "ECE after, in-sample")],
    ...[metric("ece_gain", "ECE gain"), metric("brier_before", "Brier before")],
    ...[
      metric("brier_after", "Brier after, in-sample"),
      metric("brier_gain", "Brier gain"),
      text("detail", "What it is"),
    ],
  ],
  rows: repairs.map((repair) => ({
    ...{ map: repair.map, ece_before: repair.ece_before, ece_after: repair.ece_after },
    ...{ brier_before: repair.brier_before, brier_after: repair.brier_after },
    ece_gain: less(repair.ece_before, repair.ece_after),
    brier_gain: less(repair.brier_before, repair.brier_after),
    detail: detailOf(repair),
  })),
});

const less = (before: number | null, after: number | null): number | null =>
  before === null || after === null ? null : before - after;

function detailOf({ map, reason, steps, intercept, slope }: Repair): string {
  if (reason !== null) return reasonText[reason];
  if (map === "isotonic") return `${String(steps)} steps; its ECE is near 0 on its own rows by construction`;
  return `logit p = ${formatMetric(intercept ?? 0)} + ${formatMetric(slope ?? 1)} · logit score`;
}

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
