import type { Json } from "../base/json.ts";

/** How deep arrays and objects may nest. */
export const maximumDepth = 64;

/** Whether a value can be stored without loss: only null, booleans, finite numbers, text, arrays and plain objects. */
export function isJson(value: unknown, depth = maximumDepth): value is Json {
  if (value === null || typeof value === "boolean" || typeof value === "string") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || depth === 0) return false;
  return Object.values(value).every((part) => isJson(part, depth - 1));
}
