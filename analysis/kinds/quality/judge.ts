import { newcombe, type Proportion } from "../../stats/newcombe.ts";
import { wilson } from "../../stats/wilson.ts";
import type { VerdictLevel } from "../../document/schema.ts";
import type { Limits } from "./config.ts";

export interface Judged {
  readonly level: VerdictLevel;
  /** Production minus reference, or nothing with one side alone. */
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

interface Rule {
  readonly limits: Limits;
  readonly minRows: number;
  /** Without a reference, judge production against 0; otherwise such a share is only shown. */
  readonly alone: "judge" | "show";
  /** A fall counts too, but never more than a warning. */
  readonly falls: boolean;
}

/**
 * The verdict on a share (ux.md 3.2): few rows, no verdict; beyond the fail limit with the whole 95 % interval, fail;
 * beyond the warn limit with an interval that leaves out no change, warn; all else passes.
 * @param reference rows with the property and rows looked at; null when there is no reference
 */
export function judgeShare(reference: Proportion | null, production: Proportion | null, rule: Rule): Judged {
  const enough = [reference, production].every((side) => side === null || side.rows >= rule.minRows);
  if (reference && production) {
    const interval = newcombe(production, reference);
    if (interval === null) return { level: "low_n", difference: null, low: null, high: null };
    return { ...interval, level: enough ? levelOf(interval.difference, interval, rule) : "low_n" };
  }
  const nothing = { difference: null, low: null, high: null };
  const interval = production && wilson(production.hits, production.rows);
  if (!enough || (production && !interval)) return { ...nothing, level: "low_n" };
  if (!production || !interval || rule.alone === "show") return { ...nothing, level: "info" };
  return { ...nothing, level: levelOf(production.hits / production.rows, interval, rule) };
}

function levelOf(effect: number, { low, high }: { low: number; high: number }, { limits, falls }: Rule): VerdictLevel {
  if (effect >= limits.fail && low >= limits.fail) return "fail";
  if (effect >= limits.warn && low > 0) return "warn";
  return falls && -effect >= limits.warn && high < 0 ? "warn" : "pass";
}

/** How much larger production's share is; its own share without a reference. */
export const effectOf = (reference: Proportion | null, production: Proportion): number =>
  share(production) - (reference ? share(reference) : 0);

export const share = ({ hits, rows }: Proportion): number => (rows === 0 ? 0 : hits / rows);
