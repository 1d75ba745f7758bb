import { fault } from "../faults.ts";
import { limits } from "../limits.ts";
import type { RowTable } from "../protocol.ts";
import type { Duck } from "./duck.ts";
import { readRows } from "./read-arrow.ts";

/** At most `maxRows` rows of a SELECT as plain scalars; `limit/rows` when there are more, never a cut table. */
export function selectRows(duck: Duck, sql: string, maxRows: number): RowTable {
  const allowed = Math.min(maxRows, limits.resultRows);
  const bytes = duck.select(sql, allowed + 1);
  if (bytes.length > limits.resultBytes)
    throw fault("limit/size", `The result takes ${bytes.length} bytes; ${limits.resultBytes} are allowed.`);
  const rows = readRows(bytes);
  if (rows.length > allowed)
    throw fault("limit/rows", `The query gives more than the ${allowed} rows that it may give.`, { detail: sql });
  return { rows };
}
