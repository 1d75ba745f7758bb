import type { ColumnType } from "../context.ts";
import type { WindowUnit } from "./config.ts";

export type SideName = "reference" | "production";
export type BySide<T> = { readonly [S in SideName]: T | null };

/** What one query tells of one column on one side. */
export interface Profile {
  readonly type: ColumnType;
  readonly sqlType: string;
  readonly rows: number;
  readonly nulls: number;
  readonly nans: number;
  readonly infinities: number;
  /** Finite numbers, or instants; nothing for text, whose values are rows' own. */
  readonly min: number | string | null;
  readonly max: number | string | null;
  /** All values that are there are the same one. */
  readonly constant: boolean;
  /** Text values that read as a finite number. */
  readonly numberTexts: number;
  /** Certainly too many distinct values to examine, by an approximate count. */
  readonly manyValues: boolean;
}

export interface WindowRows {
  readonly start: string;
  readonly rows: number;
}

/** Nearly all affected rows have this value of a group column. */
export interface Concentration {
  readonly column: string;
  readonly value: string;
  /** Share of the affected rows, above 0.9. */
  readonly share: number;
}

/** Where and when the rows of a predicate are. */
export interface Affected {
  readonly perWindow: readonly WindowRows[];
  readonly where: Concentration | null;
}

/** One category on both sides. `first` and `last` are when production has it, where time is known. */
export interface Category {
  readonly value: string;
  readonly reference: number;
  readonly production: number;
  readonly first: string | null;
  readonly last: string | null;
}

export interface CategoryPart {
  readonly referenceValues: number;
  readonly productionValues: number;
  readonly newValues: number;
  readonly newRows: number;
  readonly vanishedValues: number;
  readonly vanishedRows: number;
  /** Those whose share changed most first; at most 1,000, and none when nothing is new or vanished. */
  readonly categories: readonly Category[];
}

export interface ColumnPart {
  readonly part: "column";
  readonly name: string;
  readonly profiles: BySide<Profile>;
  /** Production's finite values below the reference's smallest or above its largest. */
  readonly outside: number | null;
  /** Nothing for columns that are not compared value by value; too many where the reference has over 1,000 values. */
  readonly categories: CategoryPart | "too many" | null;
  readonly missingInReference: readonly WindowRows[];
  readonly affected: {
    readonly missing: Affected | null;
    readonly nan: Affected | null;
    readonly infinite: Affected | null;
    readonly outside: Affected | null;
    readonly newCategories: Affected | null;
  };
}

export interface SideTime {
  readonly rows: number;
  readonly nulls: number;
  /** Rows far outside the main range; METHOD.md defines far. */
  readonly far: number;
  readonly earliest: string | null;
  readonly latest: string | null;
  /** Outside these a time is far from the main range. */
  readonly farBefore: string;
  readonly farAfter: string;
  /** The main range: first and last instant that is not far. */
  readonly from: string;
  readonly to: string;
  /** Gaps filled with windows of no rows; nothing lies between one window's end and the next one's start. */
  readonly windows: readonly WindowRows[];
  /** First and last window may be cut by the range. */
  readonly firstComplete: boolean;
  readonly lastComplete: boolean;
}

export interface TimeFrame {
  readonly column: string;
  readonly unit: WindowUnit;
  readonly sides: BySide<SideTime>;
}

export interface VolumePart {
  readonly part: "volume";
  readonly rows: BySide<number>;
}

export interface TimePart {
  readonly part: "time";
  readonly frame: TimeFrame | null;
  readonly affected: Affected | null;
}

export interface IdSide {
  readonly values: number;
  readonly distinct: number;
}
export interface IdPart {
  readonly part: "id";
  readonly column: string;
  readonly sides: BySide<IdSide>;
  readonly affected: Affected | null;
}

export type QualityPart = ColumnPart | VolumePart | TimePart | IdPart;
