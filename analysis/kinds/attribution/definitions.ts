import type { MetricDefinition } from "../kind.ts";

type Given = Omit<MetricDefinition, "id" | "conventions">;
const define = (name: string, given: Given, rule: string): MetricDefinition => ({
  ...{ id: `attribution.${name}`, ...given, conventions: [{ id: `casefile/${name}`, rule }] },
});

const lossUnit = "the loss's unit";
const part = { unit: lossUnit, range: "any number", direction: "higher_is_worse" } as const;
const perRow =
  "rows with a label and an answer of the model; sums of whole multiples of a power of two, exact in any order";

const areaPart = { unit: "1", range: "−1 to 1", direction: "lower_is_worse" } as const;
const pairs =
  "over pairs of slices of the positive and of the negative; half of a pair to each; one side lacks it: all mix";

/** Where ROC AUC is what changed. */
const areas: readonly MetricDefinition[] = [
  define(
    "roc_auc",
    {
      ...{ name: "ROC AUC", formula: "chance that a positive scores above a negative, ties counting half", unit: "1" },
      ...{ range: "0 to 1", direction: "lower_is_worse", source: "Hanley & McNeil (1982); scikit-learn roc_auc_score" },
    },
    "rows with a label and a finite score",
  ),
  define(
    "roc_auc_change",
    {
      ...areaPart,
      name: "Change of ROC AUC",
      formula: "AUC′ − AUC",
      source: "DeLong et al. (1988), independent samples",
    },
    "rows with a label and a finite score",
  ),
  define(
    "auc_mix",
    {
      ...{ ...areaPart, name: "Mix of a slice in ROC AUC", source: "Kitagawa, JASA 50 (1955) 1168-1194, over pairs" },
      formula: "Σ over its pairs of ½ · (w′ − w) · ((A + A′)/2 − (AUC + AUC′)/2)",
    },
    pairs,
  ),
  define(
    "auc_behaviour",
    {
      ...{
        ...areaPart,
        name: "Behaviour of a slice in ROC AUC",
        source: "Kitagawa, JASA 50 (1955) 1168-1194, over pairs",
      },
      formula: "Σ over its pairs of ½ · (w + w′)/2 · (A′ − A)",
    },
    pairs,
  ),
];

/** Metric of every number of this kind, by its short name. */
export const metricDefinitions: readonly MetricDefinition[] = [
  define(
    "mean_loss",
    {
      ...{
        name: "Mean loss",
        formula: "Σ loss / n",
        unit: lossUnit,
        range: "0 and above",
        direction: "higher_is_worse",
      },
      source: "scikit-learn log_loss, brier_score_loss, zero_one_loss, mean_absolute_error, mean_squared_error",
    },
    perRow,
  ),
  define(
    "loss_change",
    { ...part, name: "Change of the mean loss", formula: "m̄′ − m̄", source: "difference of two independent means" },
    perRow,
  ),
  define(
    "mix",
    {
      ...{ ...part, name: "Mix of a slice", formula: "(w′ − w) · ((m + m′)/2 − (m̄ + m̄′)/2)" },
      source: "Kitagawa, JASA 50 (1955) 1168-1194, centred on the mean of all",
    },
    "w a slice's share of the rows, m its mean loss; a slice that one side lacks is all mix",
  ),
  define(
    "behaviour",
    {
      ...{ ...part, name: "Behaviour of a slice", formula: "(w + w′)/2 · (m′ − m)" },
      source: "Kitagawa, JASA 50 (1955) 1168-1194",
    },
    "w a slice's share of the rows, m its mean loss",
  ),
  ...areas,
  define(
    "feature_share",
    {
      ...{
        ...part,
        name: "Share of a feature's shift",
        formula: "Σ over S of |S|!(k − |S| − 1)!/k! · (v(S ∪ i) − v(S))",
      },
      source: "Shapley (1953); Budhathoki, Janzing, Bloebaum & Ng, AISTATS 2021",
    },
    "v(S) the reference's loss reweighted to production's distribution of S, over coarse bins; see METHOD",
  ),
  define(
    "unexplained",
    {
      ...{ ...part, name: "Not explained by inputs", formula: "m̄′ − v(all shifted features)" },
      source: "the change less the features' shares",
    },
    "what reweighting the reference cannot reach: the label's relation to the inputs, and inputs not looked at",
  ),
  define(
    "drift_impact",
    {
      ...{ name: "Drift by importance", formula: "PSI · importance / Σ importance", unit: "1", range: "0 and above" },
      ...{ direction: "higher_is_worse", source: "PSI: Siddiqi (2006); weighted as the importance says" },
    },
    "PSI as casefile/psi, categories beyond the first 58 pooled",
  ),
  define(
    "mean_abs_contribution",
    {
      ...{
        name: "Mean absolute contribution",
        formula: "Σ|φ| / n",
        unit: "the contribution's unit",
        range: "0 and above",
      },
      ...{ direction: "neither", source: "Lundberg & Lee (2017); mean_abs of Amazon SageMaker Clarify" },
    },
    "rows where the contribution is a finite number",
  ),
  define(
    "contribution_change",
    {
      ...{
        name: "Change of the mean absolute contribution",
        formula: "mean|φ′| − mean|φ|",
        unit: "the contribution's unit",
      },
      ...{ range: "any number", direction: "neither", source: "difference of two independent means" },
    },
    "rows where the contribution is a finite number",
  ),
  define(
    "ndcg",
    {
      ...{
        name: "nDCG of the contributions' order",
        formula: "Σ aᵢ/log₂(i + 1) in today's order / the same in the reference's",
      },
      ...{ unit: "1", range: "0 to 1", direction: "lower_is_worse" },
      source: "Järvelin & Kekäläinen (2002), linear gains; Amazon SageMaker Clarify",
    },
    "gains are the reference's mean absolute contributions, ties shared as scikit-learn's ndcg_score does",
  ),
  define(
    "spearman",
    {
      ...{
        name: "Rank correlation of the contributions",
        formula: "Pearson's correlation of the mid-ranks",
        unit: "1",
      },
      ...{ range: "−1 to 1", direction: "lower_is_worse", source: "Spearman (1904)" },
    },
    "mean absolute contributions of the columns that both sides have",
  ),
  define(
    "domain_auc",
    {
      ...{ name: "AUC of the domain classifier", formula: "chance that a production row scores above a reference row" },
      ...{ unit: "1", range: "0 to 1", direction: "higher_is_worse" },
      source: "logistic regression on one-hot codes with a ridge, five folds; DeLong et al. (1988) for the interval",
    },
    "out of fold, pooled over the folds, on a seeded sample of coded rows",
  ),
  define(
    "auc_drop",
    {
      ...{
        name: "Permutation importance in the domain classifier",
        formula: "AUC − AUC with the feature shuffled",
        unit: "1",
      },
      ...{ range: "−1 to 1", direction: "higher_is_worse", source: "Breiman, Machine Learning 45 (2001)" },
    },
    "out of fold, mean of three seeded shuffles inside each fold",
  ),
];

export const unitOf = new Map(metricDefinitions.map(({ id, unit }) => [id, unit]));
