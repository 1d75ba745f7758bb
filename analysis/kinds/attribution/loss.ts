import type { Reason } from "../../base/reasons.ts";
import { doubleLiteral, identifier } from "../../sql/quote.ts";
import { leastProbability } from "../../stats/probability-loss.ts";
import { binaryColumns, finiteNumber, isReason, modelColumn, type Side } from "../binary-columns.ts";
import type { CellContext, ContextColumn } from "../context.ts";
import type { AttributionConfig, MetricName } from "./config.ts";

/** Each row's loss as SQL: null where the label, or what the model said, is missing. */
export interface LossSql {
  readonly loss: string;
  /** 1 where the row has a label. */
  readonly labelled: string;
  /** True for a row whose score is no probability. */
  readonly outside: string;
  /** Of ROC AUC, which no row has of its own: what is ranked. The loss is 0 then for rows that have both. */
  readonly ranked?: RankedSql;
}

/** 1 or 0 for the class, and the score; null where a row has none. */
export interface RankedSql {
  readonly label: string;
  readonly score: string;
}

/** The losses to try, the preferred first. */
export function candidates(config: AttributionConfig, { model }: CellContext): readonly MetricName[] {
  if (config.metric !== "auto") return [config.metric];
  if (model?.task === "regression") return ["absolute_error"];
  return model?.task === "multiclass" ? ["error_rate"] : ["log_loss", "error_rate"];
}

/** One side's loss, or why it has none. */
export function lossOf(metric: MetricName, context: CellContext, side: Side): LossSql | Reason {
  const { model } = context;
  if (context[side] === null) return side === "reference" ? "empty_reference" : "empty_production";
  if (model === null || model.columns.label === null) return "no_label";
  if (metric === "absolute_error" || metric === "squared_error") return errorOf(metric, context, side);
  if (metric === "error_rate" && model.task === "multiclass") return wrongClass(context, side);
  return binaryLoss(metric, context, side);
}

function binaryLoss(metric: MetricName, context: CellContext, side: Side): LossSql | Reason {
  const columns = binaryColumns(context, side, "auto");
  if (typeof columns === "string") return columns;
  const { label, score, decision } = columns;
  if (metric === "error_rate") {
    if (typeof decision === "string") return decision;
    return { ...plain(label), loss: `CAST(abs(${label} - ${decision.sql}) AS DOUBLE)` };
  }
  if (typeof score === "string") return score;
  return metric === "roc_auc" ? ranked(label, score.sql) : probabilityLoss(metric, label, score.sql);
}

function probabilityLoss(metric: MetricName, label: string, s: string): LossSql {
  const probability = `(${s} BETWEEN 0e0 AND 1e0)`;
  const [least, most] = [doubleLiteral(leastProbability), doubleLiteral(1 - leastProbability)];
  const clipped = `greatest(${least}, least(${most}, ${s}))`;
  const loss =
    metric === "brier"
      ? `(${s} - ${label}) * (${s} - ${label})`
      : `CASE ${label} WHEN 1 THEN -ln(${clipped}) WHEN 0 THEN -ln(1e0 - ${clipped}) END`;
  return {
    ...{ loss: `CASE WHEN ${probability} THEN ${loss} END`, labelled: `(${label}) IS NOT NULL` },
    outside: `(${label}) IS NOT NULL AND (${s}) IS NOT NULL AND NOT ${probability}`,
  };
}

const plain = (label: string): Omit<LossSql, "loss"> => ({ labelled: `(${label}) IS NOT NULL`, outside: "FALSE" });

const ranked = (label: string, score: string): LossSql => ({
  ...plain(label),
  ...{ loss: `CASE WHEN (${label}) IS NOT NULL AND (${score}) IS NOT NULL THEN 0e0 END`, ranked: { label, score } },
});

interface Pair {
  readonly label: ContextColumn;
  readonly prediction: ContextColumn;
}

/** Label and prediction; for numbers the score stands in where no prediction is set. */
function pairOf({ model, ...sides }: CellContext, side: Side, orScore: boolean): Pair | Reason {
  const dataset = sides[side];
  if (model === null || dataset === null) return "no_label";
  const label = modelColumn(dataset, model.columns.label, side);
  const prediction = modelColumn(dataset, model.columns.prediction ?? (orScore ? model.columns.score : null), side);
  if (isReason(label)) return label;
  return isReason(prediction) ? prediction : { label, prediction };
}

function errorOf(metric: "absolute_error" | "squared_error", context: CellContext, side: Side): LossSql | Reason {
  const pair = pairOf(context, side, true);
  if (typeof pair === "string") return pair;
  if (pair.label.type !== "number" || pair.prediction.type !== "number") return "unsupported_type";
  const [label, gap] = [
    finiteNumber(pair.label.name),
    `(${finiteNumber(pair.prediction.name)}) - (${finiteNumber(pair.label.name)})`,
  ];
  return { ...plain(label), loss: metric === "absolute_error" ? `abs(${gap})` : `(${gap}) * (${gap})` };
}

/** Classes as text; numbers of different types are brought to one. */
function wrongClass(context: CellContext, side: Side): LossSql | Reason {
  const pair = pairOf(context, side, false);
  if (typeof pair === "string") return pair;
  const both = [pair.label, pair.prediction];
  const numbers = both.every(({ type }) => type === "number");
  const text = ({ name }: ContextColumn): string =>
    numbers ? finiteNumber(name) : `CAST(${identifier(name)} AS VARCHAR)`;
  const [label, prediction] = [text(pair.label), text(pair.prediction)];
  return {
    ...plain(label),
    loss: `CASE WHEN (${label}) = (${prediction}) THEN 0e0 WHEN (${label}) <> (${prediction}) THEN 1e0 END`,
  };
}
