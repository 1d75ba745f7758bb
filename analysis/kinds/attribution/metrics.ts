import type { Headline } from "../../document/schema.ts";
import type { MetricValue } from "../kind.ts";
import { unitOf } from "./definitions.ts";
import { isRanked, sliceName } from "./names.ts";
import { leadingFeatures } from "./rank-parts.ts";
import type { AttributionResult, Contribution, Estimate, SlicePart } from "./result.ts";
import { topSlice } from "./sentence.ts";

const blank: MetricValue = {
  ...{ metric: "", value: null, reason: null, unit: "", row_count: 0, numerator: null, denominator: null },
  ...{ ci_low: null, ci_high: null, ci_level: null, ci_method: null, p_value: null, p_adjusted: null },
  ...{ convention: null, column: null, slice: null, window_start: null, window_end: null },
  ...{ dataset_role: "production", verdict: "none" },
};

const metric = (name: string, given: Partial<MetricValue>): MetricValue => {
  const id = `attribution.${name}`;
  return { ...blank, metric: id, convention: `casefile/${name}`, unit: unitOf.get(id) ?? "", ...given };
};

const estimated = ({ value, low, high }: Estimate, method: string): Partial<MetricValue> => ({
  value,
  ...(low === null || high === null ? {} : { ci_low: low, ci_high: high, ci_level: 0.95, ci_method: method }),
});

const delta = "delta method";
const bootstrap = "poisson bootstrap of cells";

/** Tidy rows: the change, its parts by slice and feature, drift by importance, contributions, the classifier. */
export const metrics = (result: AttributionResult): readonly MetricValue[] => [
  ...lossMetrics(result),
  ...result.slices.flatMap(({ column, parts }) => parts.flatMap((part) => sliceMetrics(column, part, namesOf(result)))),
  ...shareMetrics(result),
  ...result.importance.features.map(({ column, impact, reason, p }) =>
    metric("drift_impact", {
      ...{ column, value: impact, p_value: p, row_count: result.sides.production.rows },
      reason: impact === null ? (reason ?? "not_applicable") : null,
    }),
  ),
  ...contributionMetrics(result),
  ...classifierMetrics(result),
];

const lossMetricNames = { mean: "mean_loss", change: "loss_change", mix: "mix", behaviour: "behaviour" } as const;
const areaMetricNames = {
  mean: "roc_auc",
  change: "roc_auc_change",
  mix: "auc_mix",
  behaviour: "auc_behaviour",
} as const;
type MetricNames = typeof lossMetricNames | typeof areaMetricNames;
const namesOf = (result: AttributionResult): MetricNames => (isRanked(result) ? areaMetricNames : lossMetricNames);

function lossMetrics(result: AttributionResult): MetricValue[] {
  const { sides, change, reason, level } = result;
  const names = namesOf(result);
  const missing = (value: number | null) => (value === null ? (reason ?? "too_few_rows") : null);
  const { reference, production } = sides;
  return [
    metric(names.mean, {
      ...{
        value: reference.mean,
        reason: missing(reference.mean),
        row_count: reference.used,
        dataset_role: "reference",
      },
    }),
    metric(names.mean, { value: production.mean, reason: missing(production.mean), row_count: production.used }),
    metric(names.change, {
      ...{ reason: missing(change?.value ?? null), row_count: reference.used + production.used, verdict: level },
      ...(change === null
        ? {}
        : estimated(change, isRanked(result) ? "delong, difference of areas" : "normal, difference of means")),
    }),
  ];
}

function sliceMetrics(
  column: string,
  { label, nature, reference, production, mix, behaviour }: SlicePart,
  names: MetricNames,
): MetricValue[] {
  const shared = { column, slice: sliceName(column, label, nature), row_count: reference.rows + production.rows };
  return [
    metric(names.mix, { ...shared, ...estimated(mix, delta) }),
    metric(names.behaviour, { ...shared, ...estimated(behaviour, delta) }),
  ];
}

function shareMetrics({ shares, sides }: AttributionResult): MetricValue[] {
  if (shares === null) return [];
  const row_count = sides.reference.used + sides.production.used;
  return [
    ...shares.features.map(({ column, part }) =>
      metric("feature_share", { column, row_count, ...estimated(part, bootstrap) }),
    ),
    metric("unexplained", { row_count, ...estimated(shares.unexplained, bootstrap) }),
  ];
}

function contributionMetrics({ contributions, sides }: AttributionResult): MetricValue[] {
  if (contributions === null) return [];
  const { ndcg, spearman, columns } = contributions;
  const row_count = sides.production.rows;
  const of = ({ column, reference, production, change, reason }: Contribution): MetricValue[] => [
    metric("mean_abs_contribution", {
      ...{ column, value: reference, reason: reference === null ? (reason ?? "not_applicable") : null },
      ...{ row_count: sides.reference.rows, dataset_role: "reference" },
    }),
    metric("mean_abs_contribution", {
      ...{ column, value: production, reason: production === null ? (reason ?? "not_applicable") : null, row_count },
    }),
    ...(change === null
      ? []
      : [metric("contribution_change", { column, row_count, ...estimated(change, "normal, difference of means") })]),
  ];
  return [
    metric("ndcg", { ...ndcg, row_count }),
    metric("spearman", { ...spearman, row_count }),
    ...columns.flatMap(of),
  ];
}

function classifierMetrics({ classifier }: AttributionResult): MetricValue[] {
  if (classifier === null) return [];
  const row_count = classifier.rows[0] + classifier.rows[1];
  return [
    metric("domain_auc", {
      ...{ row_count, reason: classifier.auc === null ? (classifier.reason ?? "too_few_rows") : null },
      ...(classifier.auc === null ? {} : estimated(classifier.auc, "delong")),
    }),
    ...classifier.features.map(({ column, drop }) => metric("auc_drop", { column, value: drop, row_count })),
  ];
}

const mostFeatures = 5;

/** The change, the slice and the features that carry most, the rest, and the classifier's AUC. */
export function headline(result: AttributionResult): readonly Headline[] {
  const { change, shares, classifier, contributions } = result;
  const slice = topSlice(result);
  return [
    { metric: `attribution.${namesOf(result).change}`, column: null, value: change?.value ?? null },
    ...(slice
      ? [
          {
            metric: `attribution.${namesOf(result)[slice.effect]}`,
            column: sliceName(slice.column, slice.part.label, slice.part.nature),
            value: slice.estimate.value,
          },
        ]
      : []),
    ...leadingFeatures(shares)
      .slice(0, mostFeatures)
      .map(({ column, part }) => ({ metric: "attribution.feature_share", column, value: part.value })),
    ...(shares ? [{ metric: "attribution.unexplained", column: null, value: shares.unexplained.value }] : []),
    ...(classifier ? [{ metric: "attribution.domain_auc", column: null, value: classifier.auc?.value ?? null }] : []),
    ...(contributions ? [{ metric: "attribution.ndcg", column: null, value: contributions.ndcg.value }] : []),
  ];
}
