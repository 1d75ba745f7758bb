import type { VerdictLevel } from "../../document/schema.ts";
import type { CellContext } from "../context.ts";
import type { AttributionConfig, MetricName } from "./config.ts";
import type { FeatureDrift } from "./drift-items.ts";
import type { AttributionPart, ChangePart, ClassifierPart, ContributionsPart } from "./parts.ts";
import type { AttributionResult, Classifier, Contributions, DriftItem, Estimate, SideResult } from "./result.ts";
import { changeOf, hasLosses } from "./measure-change.ts";
import { windowOf, type DaysSet } from "./sides.ts";

/** Amazon SageMaker Clarify's line. */
export const ndcgLine = 0.9;
/** NannyML's upper line for a domain classifier. */
export const aucLine = 0.65;

const nothingMeasured = {
  ...{ means: null, slices: [], drifts: [], shares: null, since: null, outside: null },
} as const satisfies Partial<ChangePart>;

export function compute(
  parts: readonly AttributionPart[],
  config: AttributionConfig,
  context: CellContext,
): AttributionResult {
  const change = parts.find((part): part is ChangePart => part.part === "change");
  const contributed = parts.find((part): part is ContributionsPart => part.part === "contributions");
  const classified = parts.find((part): part is ClassifierPart => part.part === "classifier");
  const [contributions, classifier] = [contributed?.contributions ?? null, classified?.classifier ?? null];
  const { means, slices, drifts, shares, since, outside } = change ?? nothingMeasured;
  const sides = sidesOf(change);
  const moved = means === null ? null : changeOf(means);
  return {
    ...{
      settings: settingsOf(change, config, windowOf(config, context)),
      reason: reasonOf(change),
      sides,
      change: moved,
    },
    ...{ slices: [...slices], shares, since, outside, contributions, classifier },
    importance: importanceOf(drifts, contributions, { config, context }),
    level: levelOf({ sides, moved, contributions, classifier, metric: change?.losses.metric ?? null }, config),
  };
}

function settingsOf(
  change: ChangePart | undefined,
  { against, warn, min_rows, seed }: AttributionConfig,
  { from, to }: DaysSet,
): AttributionResult["settings"] {
  const metric = change?.losses.metric ?? null;
  return { metric, against, from, to, warn, min_rows, seed, ndcg_line: ndcgLine, auc_line: aucLine };
}

const reasonOf = (change: ChangePart | undefined): AttributionResult["reason"] =>
  change === undefined || hasLosses(change.losses) ? null : change.losses.reason;

function sidesOf(change: ChangePart | undefined): AttributionResult["sides"] {
  const of = (side: "reference" | "production"): SideResult => {
    const profile = change?.losses.profiles[side];
    return {
      ...{ rows: profile?.rows ?? 0, labelled: profile?.labelled ?? 0, used: profile?.used ?? 0 },
      mean: change?.means?.[side].mean ?? null,
    };
  };
  return { reference: of("reference"), production: of("production") };
}

/** What the settings say; else the reference's mean absolute contributions; else how well a feature tells the score. */
function importanceOf(
  drifts: readonly FeatureDrift[],
  contributions: Contributions | null,
  { config, context }: { readonly config: AttributionConfig; readonly context: CellContext },
): AttributionResult["importance"] {
  const shap = new Map(
    contributions?.columns.flatMap(({ column, reference }) =>
      reference === null ? [] : [[column.slice(config.shap_prefix.length), reference] as const],
    ),
  );
  const given = config.importance;
  const hasShap = drifts.some(({ column }) => shap.has(column));
  const source = given !== null ? "settings" : hasShap ? "shap" : "score_association";
  const importance = ({ column, association }: FeatureDrift): number | null =>
    given !== null ? (given[column] ?? null) : hasShap ? (shap.get(column) ?? null) : association;
  const all = drifts.reduce((sum, drift) => sum + (importance(drift) ?? 0), 0);
  const features = drifts.map((drift): DriftItem => {
    const { column, psi, p } = drift;
    const weight = importance(drift);
    const impact = psi === null || weight === null || all === 0 ? null : (psi * weight) / all;
    return {
      column,
      psi,
      p,
      importance: weight,
      impact,
      reason: drift.reason ?? missingImportance(weight, source, context),
    };
  });
  return {
    source,
    features: features.sort(
      (a, b) => (b.impact ?? -1) - (a.impact ?? -1) || (b.psi ?? -1) - (a.psi ?? -1) || (a.column < b.column ? -1 : 1),
    ),
  };
}

const missingImportance = (
  weight: number | null,
  source: AttributionResult["importance"]["source"],
  { model }: CellContext,
): DriftItem["reason"] =>
  weight !== null
    ? null
    : source === "score_association" && model?.columns.score == null
      ? "no_score"
      : "not_applicable";

interface Judged {
  readonly metric: MetricName | null;
  readonly sides: AttributionResult["sides"];
  readonly moved: Estimate | null;
  readonly contributions: Contributions | null;
  readonly classifier: Classifier | null;
}

/** What a worse metric adds to: the mean loss, or the share of pairs in the wrong order, 1 − ROC AUC. */
export const lossBefore = (before: number, metric: MetricName | null): number =>
  metric === "roc_auc" ? 1 - before : before;

/** The rise as a share of the reference's loss, beyond the line and beyond chance. */
export function worsened(moved: Estimate | null, before: number | null, { metric, warn }: Line): boolean {
  if (moved?.low == null || moved.high === null || before === null) return false;
  const [rise, least] = metric === "roc_auc" ? [-moved.value, -moved.high] : [moved.value, moved.low];
  return rise >= warn * lossBefore(before, metric) && least > 0;
}
type Line = Pick<AttributionResult["settings"], "metric" | "warn">;

export const ordersApart = (contributions: Contributions | null): boolean =>
  contributions !== null && contributions.ndcg.value !== null && contributions.ndcg.value < ndcgLine;

/** The interval lies beyond the line as a whole. */
export const tellsApart = (classifier: Classifier | null): boolean => (classifier?.auc?.low ?? 0) >= aucLine;

/** Attribution explains; it warns at most. */
function levelOf(
  { sides, moved, contributions, classifier, metric }: Judged,
  { warn, min_rows }: AttributionConfig,
): VerdictLevel {
  const { reference, production } = sides;
  if (Math.min(reference.rows, production.rows) < min_rows) return "low_n";
  const enough = Math.min(reference.used, production.used) >= min_rows;
  if (enough && worsened(moved, reference.mean, { metric, warn })) return "warn";
  if (ordersApart(contributions) || tellsApart(classifier)) return "warn";
  if (moved === null) return "info";
  return enough ? "pass" : "low_n";
}
