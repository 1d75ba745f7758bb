import { fail } from "../../base/errors.ts";
import type { FreeTable, StatsSource } from "../../base/stats-source.ts";
import { usedQueries } from "../../base/used-queries.ts";
import type { CellContext } from "../context.ts";
import type { Task } from "../kind.ts";
import type { SqlConfig } from "./config.ts";
import { namingRelations } from "./unknown-relation.ts";

/** One task: the query. @throws `config/invalid` for an expectation that nothing or everything meets */
export function plan({ sql, max_rows, expect }: SqlConfig, context: CellContext): readonly Task<FreeTable>[] {
  checkBounds(expect);
  const text = asStatement(sql.join("\n"));
  if (text.trim() === "")
    return fail({
      code: "config/invalid",
      message: "The cell has no SQL.",
      fix: "Write one SELECT over the relations that are listed beside the field.",
    });
  const earlier = usedQueries(text, context.queries ?? []).map(({ name, sql: other }) => ({
    name,
    sql: asStatement(other),
  }));
  const query = { sql: text, maxRows: max_rows, earlier };
  const run = (source: StatsSource): Promise<FreeTable> => namingRelations(source.table(query), context);
  return [{ label: "query", run }];
}

/** People end statements in a semicolon; the engine takes the query as a part of a statement. */
const asStatement = (text: string): string => text.replace(/;\s*$/, "");

function checkBounds({ rule, low, high }: SqlConfig["expect"]): void {
  if (rule !== "between") return;
  if (low === null && high === null)
    return fail({
      code: "config/invalid",
      message: "The expected range has no bound, so that every value would meet it.",
      fix: "Give a lowest value, a highest value, or both.",
    });
  if (low !== null && high !== null && low > high)
    return fail({
      code: "config/invalid",
      message: `The lowest expected value, ${low}, is above the highest, ${high}.`,
      fix: "Exchange the two.",
    });
}
