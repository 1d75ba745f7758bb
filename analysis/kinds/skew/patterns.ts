import type { SideName } from "./pairing.ts";

/**
 * What the differing rows have in common. `side` is the one that is as the pattern says: rounded, missing, constant, …
 * `number` is the factor, the offset, decimals, characters or seconds; `from` and `to` are values, training's first.
 */
export interface Pattern {
  readonly type: PatternType;
  readonly side: SideName | null;
  readonly number: number | null;
  readonly from: string | null;
  readonly to: string | null;
}
export const patternTypes = [
  "ratio",
  "offset",
  "temperature",
  "rounded",
  "cut",
  "float32",
  "missing",
  "filled",
  "emptied",
  "constant",
  "renamed",
  "spelling",
  "shortened",
  "inverted",
  "time_zone",
  "time_zones",
  "time_offset",
  "time_cut",
  "late",
] as const;
export type PatternType = (typeof patternTypes)[number];
