import type { MetricDefinition } from "../kind.ts";
import { judgedKinds, measures, type JudgedKind, type Measure } from "./config.ts";
import { capital, kindNames, measureNames } from "./words.ts";

const formulas: Readonly<Record<Measure, string>> = {
  selection_rate: "rows decided positive / rows with a decision",
  tpr: "true positives / rows whose label is positive",
  fpr: "false positives / rows whose label is negative",
  precision: "true positives / rows decided positive",
  accuracy: "right decisions / rows with label and decision",
  calibration_gap: "mean score − rate of positives, over rows with a label and a score in 0 to 1",
  macro_recall: "mean over the classes among the labels of right predictions / rows of the class",
  mae: "Σ |prediction − label| / rows with both",
  mean_error: "Σ (prediction − label) / rows with both",
};

interface Look {
  readonly unit: string;
  readonly range: string;
  readonly differences: string;
  readonly interval: string;
  readonly rest: string;
}
const inLabels = "the label's unit";
const rates: Look = {
  ...{ unit: "share", range: "0 to 1", differences: "-1 to 1", interval: "Wilson interval" },
  rest: "Newcombe's interval; p of the pooled two-proportion test",
};
const looks: Readonly<Record<Measure, Look>> = {
  ...{ selection_rate: rates, tpr: rates, fpr: rates, precision: rates, accuracy: rates },
  calibration_gap: { ...rates, range: "-1 to 1", rest: "square-and-add interval" },
  macro_recall: {
    ...{ ...rates, interval: "square-and-add of the classes' Wilson intervals", rest: "square-and-add interval" },
  },
  mae: {
    ...{ unit: inLabels, range: "0 and up", differences: "any", interval: "mean ± 1.96 standard errors" },
    rest: "Welch's interval and two-sided p",
  },
  mean_error: {
    ...{ unit: inLabels, range: "any", differences: "any", interval: "mean ± 1.96 standard errors" },
    rest: "Welch's interval and two-sided p",
  },
};

export const convention = (metric: string): string => `casefile/${metric}`;
const define = (
  given: Omit<MetricDefinition, "conventions"> & { readonly rule: string; readonly metric: string },
): MetricDefinition => {
  const { rule, metric, ...rest } = given;
  return { ...rest, conventions: [{ id: convention(metric), rule }] };
};

const fairlearn = "Fairlearn 0.15 MetricFrame";
const ofGroup = (measure: Measure): readonly MetricDefinition[] => {
  const name = measureNames[measure];
  const look = looks[measure];
  const shared = { unit: look.unit, direction: "neither", source: fairlearn } as const;
  return [
    define({
      ...{ ...shared, id: `fairness.${measure}`, name: capital(name), formula: formulas[measure], metric: measure },
      ...{ range: look.range, rule: `of a group, or of all rows; ${look.interval}` },
    }),
    define({
      ...{ ...shared, id: `fairness.${measure}_rest_difference`, name: `${capital(name)}: group less other rows` },
      ...{ formula: "of the group − of all other rows", range: look.differences, metric: `${measure}_rest_difference` },
      rule: look.rest,
    }),
    define({
      ...{
        ...shared,
        id: `fairness.${measure}_relative_change`,
        name: `${capital(name)}: change beyond that of other rows`,
      },
      formula: "(production − reference of the group) − (production − reference of all other rows)",
      ...{ range: look.unit === inLabels ? "any" : "-2 to 2", metric: `${measure}_relative_change` },
      source: "Zou & Donner (2008)",
      rule: "difference in differences; square-and-add interval",
    }),
    ...(measure !== "selection_rate"
      ? []
      : [
          define({
            ...{ ...shared, id: `fairness.${measure}_overall_ratio`, name: `${capital(name)}: ratio to all rows` },
            ...{
              formula: "of the group / of all rows",
              range: "0 and up",
              unit: "1",
              metric: `${measure}_overall_ratio`,
            },
            rule: "Koopman's score interval of the ratio to the other rows, carried over to all rows",
          }),
        ]),
  ];
};

