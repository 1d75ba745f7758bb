import type { Side } from "../binary-columns.ts";
import type { ColumnCode } from "./code-columns.ts";
import type { Coded } from "./coded.ts";
import type { Counts } from "./counts.ts";
import type { SlicesPart } from "./discovery/slice.ts";
import type { Lacks } from "./side-sql.ts";
import type { CellRow, ScoreRow, WindowRow } from "./sql/counts.ts";

export const sideNames = ["reference", "production"] as const satisfies readonly Side[];
export type BySide<T> = { readonly [S in Side]: T | null };

/** Rows of the cross product of some columns. */
export interface Cross {
  readonly columns: readonly Coded[];
  readonly rows: BySide<readonly CellRow[]>;
}

export interface GroupsPart {
  readonly part: "groups";
  readonly columns: readonly ColumnCode[];
  /** Why a side has no labels, decisions or scores; nothing for a side that is not pinned. */
  readonly lacks: BySide<Lacks>;
  /** The counts of no rows. */
  readonly none: Counts;
  readonly crosses: readonly Cross[];
  /** Of production, by column in the order of the columns that have codes. */
  readonly windows: readonly (readonly WindowRow[])[];
  readonly scores: readonly (readonly ScoreRow[])[];
}

export type FairnessPart = GroupsPart | SlicesPart;
