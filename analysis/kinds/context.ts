import type { NamedQuery } from "../base/stats-source.ts";
import type { Dataset, Model } from "../document/schema.ts";

/** What a column can be asked, whatever its storage type. */
export type ColumnType = "number" | "text" | "boolean" | "timestamp" | "unsupported";

export interface ContextColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** The engine's SQL type, as pinned. */
  readonly sqlType: string;
  /** Why a column is unsupported. */
  readonly note: string | null;
}

/** A dataset as a cell sees it: an SQL relation with the investigation's filters already applied. */
export interface ContextDataset {
  readonly id: string;
  /** The relation's name; quote it with `sql/quote.ts`. */
  readonly relation: string;
  /** Rows that were pinned, before window and filters. */
  readonly pinnedRows: number;
  readonly columns: readonly ContextColumn[];
  readonly timeRange: Dataset["time_range"];
}

/** An `sql` cell above, as a relation: its text is run again, its stored rows are not read. */
export interface ContextQuery extends NamedQuery {
  readonly title: string;
}

/** Everything outside a cell's own settings that its numbers may depend on. It is derived from the document alone. */
export interface CellContext {
  readonly reference: ContextDataset | null;
  readonly production: ContextDataset | null;
  readonly others: readonly ContextDataset[];
  readonly model: Model | null;
  /** For `sql` cells only. */
  readonly queries?: readonly ContextQuery[];
  /** Groups and categories with fewer rows are never named in a result. */
  readonly privacyFloor: number;
}

const textTypes = new Set(["VARCHAR", "UUID", "ENUM"]);
const numberTypes = new Set([
  ...["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"],
  ...["FLOAT", "DOUBLE"],
]);
const timestampTypes = new Set(["TIMESTAMP", "DATE"]);

export function columnTypeOf(sqlType: string): ColumnType {
  if (numberTypes.has(sqlType)) return "number";
  if (textTypes.has(sqlType)) return "text";
  if (sqlType === "BOOLEAN") return "boolean";
  return timestampTypes.has(sqlType) ? "timestamp" : "unsupported";
}
