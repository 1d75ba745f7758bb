import { reasonText, type Reason } from "../../base/reasons.ts";
import { z } from "../../base/schema.ts";
import { verdictLevels } from "../../document/schema.ts";
import { windowUnits } from "../time-windows.ts";
import { metricNames } from "./config.ts";

const count = z.int().nonnegative();
const reasonNames = Object.keys(reasonText).filter((key): key is Reason => key in reasonText);
const reason = z.enum(reasonNames).nullable();

/** A number with its 95 % interval; nothing where it could not be had. */
const estimate = z.strictObject({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() });
export type { Estimate } from "./estimate.ts";

/** One side: its rows, and the mean loss (or ROC AUC) of those that have one. */
const side = z.strictObject({ rows: count, labelled: count, used: count, mean: z.number().nullable() });
export type SideResult = z.infer<typeof side>;

const slicePart = z.strictObject({
  label: z.string(),
  nature: z.enum(["value", "range", "rest", "missing"]),
  reference: z.strictObject({ rows: count, mean: z.number().nullable() }),
  production: z.strictObject({ rows: count, mean: z.number().nullable() }),
  /** Why a side with rows has no number of its own: a slice of one class has no ROC AUC. */
  reason,
  mix: estimate,
  behaviour: estimate,
});
export type SlicePart = z.infer<typeof slicePart>;

/** The slices of one column: their parts add up to the change. */
const split = z.strictObject({ column: z.string(), reason, parts: z.array(slicePart) });
export type Split = z.infer<typeof split>;

const share = z.strictObject({
  column: z.string(),
  part: estimate,
  /** Production's rows, of those with a loss, whose value the reference does not have. */
  outside: z.number(),
});
export type FeatureShare = z.infer<typeof share>;

/** The change shared among the shifted features, and what is left. */
const shares = z.strictObject({
  features: z.array(share),
  /** Shifted features beyond the most that share. */
  left_out: z.array(z.string()),
  /** Features that were looked at and did not shift beyond chance. */
  still: count,
  unexplained: estimate,
  cells: count,
  draws: count,
});
export type Shares = z.infer<typeof shares>;

export const importanceSources = ["settings", "shap", "score_association"] as const;
const driftItem = z.strictObject({
  column: z.string(),
  reason,
  psi: z.number().nullable(),
  p: z.number().nullable(),
  importance: z.number().nullable(),
  /** PSI times the importance as a share of all. */
  impact: z.number().nullable(),
});
export type DriftItem = z.infer<typeof driftItem>;

const contribution = z.strictObject({
  column: z.string(),
  reason,
  reference: z.number().nullable(),
  production: z.number().nullable(),
  change: estimate.nullable(),
  ranks: z.tuple([z.number(), z.number()]).nullable(),
});
export type Contribution = z.infer<typeof contribution>;

const valueSide = z.strictObject({
  /** Rows that have both, and those in the cells below. */
  rows: count,
  shown: count,
  /** Hexagons with at least as many rows as the privacy floor: their centre in half steps of the lattice, and their rows. */
  cells: z.array(z.tuple([z.int(), z.int(), count])),
  /** Median contribution in each strip of values, nothing where rows are few. */
  medians: z.array(z.number().nullable()),
});

/** A feature's contribution against its value; without sides where the reason says why. */
const contributionValues = z.strictObject({
  ...{ feature: z.string(), reason, log: z.boolean(), x: z.tuple([z.number(), z.number()]) },
  ...{ y: z.tuple([z.number(), z.number()]) },
  sides: z.strictObject({ reference: valueSide, production: valueSide }).nullable(),
});
export type ContributionValues = z.infer<typeof contributionValues>;

const measured = z.strictObject({ value: z.number().nullable(), reason });
const contributions = z.strictObject({
  ...{ ndcg: measured, spearman: measured, columns: z.array(contribution) },
  values: contributionValues.nullable(),
});
export type Contributions = z.infer<typeof contributions>;

const classifier = z.strictObject({
  reason,
  rows: z.tuple([count, count]),
  auc: estimate.nullable(),
  folds: count,
  /** How much the AUC falls when one feature's values are shuffled, most first. */
  features: z.array(z.strictObject({ column: z.string(), drop: z.number() })),
});
export type Classifier = z.infer<typeof classifier>;

export const attributionResult = z.strictObject({
  settings: z.strictObject({
    ...{ metric: z.enum(metricNames).nullable(), against: z.enum(["reference", "before"]) },
    ...{ from: z.string().nullable(), to: z.string().nullable(), warn: z.number(), min_rows: count, seed: count },
    ...{ ndcg_line: z.number(), auc_line: z.number() },
  }),
  reason,
  sides: z.strictObject({ reference: side, production: side }),
  change: estimate.nullable(),
  slices: z.array(split),
  shares: shares.nullable(),
  /** The first day on which the slice that carries most shows its change. */
  since: z
    .strictObject({ column: z.string(), value: z.string(), start: z.string().nullable(), unit: z.enum(windowUnits) })
    .nullable(),
  /** Of the feature with the largest share: production's rows whose value the reference does not have. */
  outside: z
    .strictObject({
      ...{ column: z.string(), start: z.string().nullable() },
      /** The slice, of the column that says most about the change, that holds most of them. */
      slice: z.strictObject({ column: z.string(), value: z.string(), share: z.number() }).nullable(),
    })
    .nullable(),
  importance: z.strictObject({ source: z.enum(importanceSources), features: z.array(driftItem) }),
  contributions: contributions.nullable(),
  classifier: classifier.nullable(),
  level: z.enum(verdictLevels),
});
export type AttributionResult = z.infer<typeof attributionResult>;
