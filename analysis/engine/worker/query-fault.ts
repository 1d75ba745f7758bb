import { CasefileError, type ErrorRecord } from "../../base/errors.ts";
import { fault } from "../faults.ts";

const outOfMemory = /out of memory|bad_alloc|malloc failed|failed to allocate|array buffer allocation/i;
const notOneSelect =
  /^(?:Parser Error|Syntax Error)|A CTE needs a SELECT|Cannot prepare multiple statements|No statement to prepare/;

/** What the engine said when it refused or failed in its own, orderly way. */
export class EngineMessage extends Error {}

export interface QueryFault {
  readonly error: CasefileError;
  /** The instance may be unsound after it: a trap, a refusal inside a file call, memory that ran out. */
  readonly damaging: boolean;
}

/** Names what went wrong in a query: the host's own refusal first, then the engine's words, then a crash of its code. */
export function queryFault(thrown: unknown, sql: string, refused: ErrorRecord | null): QueryFault {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const detail = `${message}\n\n${sql.slice(0, 4000)}`;
  if (thrown instanceof CasefileError) return { error: thrown, damaging: false };
  if (refused !== null) return { error: new CasefileError({ ...refused, detail }), damaging: true };
  if (outOfMemory.test(message))
    return {
      error: fault("limit/memory", "The query needs more memory than the engine may use.", { detail }),
      damaging: true,
    };
  if (thrown instanceof EngineMessage) return { error: spoken(message, detail), damaging: false };
  return {
    error: fault("engine/query-failed", `The engine broke down on this query: ${message}`, { detail }),
    damaging: true,
  };
}

function spoken(message: string, detail: string): CasefileError {
  const first = message.split("\n")[0] ?? message;
  if (notOneSelect.test(message))
    return fault("refused/statement", `The engine does not take this as one SELECT: ${first}`, { detail });
  return fault("engine/query-failed", `The query failed: ${first}`, { detail });
}
