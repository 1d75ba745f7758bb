import { wilson } from "../../stats/wilson.ts";
import type { SkewConfig } from "./config.ts";
import { rateOf } from "./judge.ts";
import type { LeakPart } from "./parts.ts";
import type { Leak } from "./result.ts";

/**
 * Having a value, or none, tells the label when so many of these rows have one class, the interval says at least `surely`,
 * and no more than `unsure` of the others have it.
 */
const sure = 0.99;
const surely = 0.95;
const unsure = 0.9;

export function leakOf({ column, auc, presence, after, reason }: LeakPart, { leakage, min_rows }: SkewConfig): Leak {
  const found = typeof auc === "number" ? auc : null;
  const rows = presence === null ? 0 : Object.values(presence).reduce((sum: number, n: number) => sum + n, 0);
  const present = presence && { positives: presence.present_positives, negatives: presence.present_negatives };
  const missing = presence && { positives: presence.missing_positives, negatives: presence.missing_negatives };
  const value = present && missing && telling(present, missing, min_rows);
  const none = present && missing && telling(missing, present, min_rows);
  const later = after === null || after.rows === 0 ? null : rateOf(after.later, after.rows);
  const strength = found === null ? 0 : Math.max(found, 1 - found);
  return {
    ...{ column, auc: found, reason: found === null ? reason : null, rows, later, tells: value ?? none ?? null },
    hints: [
      ...(rows >= min_rows && strength >= leakage.auc ? (["auc"] as const) : []),
      ...(value ? (["value_tells"] as const) : []),
      ...(!value && none ? (["missing_tells"] as const) : []),
      ...(later !== null && later.rows >= min_rows && (later.low ?? 0) >= leakage.after_event
        ? (["after_event"] as const)
        : []),
    ],
  };
}

interface Classes {
  readonly positives: number;
  readonly negatives: number;
}

/** The class that nearly all of `these` rows have and the `others` have not, or nothing. */
function telling(these: Classes, others: Classes, fewest: number): Leak["tells"] {
  const [rows, rest] = [these.positives + these.negatives, others.positives + others.negatives];
  if (rows < fewest || rest < fewest) return null;
  for (const of of ["positives", "negatives"] as const) {
    const [share, otherwise] = [these[of] / rows, others[of] / rest];
    if ((wilson(these[of], rows)?.low ?? 0) >= surely && share >= sure && otherwise <= unsure)
      return { class: of === "positives" ? "positive" : "negative", share, otherwise };
  }
  return null;
}
