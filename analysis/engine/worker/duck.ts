import { createDuckDB, VoidLogger, type DuckBindings } from "@duckdb/duckdb-wasm/blocking";
import { fault } from "../faults.ts";
import { limits } from "../limits.ts";
import type { Grant } from "../protocol.ts";
import { sqlShape } from "../sql-shape.ts";
import { EngineMessage, queryFault } from "./query-fault.ts";
import { ReadOnlyRuntime } from "./read-only-runtime.ts";

const nodeFiles = 1;
const settings = [
  `SET memory_limit = '${limits.engineMemory}'`,
  "SET autoinstall_known_extensions = false",
  "SET autoload_known_extensions = false",
  "SET lock_configuration = true",
];

type ResponseCall = "prepared_create" | "prepared_run" | "prepared_close" | "query_run" | "tokenize";

/**
 * One DuckDB instance behind the only door to it. Every query is a prepared, single SELECT whose result is materialised
 * before the first row leaves (a bare SELECT that fails late gives a short table and no error). SQL lies on the wasm
 * heap, since its 64 KB stack can't hold long text, and the stack is restored after every call.
 */
export class Duck {
  readonly library: string;
  readonly #bindings: DuckBindings;
  readonly #runtime: ReadOnlyRuntime;
  readonly #connection: number;
  #grants: readonly Grant[] = [];
  #damaged = false;

  private constructor(bindings: DuckBindings, runtime: ReadOnlyRuntime) {
    this.#bindings = bindings;
    this.#runtime = runtime;
    bindings.open({ maximumThreads: 1 });
    this.#connection = bindings.connect().useUnsafe((_bindings, connection) => connection);
    this.library = bindings.getVersion();
    for (const setting of settings) this.execute(setting);
  }

  static async start(wasmPath: string): Promise<Duck> {
    const bundle = { mainModule: wasmPath, mainWorker: "" };
    const runtime = new ReadOnlyRuntime();
    const bindings = await createDuckDB({ mvp: bundle, eh: bundle }, new VoidLogger(), runtime.hooks);
    await bindings.instantiate();
    return new Duck(bindings, runtime);
  }

  get heapBytes(): number {
    return this.#bindings.mod.HEAPU8.byteLength;
  }

  /** True after an error that may have left the instance unsound. */
  get damaged(): boolean {
    return this.#damaged;
  }

  get grants(): readonly Grant[] {
    return this.#grants;
  }

  /** Replaces the files that SQL can name. */
  grant(grants: readonly Grant[]): void {
    for (const { name } of this.#grants) this.#bindings.dropFile(name);
    this.#grants = grants;
    this.#runtime.files.grant(grants);
    for (const { name } of grants) this.#bindings.registerFileURL(name, name, nodeFiles, true);
  }

  /**
   * Runs one SELECT and gives its rows, at most `limit` of them, as an Arrow IPC stream.
   * Throws `refused/statement`, `refused/path`, `limit/…`, `file/…` or `engine/query-failed`.
   */
  select(sql: string, limit?: number): Uint8Array {
    this.#checkShape(sql);
    const end = limit === undefined ? "" : ` LIMIT ${limit}`;
    return this.#prepared(`WITH q_ AS MATERIALIZED (\n${sql}\n) SELECT * FROM q_${end}`, sql);
  }

  /** Asks the engine's parser whether `sql` is one SELECT, without running it. Names are not resolved. */
  parse(sql: string): void {
    this.#checkShape(sql);
    this.#guarded(sql, () => {
      // Wrapped first: its parser refuses what is no SELECT before anything of it is bound.
      // Both begin one line late, so that the line of an error can be told.
      for (const text of [`WITH q_ AS MATERIALIZED (\n${sql}\n) SELECT * FROM q_`, `\n${sql}`]) {
        const [statement] = this.#call("prepared_create", this.#connection, text);
        this.#call("prepared_close", this.#connection, statement);
      }
    });
  }

  /** The tokens of a text by the engine's own lexer, as JSON; `tokens.ts` reads it. */
  tokenize(sql: string): string {
    return this.#guarded(sql, () => new TextDecoder().decode(this.#call("tokenize", sql)[1]));
  }

  /** A statement of ours that gives no rows: SET, CREATE VIEW, DROP VIEW. */
  execute(sql: string): void {
    this.#guarded(sql, () => this.#call("query_run", this.#connection, sql));
  }

  /** Takes memory of the engine's and keeps it, to bring about what only a full instance meets. */
  reserve(bytes: number): void {
    this.#bindings.mod._malloc(bytes);
  }

  #checkShape(sql: string): void {
    const bytes = Buffer.byteLength(sql);
    if (bytes > limits.sqlBytes)
      throw fault("limit/size", `The query has ${bytes} bytes; the engine takes ${limits.sqlBytes}.`);
    const shape = sqlShape(sql);
    for (const part of ["branches", "depth", "tables"] as const) {
      if (shape[part] > limits[part])
        throw fault("limit/size", `The query has ${shape[part]} ${part}; the engine takes ${limits[part]}.`, {
          detail: sql,
        });
    }
  }

  #prepared(text: string, sql: string): Uint8Array {
    return this.#guarded(sql, () => {
      const [statement] = this.#call("prepared_create", this.#connection, text);
      try {
        return this.#call("prepared_run", this.#connection, statement, "[]")[1];
      } finally {
        if (!this.#damaged) this.#call("prepared_close", this.#connection, statement);
      }
    });
  }

  #guarded<T>(sql: string, work: () => T): T {
    this.#runtime.takeRefusal();
    try {
      return work();
    } catch (thrown) {
      const { error, damaging } = queryFault(thrown, sql, this.#runtime.takeRefusal());
      this.#damaged ||= damaging;
      throw error;
    }
  }

  /** Calls an engine function that answers through a response block: its number and its bytes. */
  #call(name: ResponseCall, ...values: readonly (number | string)[]): readonly [number, Uint8Array] {
    const module = this.#bindings.mod;
    const stack = module.stackSave();
    const texts: number[] = [];
    try {
      const response = module.stackAlloc(24) >>> 0;
      module.HEAPF64.fill(0, response >>> 3, (response >>> 3) + 3);
      const args = values.map((value) => (typeof value === "number" ? value : this.#textOnHeap(value, texts)));
      module.ccall(
        `duckdb_web_${name}`,
        null,
        [response, ...args].map(() => "number"),
        [response, ...args],
      );
      const [status = 1, data = 0, length = 0] = module.HEAPF64.slice(response >>> 3, (response >>> 3) + 3);
      if (status === 0 && length > limits.resultBytes * 4)
        throw fault("limit/memory", `The result takes ${length} bytes.`);
      const bytes =
        name === "prepared_create" && status === 0 ? new Uint8Array() : module.HEAPU8.slice(data, data + length);
      module._duckdb_web_clear_response();
      if (status !== 0) throw new EngineMessage(new TextDecoder().decode(bytes));
      return [data, bytes];
    } finally {
      module.stackRestore(stack);
      for (const pointer of texts) module._free(pointer);
    }
  }

  #textOnHeap(text: string, allocated: number[]): number {
    const module = this.#bindings.mod;
    const bytes = Buffer.from(`${text}\0`);
    const pointer = module._malloc(bytes.length) >>> 0;
    allocated.push(pointer);
    module.HEAPU8.set(bytes, pointer);
    return pointer;
  }
}
