import type { StatsSource } from "../../base/stats-source.ts";
import type { TimeFrame } from "../time-windows.ts";
import type { ColumnPlan, BothSides } from "./columns.ts";
import type { DriftConfig } from "./config.ts";
import type { ColumnEvidence } from "./result.ts";

/** A group column of the model with the values that are looked into. */
export interface GroupColumn {
  readonly name: string;
  readonly values: readonly string[];
  /** SQL: a row's place among the values from 1 on, 0 for another value, or null. */
  readonly key: string;
}

/** What every column's task knows. */
export interface Frame {
  readonly config: DriftConfig;
  readonly sides: BothSides;
  readonly time: TimeFrame | null;
  /** The same answer for all columns, asked of a source once. */
  readonly groups: (source: StatsSource) => Promise<readonly GroupColumn[]>;
  readonly privacyFloor: number;
}

const noRows = { rows: 0, missing: 0, infinite: 0 };

/** The windows of production and how many rows each has. */
export interface WindowAxis {
  readonly starts: readonly string[];
  readonly rows: readonly number[];
}

/** What a column's task hands over. */
export interface ColumnPart {
  readonly evidence: ColumnEvidence;
  readonly axis: WindowAxis | null;
}

export const withoutWindows = (evidence: ColumnEvidence): ColumnPart => ({ evidence, axis: null });

/** Evidence of a column about which nothing is known yet. */
export const blankEvidence = ({ name, role, type, reason }: ColumnPlan): ColumnEvidence => ({
  ...{ name, role, type, reason, reference: noRows, production: noRows, scores: {} },
  ...{ psi: null, missing: null, bins: null, windows: null, where: null, cause: null, since: null },
});
