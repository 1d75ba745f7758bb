import type { MetricDefinition } from "../kind.ts";

const coverage = (side: "training" | "serving", other: string): MetricDefinition => ({
  ...{ id: `skew.coverage_${side}`, name: `Coverage of ${side}`, formula: `matched keys / keys that ${side} has once` },
  ...{ unit: "share of keys", range: "0 to 1", direction: "lower_is_worse", source: "Wilson (1927) for the interval" },
  conventions: [
    {
      id: `casefile/coverage_${side}`,
      rule: `keys that ${other} has more than once count on neither side; null is no key`,
    },
  ],
});

const ofMatched = (id: string, name: string, formula: string, rule: string): MetricDefinition => ({
  ...{ id: `skew.${id}`, name, formula, unit: "share of matched rows", range: "0 to 1", direction: "higher_is_worse" },
  ...{ source: "Wilson (1927) for the interval", conventions: [{ id: `casefile/${id}`, rule }] },
});

const missing = "null and NaN are missing; two missing values are equal";

export const metricDefinitions: readonly MetricDefinition[] = [
  coverage("training", "serving"),
  coverage("serving", "training"),
  ofMatched(
    "mismatch_rate",
    "Mismatch rate",
    "matched rows whose values differ / matched rows",
    `numbers differ beyond the tolerance (math.isclose), whole numbers, text, truth values and times when not the same; ${missing}`,
  ),
  ofMatched(
    "missing_in_serving",
    "Missing in serving only",
    "rows with a value in training only / matched rows",
    missing,
  ),
  ofMatched(
    "missing_in_training",
    "Missing in training only",
    "rows with a value in serving only / matched rows",
    missing,
  ),
  {
    ...{
      id: "skew.pattern_share",
      name: "Pattern",
      formula: "differing rows that the pattern explains / differing rows",
    },
    ...{ unit: "share of differing rows", range: "0 to 1", direction: "neither", source: "Casefile" },
    conventions: [{ id: "casefile/pattern_share", rule: "the pattern that explains most of the differing rows" }],
  },
  {
    ...{ id: "skew.leakage_auc", name: "Label told by one feature", formula: "ROC AUC of the feature alone" },
    ...{ unit: "area", range: "0 to 1", direction: "neither" },
    source: "Hanley & McNeil, Radiology 143 (1982); Micci-Barreca, SIGKDD Explorations 3 (2001)",
    conventions: [
      {
        id: "casefile/leakage_auc",
        rule: "training rows with label and value; numbers as they are, others by their category's label rate in the other half",
      },
    ],
  },
];
