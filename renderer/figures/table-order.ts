import type { ResultTable, TableRow } from "../../analysis/kinds/kind.ts";
import { isVerdictLevel } from "../../analysis/kinds/table-text.ts";
import { worstLevel } from "../../analysis/kinds/verdict.ts";

export interface TableSort {
  readonly key: string;
  readonly descending: boolean;
}

type Value = TableRow[string];

const words = new Intl.Collator("en", { numeric: true });

function compare(a: Value, b: Value): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (isVerdictLevel(a) && isVerdictLevel(b)) return a === b ? 0 : worstLevel([a, b]) === a ? 1 : -1;
  return words.compare(String(a), String(b));
}

/** The rows in the order asked for; null is always last, and rows that tie keep the order of the result. */
export function sortedRows(table: ResultTable, sort: TableSort | null): readonly TableRow[] {
  if (sort === null) return table.rows;
  const sign = sort.descending ? -1 : 1;
  return table.rows.toSorted((left, right) => {
    const [a, b] = [left[sort.key] ?? null, right[sort.key] ?? null];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return sign * compare(a, b);
  });
}

/** A header is pressed: unsorted, then ascending, then descending, then the result's own order. */
export function nextSort(sort: TableSort | null, key: string): TableSort | null {
  if (sort?.key !== key) return { key, descending: false };
  return sort.descending ? null : { key, descending: true };
}
