import type { MetricName } from "./config.ts";
import type { AttributionResult } from "./result.ts";

export const lossNames: Readonly<Record<MetricName, string>> = {
  log_loss: "Log loss",
  brier: "Brier score",
  error_rate: "Error rate",
  absolute_error: "Mean absolute error",
  squared_error: "Mean squared error",
};

export const lossName = ({ settings }: AttributionResult): string =>
  settings.metric === null ? "Loss" : lossNames[settings.metric];

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
