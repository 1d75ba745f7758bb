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
/** Where two patterns explain as many rows, the earlier one is named: the more particular before what also follows from it. */
export const patternTypes = [
  "ratio",
  "offset",
  "temperature",
  "renamed",
  "inverted",
  "time_zone",
  "time_offset",
  "late",
  "filled",
  "emptied",
  "constant",
  "float32",
  "rounded",
  "cut",
  "shortened",
  "spelling",
  "time_cut",
  "time_zones",
  "missing",
] as const;
export type PatternType = (typeof patternTypes)[number];
