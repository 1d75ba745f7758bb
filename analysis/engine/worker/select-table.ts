import { CasefileError } from "../../base/errors.ts";
import { z } from "../../base/schema.ts";
import type { FreeQuery, FreeTable, NamedQuery } from "../../base/stats-source.ts";
import { countSql, createViewSql, decodeRows, describeSql, dropViewSql, readSql } from "../../sql/free-table.ts";
import { checkExpansion } from "../expansion.ts";
import { fault } from "../faults.ts";
import type { Duck } from "./duck.ts";
import type { Gate } from "./gate.ts";
import { selectRows } from "./select-rows.ts";

const mostColumns = 100;
const described = z.object({ name: z.string(), type: z.string() });
const counted = z.object({ n: z.number() });

/**
 * Runs a person's query once it and every query that it reads have passed the gate: as views, so that the engine tells
 * the columns before they are read. Nothing of a text reaches the engine's binder before all have passed.
 */
export function selectTable(duck: Duck, gate: Gate, { sql, maxRows, earlier = [] }: FreeQuery): FreeTable {
  const varies = new Set<string>();
  for (const { name, sql: text } of earlier) inQuery(name, () => gate.check(text).forEach((word) => varies.add(word)));
  atLine(() => gate.check(sql).forEach((word) => varies.add(word)));
  checkExpansion(sql, earlier);
  const made: string[] = [];
  try {
    for (const query of earlier) makeView(duck, query, made);
    return { ...readTable(duck, sql, maxRows), varies: [...varies] };
  } finally {
    if (!duck.damaged) for (const name of made.toReversed()) duck.execute(dropViewSql(name));
  }
}

function makeView(duck: Duck, { name, sql }: NamedQuery, made: string[]): void {
  inQuery(name, () => duck.execute(createViewSql(sql, name)));
  made.push(name);
}

function readTable(duck: Duck, sql: string, maxRows: number): Omit<FreeTable, "varies"> {
  atLine(() => duck.execute(createViewSql(sql)));
  try {
    const columns = selectRows(duck, describeSql, 20_000).rows.map((row) => described.parse(row));
    if (columns.length > mostColumns)
      throw fault("limit/size", `The query gives ${columns.length} columns; ${mostColumns} are allowed.`, {
        fix: "Name the columns that you need instead of *.",
      });
    const rows = decodeRows(columns, selectRows(duck, readSql(columns, maxRows + 1), maxRows + 1).rows);
    if (rows.length <= maxRows) return { columns, rows, total: rows.length };
    const total = counted.parse(selectRows(duck, countSql, 1).rows[0]).n;
    // A query with dice in it may give fewer rows when it is counted.
    return { columns, rows: rows.slice(0, maxRows), total: Math.max(total, maxRows) };
  } finally {
    if (!duck.damaged) duck.execute(dropViewSql());
  }
}

/** Says in which of several queries an error is. */
function inQuery(name: string, work: () => void): void {
  try {
    atLine(work);
  } catch (thrown) {
    if (!(thrown instanceof CasefileError)) throw thrown;
    throw new CasefileError({ ...thrown.record, message: `In the cell ${name}: ${thrown.record.message}` });
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
