import type { Reason } from "../../base/reasons.ts";
import type { LabelledScores } from "../../stats/labelled-scores.ts";
import type { GroupRow } from "./sql/groups.ts";
import type { WindowCell } from "./window-cells.ts";

export const sideNames = ["reference", "production"] as const;
export type SideName = (typeof sideNames)[number];
export type BySide<T> = { readonly [S in SideName]: T | null };

/** Rows by what they lack: first the label, then the score (null or NaN), then a score that is a probability. */
export interface ScoreProfile {
  readonly rows: number;
  readonly no_label: number;
  readonly no_score: number;
  readonly infinite: number;
  readonly outside: number;
  /** Distinct labels, and labelled rows of the positive class. */
  readonly labels: number;
  readonly positives: number;
}

export interface SideScores {
  readonly profile: ScoreProfile | null;
  /** Nothing where `reason` says why. */
  readonly sample: LabelledScores | null;
  readonly reason: Reason | null;
}

export interface ScoresPart {
  readonly part: "scores";
  readonly sides: BySide<SideScores>;
  readonly windows: BySide<readonly WindowCell[]>;
}

export interface GroupPart {
  readonly column: string;
  readonly reason: Reason | null;
  /** Distinct values on the side that the values are taken from. */
  readonly values: number;
  /** By value and window, and by value, bin and label. */
  readonly rows: BySide<readonly GroupRow[]>;
  readonly bins: BySide<readonly GroupRow[]>;
}

/** Columns that are counted in one scan. */
export interface GroupsPart {
  readonly part: "groups";
  readonly groups: readonly GroupPart[];
}

/** One class of several against the rest. */
export interface ClassPart {
  readonly part: "class";
  readonly name: string;
  readonly column: string;
  readonly sides: BySide<SideScores>;
}

export type CalibrationPart = ScoresPart | GroupsPart | ClassPart;
