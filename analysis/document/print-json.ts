import type { Json } from "../base/json.ts";

const width = 120;

/**
 * JSON for people: two spaces a level, and every list or object that fits on a line of 120 characters on one line, so that a
 * diff shows one line for one column or file.
 * @param before what stands on the line before the value: the indentation, and a key where there is one
 */
export function printJson(value: Json, indent = "", before = indent): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const room = width - before.length - ",".length;
  const short = onOneLine(value, room);
  if (short !== null) return short;
  const deeper = `${indent}  `;
  if (isList(value)) return `[\n${value.map((item) => deeper + printJson(item, deeper)).join(",\n")}\n${indent}]`;
  const entries = Object.entries(value).map(([key, part]) => {
    const start = `${deeper}${JSON.stringify(key)}: `;
    return start + printJson(part, deeper, start);
  });
  return `{\n${entries.join(",\n")}\n${indent}}`;
}

/** The value on one line, or null when that takes more than `room` characters; it stops as soon as it knows. */
function onOneLine(value: Json, room: number): string | null {
  if (typeof value !== "object" || value === null) {
    const text = JSON.stringify(value);
    return text.length <= room ? text : null;
  }
  const list = isList(value);
  if (Object.keys(value).length === 0) return room < 2 ? null : list ? "[]" : "{}";
  const parts: string[] = [];
  let left = room - (list ? "[]" : "{  }").length;
  for (const [key, part] of Object.entries(value)) {
    const name = list ? "" : `${JSON.stringify(key)}: `;
    const text = onOneLine(part, left - name.length);
    if (text === null) return null;
    parts.push(name + text);
    left -= name.length + text.length + ", ".length;
  }
  return list ? `[${parts.join(", ")}]` : `{ ${parts.join(", ")} }`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
