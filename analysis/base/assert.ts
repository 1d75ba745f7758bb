import { fail } from "./errors.ts";

/** A rule that only a fault of ours can break. Data never reaches it. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) fail({ code: "bug/invariant", message: `Broken rule inside Casefile: ${message}` });
}
