import type { Reason } from "../../base/reasons.ts";
import type { Measure } from "../../stats/measure.ts";
import type { ComparedColumn } from "./pairing.ts";
import type { Pattern } from "./patterns.ts";
import type { Candidate } from "./sql/candidates.ts";
import type { ColumnCounts } from "./sql/compare.ts";
import type { CoverageCounts } from "./sql/coverage.ts";
import type { Extent, GridCell, GridEdges } from "./sql/explain.ts";
import type { AfterEvent, Presence } from "./sql/leakage.ts";
import type { ExampleRow, TopGroup } from "./sql/places.ts";

export interface KeysPart {
  readonly part: "keys";
  readonly counts: CoverageCounts | null;
}

/** What is known of a column that differs somewhere. */
export interface ColumnDetail {
  readonly explained: readonly { readonly pattern: Pattern; readonly rows: number }[];
  /** The most frequent pairs of a text column's differing values. */
  readonly pairs: readonly Candidate[];
  readonly extent: Extent | null;
  readonly groups: readonly TopGroup[];
  readonly grid: { readonly edges: GridEdges; readonly cells: readonly GridCell[] } | null;
  readonly examples: readonly ExampleRow[];
}

export interface ComparedPart {
  readonly column: ComparedColumn;
  readonly windows: readonly { readonly day: string | null; readonly rows: number; readonly counts: ColumnCounts }[];
  readonly detail: ColumnDetail | null;
}

export interface ColumnsPart {
  readonly part: "columns";
  readonly columns: readonly ComparedPart[];
}

export interface LeakPart {
  readonly part: "leak";
  readonly column: string;
  readonly auc: Measure;
  readonly presence: Presence | null;
  readonly after: AfterEvent | null;
  readonly reason: Reason | null;
}

export type SkewPart = KeysPart | ColumnsPart | LeakPart;
