import { CasefileError } from "../../base/errors.ts";
import { fault } from "../faults.ts";
import type { Duck } from "./duck.ts";
import { selectRows } from "./select-rows.ts";
import { tokensOf, type Token } from "./tokens.ts";

const cellTextBytes = 64 * 1024;
const harmless = ["range", "generate_series", "unnest", "summary", "repeat", "repeat_row"];
/** Read the engine's state or its host's. */
const curious = ["getenv", "current_setting", "txid_current", "query", "query_table"];
/** Families whose members differ between versions of the engine. */
const foreignFamily = /^(?:read|sniff|duckdb|pragma|pg)_/;
/** Words that are calls without parentheses. */
const clocks = new Set(["current_date", "current_time", "current_timestamp", "localtime", "localtimestamp"]);
/** Gives an error and no value, so that it can't give another one. */
const steady = "error";

interface Names {
  /** Functions that read what is not the investigation's data. */
  readonly foreign: ReadonlySet<string>;
  /** Functions that answer differently at each run. */
  readonly volatile: ReadonlySet<string>;
  /** The engine's own views and their schemas. */
  readonly catalogue: ReadonlySet<string>;
}

/**
 * Lets a person's SQL through when the engine's parser takes it as exactly one SELECT, and it calls no function and reads
 * no view beyond the investigation's data. Other names are not resolved here, since the relations of its cell exist only
 * when it runs.
 */
export class Gate {
  readonly #duck: Duck;
  #names: Names | null = null;

  constructor(duck: Duck) {
    this.#duck = duck;
  }

  /**
   * @returns what it uses whose answer differs at each run: `now()`, `random()`
   * @throws `refused/statement`, or `refused/path` when a file stands where a relation belongs
   */
  check(sql: string): readonly string[] {
    if (Buffer.byteLength(sql) > cellTextBytes)
      throw fault("refused/statement", `The SQL is longer than ${cellTextBytes} bytes.`);
    this.#names ??= namesOf(this.#duck);
    const varies = checkTokens(tokensOf(this.#duck, sql), this.#names);
    try {
      this.#duck.parse(sql);
    } catch (thrown) {
      if (!(thrown instanceof CasefileError) || thrown.record.code !== "engine/query-failed" || this.#duck.damaged)
        throw thrown;
    }
    return varies;
  }
}

function checkTokens(tokens: readonly Token[], names: Names): readonly string[] {
  const varies = new Set<string>();
  tokens.forEach((token, index) => {
    if (token.sign === ";") throw fault("refused/statement", "The SQL has more than one statement.");
    const { name } = token;
    if (name === null) return;
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    const isCall = after?.sign === "(";
    if (isForeign(name, isCall, names)) throw reads(name, isCall);
    const isVolatile = isCall && (names.volatile.has(name) || (name === "age" && !hasComma(tokens, index + 1)));
    if (isVolatile) varies.add(`${name}()`);
    if (isDice(name, before)) varies.add(name);
  });
  return [...varies];
}

const isForeign = (name: string, isCall: boolean, { foreign, catalogue }: Names): boolean =>
  catalogue.has(name) || (isCall && (foreign.has(name) || foreignFamily.test(name)));

/** Whether the parentheses that open at `start` hold two arguments: `age` of one is the time until now. */
function hasComma(tokens: readonly Token[], start: number): boolean {
  let depth = 0;
  for (const { sign } of tokens.slice(start)) {
    if (sign === "(" || sign === "[" || sign === "{") depth += 1;
    if (sign === ")" || sign === "]" || sign === "}") depth -= 1;
    if (depth === 0) return false;
    if (depth === 1 && sign === ",") return true;
  }
  return false;
}

/** A clock that needs no parentheses, unless it is a table's column, or a sample. */
const isDice = (name: string, before: Token | undefined): boolean =>
  (clocks.has(name) && before?.sign !== ".") ||
  name === "tablesample" ||
  (name === "sample" && before?.name === "using");

const reads = (name: string, isCall: boolean): CasefileError =>
  fault(
    "refused/statement",
    `The SQL ${isCall ? "calls" : "names"} "${name}", which reads more than the investigation's data.`,
  );

function namesOf(duck: Duck): Names {
  const list = (sql: string): string[] => selectRows(duck, sql, 1000).rows.map(({ name }) => String(name));
  const functions = (which: string): string[] =>
    list(`SELECT DISTINCT lower(function_name) AS name FROM duckdb_functions() WHERE ${which}`);
  const free = new Set(harmless);
  return {
    foreign: new Set([...functions(`function_type = 'table'`).filter((name) => !free.has(name)), ...curious]),
    volatile: new Set(functions("has_side_effects").filter((name) => name !== steady)),
    catalogue: new Set([
      ...["information_schema", "pg_catalog"],
      ...list(
        `SELECT DISTINCT view_name AS name FROM duckdb_views() WHERE internal AND schema_name <> 'information_schema'`,
      ),
    ]),
  };
}
