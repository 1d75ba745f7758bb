import { invariant } from "../base/assert.ts";
import { z } from "../base/schema.ts";
import type {
  CrossCounts,
  CrossCountsQuery,
  FreeQuery,
  FreeTable,
  GroupedCounts,
  GroupsQuery,
  StatsQuery,
  ValueCounts,
  ValuesQuery,
} from "../base/stats-source.ts";
import { textLiteral } from "../sql/quote.ts";
import type { EngineSession } from "../run/engine-port.ts";
import type { JobOptions } from "./engine-api.ts";
import { fault } from "./faults.ts";
import type { SessionSetup } from "./protocol.ts";
import { assertUnchanged } from "./worker/open-file.ts";
import type { WorkerPool } from "./worker-pool.ts";

const columnType = z.object({ name: z.string(), type: z.string() });

/** Views over granted files, asked through whichever worker is free. */
export class OpenSession implements EngineSession {
  readonly #pool: WorkerPool;
  readonly #setup: SessionSetup;
  readonly #signal: AbortSignal | undefined;
  #closed = false;

  constructor(pool: WorkerPool, setup: SessionSetup, signal: AbortSignal | undefined) {
    this.#pool = pool;
    this.#setup = setup;
    this.#signal = signal;
  }

  async rows<Row>(query: StatsQuery<Row>): Promise<readonly Row[]> {
    this.#assertOpen();
    const { rows } = await this.#pool.run(
      { kind: "rows", sql: query.sql, maxRows: query.maxRows },
      { session: this.#setup, signal: this.#signal },
    );
    return rows.map((row) => {
      const parsed = query.row.safeParse(row);
      if (parsed.success) return parsed.data;
      throw fault("bug/invariant", `The query "${query.name}" gave a row of another shape.`, {
        detail: `${parsed.error.message}\n${JSON.stringify(row)}\n${query.sql}`,
      });
    });
  }

  async values(query: ValuesQuery): Promise<ValueCounts> {
    this.#assertOpen();
    return this.#pool.run({ kind: "values", query }, { session: this.#setup, signal: this.#signal });
  }

  async groupedValues(query: GroupsQuery): Promise<GroupedCounts> {
    this.#assertOpen();
    return this.#pool.run({ kind: "groups", query }, { session: this.#setup, signal: this.#signal });
  }

  async crossCounts(query: CrossCountsQuery): Promise<readonly CrossCounts[]> {
    this.#assertOpen();
    return this.#pool.run({ kind: "crossings", query }, { session: this.#setup, signal: this.#signal });
  }

  /** The worker that runs the query gates it first, so that nothing reaches the engine by another way. */
  async table(query: FreeQuery): Promise<FreeTable> {
    this.#assertOpen();
    return this.#pool.run({ kind: "table", query }, { session: this.#setup, signal: this.#signal });
  }

  /** The engine's own type of each column of a view. */
  async typesOf(relation: string): Promise<ReadonlyMap<string, string>> {
    const sql = `SELECT column_name AS name, data_type AS type FROM duckdb_columns() WHERE table_name = ${textLiteral(relation)}`;
    const rows = await this.rows({ name: "types", sql, maxRows: 20_000, row: columnType });
    return new Map(rows.map(({ name, type }) => [name, type]));
  }

  assertUnchanged(): Promise<void> {
    return Promise.resolve().then(() => this.#setup.grants.forEach(assertUnchanged));
  }

  close(): Promise<void> {
    this.#closed = true;
    return Promise.resolve();
  }

  #assertOpen(): void {
    invariant(!this.#closed, "a closed session is not asked");
  }
}

/** Numbers sessions, so that a worker knows whose views it holds. */
export class QuerySessions {
  readonly #pool: WorkerPool;
  #next = 1;

  constructor(pool: WorkerPool) {
    this.#pool = pool;
  }

  open(setup: Omit<SessionSetup, "id">, { signal }: JobOptions): OpenSession {
    return new OpenSession(this.#pool, { ...setup, id: this.#next++ }, signal);
  }

  async use<T>(
    setup: Omit<SessionSetup, "id">,
    options: JobOptions,
    work: (session: OpenSession) => Promise<T>,
  ): Promise<T> {
    const session = this.open(setup, options);
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  }
}
