import type { MetricName } from "./config.ts";
import type { AttributionResult } from "./result.ts";

export const metricLabels: Readonly<Record<MetricName, string>> = {
  log_loss: "Log loss",
  brier: "Brier score",
  error_rate: "Error rate",
  roc_auc: "ROC AUC",
  absolute_error: "Mean absolute error",
  squared_error: "Mean squared error",
};

type Settings = Pick<AttributionResult, "settings">;

/** ROC AUC is better when it is higher, and a mean over pairs of rows; every other metric is a mean loss. */
export const isRanked = ({ settings }: Settings): boolean => settings.metric === "roc_auc";

/** At the beginning of a sentence. */
export const metricName = ({ settings }: Settings): string =>
  settings.metric === null ? "Loss" : metricLabels[settings.metric];
/** Inside of a sentence. */
export const metricInText = (result: Settings): string =>
  isRanked(result) ? metricName(result) : metricName(result).toLowerCase();
export const ownName = (result: Settings): string => (isRanked(result) ? "ROC AUC" : "Mean loss");
/** What a row must have to be counted. */
export const rowsName = (result: Settings): string =>
  isRanked(result) ? "rows with a label and a score" : "rows with a loss";

/** What the rows that production is compared with are called. */
export const beforeName = ({ settings }: AttributionResult): string =>
  settings.against === "reference" ? "reference" : `production before ${settings.from ?? ""}`;

export const importanceNames: Readonly<Record<AttributionResult["importance"]["source"], string>> = {
  settings: "the importance set for this cell",
  shap: "mean absolute contribution in the reference",
  score_association: "share of the score’s variance between the feature’s bins in the reference, an association",
};

const longest = 40;
const short = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

/** `channel = partner_api`, `income from 2,000` */
export const sliceName = (column: string, label: string, nature: "value" | "range" | "rest" | "missing"): string =>
  nature === "value" ? `${short(column)} = ${short(label)}` : `${short(column)} ${short(label)}`;
