import type { VerdictLevel } from "../../document/schema.ts";
import { wilson } from "../../stats/wilson.ts";
import { worstLevel } from "../verdict.ts";
import type { SkewConfig } from "./config.ts";
import type { Extent } from "./sql/explain.ts";
import type { FoundPattern, Rate } from "./result.ts";

export function rateOf(hits: number, rows: number): Rate {
  const interval = wilson(hits, rows);
  const value = rows === 0 ? null : hits / rows;
  return { hits, rows, value, low: interval?.low ?? null, high: interval?.high ?? null };
}

/** Fail and warn when the whole interval is at or above the line; warn as well when only the rate is above the fail line. */
export function mismatchLevel(mismatch: Rate, { warn, fail, min_rows }: SkewConfig): VerdictLevel {
  const { value, low, rows, hits } = mismatch;
  if (rows < min_rows || value === null || low === null) return "low_n";
  if (hits === 0) return "pass";
  if (low >= fail) return "fail";
  return low >= warn || value >= fail ? "warn" : "pass";
}

/** The same for the share of keys that are found, where less is worse. */
export function coverageLevel(
  coverage: Rate,
  { coverage: lines, min_rows }: SkewConfig,
  matched: number,
): VerdictLevel {
  const { value, high } = coverage;
  if (matched < min_rows || value === null || high === null) return "low_n";
  if (high < lines.fail) return "fail";
  return high < lines.warn || value < lines.fail ? "warn" : "pass";
}

/** Half a step of rounding is small when it is at most this part of the range of the values that differ. */
const smallPart = 0.005;

/**
 * A rounding that moves no value by much warns and never fails: nobody's model is broken by its seventh digit. The rows that
 * it does not explain are judged as any others.
 */
export function columnLevel(
  mismatch: Rate,
  pattern: FoundPattern | null,
  extent: Extent | null,
  config: SkewConfig,
): VerdictLevel {
  const level = mismatchLevel(mismatch, config);
  if (level !== "fail" || pattern === null || !isSmallRounding(pattern, extent)) return level;
  return worstLevel(["warn", mismatchLevel(rateOf(mismatch.hits - pattern.rows, mismatch.rows), config)]);
}

function isSmallRounding(pattern: FoundPattern, extent: Extent | null): boolean {
  if (!pattern.named) return false;
  if (pattern.type === "float32") return true;
  if (pattern.type !== "rounded" || pattern.number === null) return false;
  if (extent?.least == null || extent.most === null) return false;
  return 0.5 * Number(`1e${-pattern.number}`) <= smallPart * (extent.most - extent.least);
}
