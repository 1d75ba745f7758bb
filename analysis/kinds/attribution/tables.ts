import { formatP } from "../../base/format.ts";
import { reasonText } from "../../base/reasons.ts";
import type { ResultTable, TableColumn, TableRow } from "../kind.ts";
import { beforeName, importanceNames, isRanked, ownName } from "./names.ts";
import { leadingFeatures } from "./rank-parts.ts";
import type { AttributionResult } from "./result.ts";
import { intervalText } from "./sentence.ts";

export const tables = (result: AttributionResult): readonly ResultTable[] =>
  [
    slicesTable(result),
    sharesTable(result),
    importanceTable(result),
    contributionsTable(result),
    classifierTable(result),
    rowsTable(result),
  ].filter(({ rows }) => rows.length > 0);

const text = (key: string, label: string): TableColumn => ({ key, label, format: "text" });
const count = (key: string, label: string): TableColumn => ({ key, label, format: "count" });
const metric = (key: string, label: string): TableColumn => ({ key, label, format: "metric" });
const share = (key: string, label: string): TableColumn => ({ key, label, format: "share" });

const part = (value: number, change: number | undefined): number | null =>
  change === undefined || change === 0 ? null : value / change;

function slicesTable(result: AttributionResult): ResultTable {
  const before = beforeName(result);
  return {
    id: "slices",
    title: "The change by slice: each column’s parts add up to it",
    columns: [
      ...[text("column", "Column"), text("slice", "Slice"), count("rows_before", `Rows, ${before}`)],
      ...[count("rows", "Rows, production"), metric("mean_before", `${ownName(result)}, ${before}`)],
      ...[
        metric("mean", `${ownName(result)}, production`),
        metric("mix", "Mix"),
        text("mix_interval", "95 % interval"),
      ],
      ...[metric("behaviour", "Behaviour"), text("behaviour_interval", "95 % interval"), text("why", "Why not")],
    ],
    rows: result.slices.flatMap(({ column, reason, parts }): TableRow[] =>
      reason !== null
        ? [{ column, why: reasonText[reason] }]
        : parts.map(({ label, reference, production, mix, behaviour, reason: own }) => ({
            ...{ column, slice: label, rows_before: reference.rows, rows: production.rows },
            ...{ mean_before: reference.mean, mean: production.mean, mix: mix.value, behaviour: behaviour.value },
            ...{ mix_interval: intervalText(mix), behaviour_interval: intervalText(behaviour) },
            why: own === null ? null : reasonText[own],
          })),
    ),
  };
}

function sharesTable({ shares, change }: AttributionResult): ResultTable {
  const columns = [
    ...[text("feature", "Feature"), metric("part", "Part of the change"), text("interval", "95 % interval")],
    ...[share("of", "Of the change"), share("outside", "Rows outside the reference’s values")],
  ];
  const rows =
    shares === null
      ? []
      : [
          ...leadingFeatures(shares).map(({ column, part: own, outside }) => ({
            ...{ feature: column, part: own.value, interval: intervalText(own), outside },
            of: part(own.value, change?.value),
          })),
          {
            ...{ feature: "not explained by inputs", part: shares.unexplained.value, outside: null },
            ...{ interval: intervalText(shares.unexplained), of: part(shares.unexplained.value, change?.value) },
          },
        ];
  return { id: "features", title: "The change by feature. Contribution is not cause.", columns, rows };
}

const importanceTable = ({ importance }: AttributionResult): ResultTable => ({
  id: "importance",
  title: `Drift by importance (${importanceNames[importance.source]})`,
  columns: [
    ...[text("feature", "Feature"), metric("impact", "PSI × importance"), metric("psi", "PSI"), text("p", "p")],
    ...[{ key: "importance", label: "Importance", format: "number" } as const, text("why", "Why not")],
  ],
  rows: importance.features.map(({ column, psi, p, importance: weight, impact, reason }) => ({
    ...{ feature: column, impact, psi, p: p === null ? null : formatP(p), importance: weight },
    why: reason === null ? null : reasonText[reason],
  })),
});

const contributionsTable = ({ contributions }: AttributionResult): ResultTable => ({
  id: "contributions",
  title: "Mean absolute contributions",
  columns: [
    ...[text("column", "Column"), metric("reference", "Reference"), metric("production", "Production")],
    ...[metric("change", "Change"), text("interval", "95 % interval"), text("ranks", "Rank"), text("why", "Why not")],
  ],
  rows: (contributions?.columns ?? []).map(({ column, reference, production, change, ranks, reason }) => ({
    ...{ column, reference, production, change: change?.value ?? null },
    interval: change === null ? null : intervalText(change),
    ranks: ranks === null ? null : `${String(ranks[0])} → ${String(ranks[1])}`,
    why: reason === null ? null : reasonText[reason],
  })),
});

const classifierTable = ({ classifier }: AttributionResult): ResultTable => ({
  id: "classifier",
  title: "What the domain classifier goes by",
  columns: [text("feature", "Feature"), metric("drop", "AUC lost when shuffled")],
  rows: (classifier?.features ?? []).map(({ column, drop }) => ({ feature: column, drop })),
});

const rowsTable = (result: AttributionResult): ResultTable => ({
  id: "rows",
  title: "Rows",
  columns: [
    ...[
      text("side", "Side"),
      count("rows", "Rows"),
      count("labelled", "With a label"),
      count("used", isRanked(result) ? "With a score too" : "With a loss"),
    ],
    metric("mean", ownName(result)),
  ],
  rows: (["reference", "production"] as const).map((side) => ({ side, ...result.sides[side] })),
});
