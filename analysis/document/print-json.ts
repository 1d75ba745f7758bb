import type { Json } from "../base/json.ts";

const width = 120;

/**
 * JSON for people: two spaces a level, and whatever fits on a line of 120 characters on one line, so that a diff shows one
 * line for one column, file or cell.
 */
export function printJson(value: Json, indent = ""): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const short = onOneLine(value, width - indent.length);
  if (short !== null) return short;
  const deeper = `${indent}  `;
  if (isList(value)) return `[\n${value.map((item) => deeper + printJson(item, deeper)).join(",\n")}\n${indent}]`;
  const entries = Object.entries(value).map(
    ([key, part]) => `${deeper}${JSON.stringify(key)}: ${printJson(part, deeper)}`,
  );
  return `{\n${entries.join(",\n")}\n${indent}}`;
}

/** The value on one line, or null when that takes more than `room` characters; it stops as soon as it knows. */
function onOneLine(value: Json, room: number): string | null {
  if (typeof value !== "object" || value === null) {
    const text = JSON.stringify(value);
    return text.length <= room ? text : null;
  }
  const list = isList(value);
  const parts: string[] = [];
  let left = room - (list ? 2 : 4);
  for (const [key, part] of Object.entries(value)) {
    const name = list ? "" : `${JSON.stringify(key)}: `;
    const text = onOneLine(part as Json, left - name.length);
    if (text === null) return null;
    parts.push(name + text);
    left -= name.length + text.length + 2;
  }
  if (parts.length === 0) return list ? "[]" : "{}";
  return list ? `[${parts.join(", ")}]` : `{ ${parts.join(", ")} }`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
