import { canonicalJson } from "../base/canonical-json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { crossCheck } from "./cross-check.ts";
import { invalidDocument } from "./invalid-document.ts";
import { printJson } from "./print-json.ts";
import { investigationSchema, type Investigation, type Lock } from "./schema.ts";
import { parseStrictJson } from "./strict-json.ts";

/**
 * The file's text: keys in the schema's order, free maps sorted, each cell's result in canonical form on one line, LF, one
 * final newline. What was read and not changed gives the same bytes.
 * @throws `document/invalid` rather than write what could not be read again
 */
export function writeInvestigation(investigation: Investigation): string {
  const parsed = investigationSchema.safeParse(investigation);
  if (!parsed.success) return invalidDocument("cannot be saved", parsed.error.issues);
  const problems = crossCheck(parsed.data);
  if (problems.length > 0) return invalidDocument("cannot be saved", problems);
  const text = textOf(parsed.data);
  parseStrictJson(text);
  return text;
}

/** `investigation` comes from the schema, so its own keys are in the schema's order already. */
function textOf({ cells, lock, results, history, ...head }: Investigation): string {
  const { conclusion, ...beforeCells } = head;
  const zones: [string, string][] = [
    ...Object.entries<Json>(beforeCells).map(zone),
    zone(["cells", cells.map((cell) => ({ ...cell, params: sorted(cell.params) }))]),
    zone(["conclusion", conclusion]),
    zone(["lock", lock && sortedLock(lock)]),
    ["results", resultLines(results)],
    zone(["history", history]),
  ];
  return `{\n${zones.map(([key, text]) => `  "${key}": ${text}`).join(",\n")}\n}\n`;
}

const zone = ([key, value]: readonly [string, Json]): [string, string] => [key, printJson(value, "  ", `  "${key}": `)];

const sortedLock = (lock: Lock): Json => ({ ...lock, cells: Object.fromEntries(sortedEntries(lock.cells)) });

function resultLines(results: JsonObject): string {
  const lines = sortedEntries(results).map(([id, result]) => `    ${JSON.stringify(id)}: ${canonicalJson(result)}`);
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n  }`;
}

/** The same value with the keys of all objects in code unit order. */
function sorted(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map(sorted);
  return Object.fromEntries(sortedEntries(value).map(([key, part]) => [key, sorted(part)]));
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const sortedEntries = <T>(map: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1));
