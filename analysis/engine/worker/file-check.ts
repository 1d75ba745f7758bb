import type { FileIdentity } from "../file-identity.ts";

/** How the footer's smallest and largest values compare with what the engine reads. */
export type StatisticsDomain =
  "integer" | "float" | "text" | "boolean" | "days" | "milliseconds" | "microseconds" | "nanoseconds";

/** What a file's footer says about one column, all row groups together. Values are canonical text: `42`, `0.5`, hexadecimal UTF-8. */
export interface FooterStatistics {
  readonly nulls: number | null;
  readonly domain: StatisticsDomain | null;
  readonly min: string | null;
  readonly max: string | null;
  /** False when text may be cut: `min` is then at most, `max` at least the true value. */
  readonly exact: boolean;
}

export interface CheckedColumn {
  readonly name: string;
  /** Storage and logical type, to compare files of one dataset. */
  readonly storage: string;
  /** Why no relation can have this column. */
  readonly unsupported: string | null;
  /** Why it must be read from a converted copy: "LZ4 compression". */
  readonly convert: string | null;
  /** Every value is missing, whatever the bytes say. */
  readonly allNull: boolean;
  readonly note: string | null;
  readonly statistics: FooterStatistics;
}

/** What the preflight knows of a Parquet file from its footer alone. */
export interface FileCheck {
  readonly identity: FileIdentity;
  readonly rows: number;
  readonly columns: readonly CheckedColumn[];
  readonly largestRowGroupBytes: number;
}
