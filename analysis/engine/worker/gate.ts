import { fault } from "../faults.ts";
import type { Duck } from "./duck.ts";
import { CasefileError } from "../../base/errors.ts";

const cellTextBytes = 64 * 1024;
const harmless = new Set(["range", "generate_series", "unnest", "summary"]);

/**
 * Lets a person's SQL through when the engine's parser takes it as exactly one SELECT and it calls no table function
 * but those that make numbers. Names are not resolved here, since the relations of its cell exist only when it runs.
 */
export function gate(duck: Duck, sql: string, tableFunctions: ReadonlySet<string>): void {
  if (Buffer.byteLength(sql) > cellTextBytes)
    throw fault("refused/statement", `The SQL is longer than ${cellTextBytes} bytes.`);
  const called = calledNames(sql).find((name) => tableFunctions.has(name) && !harmless.has(name));
  if (called !== undefined)
    throw fault("refused/statement", `The SQL calls "${called}", which reads more than the investigation's data.`);
  try {
    duck.parse(sql);
  } catch (thrown) {
    if (!(thrown instanceof CasefileError) || thrown.record.code !== "engine/query-failed" || duck.damaged)
      throw thrown;
  }
}

const token = /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|"((?:[^"]|"")*)"\s*\(|([A-Za-z_][\w$]*)\s*\(/g;

const calledNames = (sql: string): string[] =>
  [...sql.matchAll(token)]
    .flatMap(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? [])
    .map((name) => name.toLowerCase());
