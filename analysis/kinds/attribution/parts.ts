import type { FeatureDrift } from "./drift-items.ts";
import type { Losses, Means, NoLosses } from "./measure-change.ts";
import type { AttributionResult, Classifier, Contributions, Shares, Split } from "./result.ts";

export interface ChangePart {
  readonly part: "change";
  readonly losses: Losses | NoLosses;
  /** The mean loss of each side with its standard error; nothing without a loss. */
  readonly means: Means | null;
  readonly slices: readonly Split[];
  readonly drifts: readonly FeatureDrift[];
  readonly shares: Shares | null;
  readonly since: AttributionResult["since"];
  readonly outside: AttributionResult["outside"];
}
export interface ContributionsPart {
  readonly part: "contributions";
  readonly contributions: Contributions;
}
export interface ClassifierPart {
  readonly part: "classifier";
  readonly classifier: Classifier;
}
export type AttributionPart = ChangePart | ContributionsPart | ClassifierPart;
