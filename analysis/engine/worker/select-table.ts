import { CasefileError } from "../../base/errors.ts";
import { z } from "../../base/schema.ts";
import type { FreeQuery, FreeTable } from "../../base/stats-source.ts";
import { countSql, createViewSql, decodeRows, describeSql, dropViewSql, readSql } from "../../sql/free-table.ts";
import { fault } from "../faults.ts";
import type { Duck } from "./duck.ts";
import type { Gate } from "./gate.ts";
import { selectRows } from "./select-rows.ts";

const mostColumns = 100;
const described = z.object({ name: z.string(), type: z.string() });
const counted = z.object({ n: z.number() });

/** Runs a person's query once it has passed the gate: as a view, so that the engine tells its columns before they are read. */
export function selectTable(duck: Duck, gate: Gate, { sql, maxRows }: FreeQuery): FreeTable {
  atLine(() => {
    gate.check(sql);
    duck.execute(createViewSql(sql));
  });
  try {
    const columns = selectRows(duck, describeSql, 20_000).rows.map((row) => described.parse(row));
    if (columns.length > mostColumns)
      throw fault("limit/size", `The query gives ${columns.length} columns; ${mostColumns} are allowed.`, {
        fix: "Name the columns that you need instead of *.",
      });
    const rows = decodeRows(columns, selectRows(duck, readSql(columns, maxRows + 1), maxRows + 1).rows);
    if (rows.length <= maxRows) return { columns, rows, total: rows.length };
    const total = counted.parse(selectRows(duck, countSql, 1).rows[0]).n;
    return { columns, rows: rows.slice(0, maxRows), total };
  } finally {
    if (!duck.damaged) duck.execute(dropViewSql);
  }
}

/** Adds to an error what the engine said of its place; the query begins on the second line of what the engine was given. */
function atLine(work: () => void): void {
  try {
    work();
  } catch (thrown) {
    if (!(thrown instanceof CasefileError)) throw thrown;
    const { record } = thrown;
    const hint = /^(?:Candidate bindings|Did you mean).*/m.exec(record.detail ?? "")?.[0] ?? "";
    const line = Number(/^LINE (\d+):/m.exec(record.detail ?? "")?.[1] ?? 1) - 1;
    const place = line > 0 ? ` (line ${line})` : "";
    throw new CasefileError({ ...record, message: `${record.message}${place}${hint === "" ? "" : ` ${hint}`}` });
  }
}
