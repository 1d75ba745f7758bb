import { wilson } from "../../stats/wilson.ts";

export interface WindowRate {
  readonly start: string;
  readonly matched: number;
  /** Null where too few rows matched. */
  readonly mismatches: number | null;
}

export interface FirstSeen {
  readonly since: string | null;
  /** From there on nearly every window shows it. */
  readonly lasts: boolean | null;
  /** It was there in the first window already, so that nothing is known of when it began. */
  readonly throughout: boolean;
}

/** A mismatch lasts from a window when this part of the windows from it on show it: a quiet day ends nothing. */
const mostly = 0.8;

/**
 * The first window that shows more mismatches than the warn line allows (Wilson's interval lies above it) and from which
 * they last; the first that shows them where they do not last.
 */
export function firstSeen(windows: readonly WindowRate[], warn: number): FirstSeen {
  const known = windows.flatMap(({ start, matched, mismatches }) =>
    mismatches === null || matched === 0
      ? []
      : [{ start, shows: mismatches > 0 && (wilson(mismatches, matched)?.low ?? 0) >= warn }],
  );
  const first = known.findIndex(({ shows }) => shows);
  if (first === -1) return { since: null, lasts: null, throughout: false };
  const showsFrom = (index: number): number => known.slice(index).filter(({ shows }) => shows).length;
  const lasting = known.findIndex(({ shows }, index) => shows && showsFrom(index) >= mostly * (known.length - index));
  const from = lasting === -1 ? first : lasting;
  return { since: known[from]?.start ?? null, lasts: lasting !== -1, throughout: lasting === 0 };
}
