import { readFileSync } from "node:fs";

/** One line of a fixture: what a peer's function says of an input. Numbers that the peer leaves undefined are null. */
export interface OracleCase {
  readonly function: string;
  /** The package whose own function was called, or `formula` where none has one. */
  readonly peer: string;
  readonly call: string;
  /** Relative; 0 means every digit. */
  readonly tolerance: number;
  readonly input: unknown;
  readonly expected: unknown;
}
export interface OracleFixture {
  readonly made_with: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly cases: readonly OracleCase[];
}

export const fixturesFolder = new URL("../fixtures/", import.meta.url);

export const readFixture = (name: string): OracleFixture =>
  JSON.parse(readFileSync(new URL(`${name}.json`, fixturesFolder), "utf8")) as OracleFixture;

/** What is 0 but for rounding. */
const floor = 1e-15;

/**
 * Where a found value differs from the peer's: nothing when it agrees. A reason, null and undefined all stand for "there is no
 * number"; lists are compared in order.
 */
export function disagreement(found: unknown, expected: unknown, tolerance: number): string | null {
  if (Array.isArray(expected)) return disagreementOfLists(found, expected, tolerance);
  if (typeof expected !== "number") {
    const absent = found == null || typeof found === "string";
    return absent && expected === null ? null : `${String(found)} where the peer has ${String(expected)}`;
  }
  if (typeof found !== "number" || Number.isNaN(found)) return `${String(found)} for ${expected}`;
  const allowed = tolerance === 0 ? 0 : Math.max(tolerance * Math.abs(expected), floor);
  return Math.abs(found - expected) <= allowed ? null : `${found} for ${expected}`;
}

function disagreementOfLists(found: unknown, expected: readonly unknown[], tolerance: number): string | null {
  if (!isList(found) || found.length !== expected.length) return `${String(found)} is no list of ${expected.length}`;
  for (let index = 0; index < expected.length; index++) {
    const one = disagreement(found[index], expected[index], tolerance);
    if (one !== null) return `[${index}] ${one}`;
  }
  return null;
}

const isList = (value: unknown): value is ArrayLike<unknown> => Array.isArray(value) || value instanceof Float64Array;
