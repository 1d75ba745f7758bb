import canonicalize from "canonicalize";
import { invariant } from "./assert.ts";
import type { Json } from "./json.ts";

/**
 * The RFC 8785 text of a value: the same value gives the same bytes on every machine.
 * The caller guarantees I-JSON (document/strict-json.ts checks files; result schemas refuse NaN).
 */
export function canonicalJson(value: Json): string {
  const text = canonicalize(value);
  invariant(text !== undefined, "canonical JSON of undefined");
  return text;
}
