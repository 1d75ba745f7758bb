import { wilson } from "../../stats/wilson.ts";
import type { SkewConfig } from "./config.ts";
import { rateOf } from "./judge.ts";
import type { LeakPart } from "./parts.ts";
import { hints, type Hint, type Leak, type Rate } from "./result.ts";
import type { Presence } from "./sql/leakage.ts";

/**
 * Having a value, or none, tells the label when so many of these rows have one class, the interval says at least `surely`,
 * and no more than `unsure` of the others have it.
 */
const sure = 0.99;
const surely = 0.95;
const unsure = 0.9;

export function leakOf(part: LeakPart, { leakage, min_rows }: SkewConfig): Leak {
  const { column, auc, presence, after, reason } = part;
  const found = typeof auc === "number" ? auc : null;
  const rows = presence === null ? 0 : rowsOf(presence);
  const { value, missing } = presence === null ? nothingTold : toldBy(presence, min_rows);
  const later = after === null || after.rows === 0 ? null : rateOf(after.later, after.rows);
  const tells = value ?? missing;
  const held: Readonly<Record<Hint, boolean>> = {
    auc: rows >= min_rows && strengthOf(found) >= leakage.auc,
    value_tells: value !== null,
    missing_tells: value === null && missing !== null,
    after_event: isOften(later, min_rows, leakage.after_event),
  };
  return {
    ...{ column, auc: found, reason: found === null ? reason : null, rows, later, tells },
    hints: hints.filter((hint) => held[hint]),
  };
}

/** In either direction: an area near 0 tells as much as one near 1. */
const strengthOf = (auc: number | null): number => (auc === null ? 0 : Math.max(auc, 1 - auc));
const isOften = (rate: Rate | null, fewest: number, line: number): boolean =>
  rate !== null && rate.rows >= fewest && (rate.low ?? 0) >= line;

const nothingTold = { value: null, missing: null };

const rowsOf = (of: Presence): number =>
  of.present_positives + of.present_negatives + of.missing_positives + of.missing_negatives;

function toldBy(of: Presence, fewest: number): { readonly value: Leak["tells"]; readonly missing: Leak["tells"] } {
  const present = { positives: of.present_positives, negatives: of.present_negatives };
  const absent = { positives: of.missing_positives, negatives: of.missing_negatives };
  return { value: telling(present, absent, fewest), missing: telling(absent, present, fewest) };
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
