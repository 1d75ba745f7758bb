import "./lock-down.ts";
import { join } from "node:path";
import type { QueryTask, Request, SessionSetup } from "../protocol.ts";
import { identifier } from "../../sql/quote.ts";
import { Duck } from "./duck.ts";
import { Gate } from "./gate.ts";
import { assertUnchanged } from "./open-file.ts";
import { KeyColumns } from "./key-columns.ts";
import { selectCrossings } from "./select-crossings.ts";
import { selectGroups } from "./select-groups.ts";
import { selectRows } from "./select-rows.ts";
import { selectTable } from "./select-table.ts";
import { defaultBudget, selectValues, type TellRows } from "./select-values.ts";
import { serve, type Answer, type Service } from "./serve.ts";

class QueryService implements Service {
  readonly #duck: Duck;
  #relations: string[] = [];
  readonly #gate: Gate;
  readonly #keys: KeyColumns;

  constructor(duck: Duck) {
    this.#duck = duck;
    this.#keys = new KeyColumns(duck, defaultBudget.rowsPerPass);
    this.#gate = new Gate(duck);
  }

  state(): { heapBytes: number; dispose: boolean } {
    return { heapBytes: this.#duck.heapBytes, dispose: this.#duck.damaged };
  }

  answer({ task }: Request, progress: TellRows): Promise<Answer> {
    return Promise.resolve().then(() => this.#answered(task as QueryTask, progress));
  }

  /** A file that changed meanwhile is the reason for whatever else went wrong, so it is asked about either way. */
  #answered(task: QueryTask, progress: TellRows): Answer {
    const reads = task.kind !== "open" && task.kind !== "gate";
    if (reads) this.#assertUnchanged();
    try {
      return this.#run(task, progress);
    } finally {
      if (reads) this.#assertUnchanged();
    }
  }

  #assertUnchanged(): void {
    for (const grant of this.#duck.grants) assertUnchanged(grant);
  }

  #run(task: QueryTask, progress: TellRows): Answer {
    switch (task.kind) {
      case "open":
        return { value: this.#open(task.session) };
      case "rows":
        return { value: selectRows(this.#duck, task.sql, task.maxRows) };
      case "values": {
        const value = selectValues(this.#duck, task.query, defaultBudget, progress);
        return { value, transfer: [value.values.buffer as ArrayBuffer, value.counts.buffer as ArrayBuffer] };
      }
      case "groups": {
        const value = selectGroups(this.#duck, task.query, defaultBudget.rowsPerPass, progress);
        return {
          value,
          transfer: Object.values(value).map((list: Float64Array | Uint32Array) => list.buffer as ArrayBuffer),
        };
      }
      case "crossings": {
        const value = selectCrossings(this.#duck, this.#keys, task.query, { ...defaultBudget, tell: progress });
        return { value, transfer: value.map(({ counts }) => counts.buffer as ArrayBuffer) };
      }
      case "table":
        return { value: selectTable(this.#duck, this.#gate, task.query) };
      case "gate":
        this.#gate.check(task.sql);
        return { value: null };
    }
  }

  #open(session: SessionSetup): null {
    for (const relation of this.#relations) this.#duck.execute(`DROP VIEW ${identifier(relation)}`);
    this.#relations = [];
    this.#keys.forget();
    this.#duck.grant(session.grants);
    for (const { relation, query } of session.views) {
      this.#duck.execute(`CREATE VIEW ${identifier(relation)} AS ${query}`);
      this.#relations.push(relation);
    }
    return null;
  }
}

serve(async () => new QueryService(await Duck.start(join(__dirname, "duckdb-eh.wasm"))));