const kindFormula = (kind: JudgedKind): string => {
  if (kind === "selection_rate_ratio") return "smallest / largest rate over the groups";
  return kind === "equalized_odds_difference"
    ? "the larger of the differences of true and false positive rates"
    : "largest − smallest over the groups";
};
const kindSources: Partial<Record<JudgedKind, string>> = {
  selection_rate_difference: "Fairlearn 0.15 demographic_parity_difference",
  selection_rate_ratio: "Fairlearn 0.15 demographic_parity_ratio; four-fifths: 29 CFR 1607.4 D",
  tpr_difference: "Fairlearn 0.15 equal_opportunity_difference; Hardt, Price & Srebro (2016)",
  equalized_odds_difference: "Fairlearn 0.15 equalized_odds_difference; Hardt, Price & Srebro (2016)",
};
const rule =
  "over the groups with rows enough; parametric bootstrap over the groups (counts binomial, mean errors normal), percentiles moved by twice their bias";

const ofKind = (kind: JudgedKind): readonly MetricDefinition[] => {
  const ratio = kind === "selection_rate_ratio";
  const ofErrors = kind === "mae_difference" || kind === "mean_error_difference";
  const unit = ratio ? "1" : ofErrors ? inLabels : "share";
  const shared = { unit, source: kindSources[kind] ?? fairlearn };
  return [
    define({
      ...{
        ...shared,
        id: `fairness.${kind}`,
        name: capital(kindNames[kind]),
        formula: kindFormula(kind),
        metric: kind,
      },
      ...{ range: ofErrors ? "0 and up" : "0 to 1", direction: ratio ? "lower_is_worse" : "higher_is_worse", rule },
    }),
    define({
      ...{ ...shared, id: `fairness.${kind}_change`, name: `Change of the ${kindNames[kind]}` },
      ...{ formula: "production − reference", range: ofErrors ? "any" : "-1 to 1", metric: `${kind}_change` },
      ...{ direction: ratio ? "lower_is_worse" : "higher_is_worse", rule: `both sides drawn again; ${rule}` },
    }),
  ];
};

const loss = { unit: "1", direction: "higher_is_worse", source: "Chung et al., Slice Finder, ICDE (2019)" } as const;
const ofSlices: readonly MetricDefinition[] = [
  define({
    ...{ ...loss, id: "fairness.slice_loss", name: "Mean loss of a slice", formula: "Σ loss / n", range: "0 and up" },
    ...{
      rule: "of the held-back half's rows; log loss, the share of wrong classes or the absolute error, by task, unless the cell says otherwise",
      metric: "slice_loss",
    },
  }),
  define({
    ...{ ...loss, id: "fairness.slice_loss_difference", name: "Loss of a slice above other rows", range: "any" },
    ...{ formula: "mean loss of the slice − mean loss of all other rows", metric: "slice_loss_difference" },
    rule: "of the held-back half's rows; Welch's interval; p of what slices are ranked by, one-sided, Benjamini-Hochberg over the slices taken there",
  }),
  define({
    ...{ ...loss, id: "fairness.slice_share_of_loss", name: "Share of all loss that a slice adds", unit: "share" },
    ...{
      formula: "n · e / Σ loss of all rows; e: mean loss of the slice − of all other rows, or its change beyond theirs",
      range: "up to 1",
    },
    ...{ rule: "of the held-back half's rows", metric: "slice_share_of_loss" },
  }),
  define({
    ...{ ...loss, id: "fairness.slice_loss_change", name: "Loss of a slice since the reference", range: "any" },
    ...{ formula: "mean loss of the slice in production − in the reference", metric: "slice_loss_change" },
    rule: "of held-back rows; Welch's interval, two-sided p, Benjamini-Hochberg over the slices taken there",
  }),
  define({
    ...{
      ...loss,
      id: "fairness.slice_loss_relative_change",
      name: "Loss of a slice since the reference, beyond other rows",
    },
    ...{ formula: "(production − reference of the slice) − (production − reference of all other rows)", range: "any" },
    ...{ rule: "of held-back rows; interval of a contrast of four means", metric: "slice_loss_relative_change" },
  }),
];

export const metricDefinitions: readonly MetricDefinition[] = [
  ...measures.flatMap(ofGroup),
  ...judgedKinds.flatMap(ofKind),
  ...ofSlices,
];
