import type { Reason } from "../../../base/reasons.ts";
import { uniformFrom } from "../../../base/rng.ts";
import { percentileInterval } from "../../../stats/bootstrap-counts.ts";
import { conditionOf, labelShift } from "../../../stats/label-shift.ts";
import { drawWithReplacement } from "../../../stats/multinomial.ts";
import type { PerformanceConfig } from "../config.ts";
import type { SidePart } from "../measured.ts";
import type { ShiftPart } from "./part.ts";
import { isMissed, isTested, lastMissTooMany, missesTooMany } from "./misses.ts";
import type { EstimatedWindow, Shift, ShiftWindow } from "./result.ts";

const draws = { overall: 1000, window: 200 };

interface Grounds {
  readonly parts: readonly SidePart[];
  readonly config: PerformanceConfig;
  /** The estimated windows, whose inputs were compared with the reference. */
  readonly estimated: readonly EstimatedWindow[];
}

/** The share of positives in production and its windows, if nothing but the class shares moved, beside what labels say. */
export function shiftResult(part: ShiftPart | null, { parts, config, estimated }: Grounds): Shift | null {
  if (part === null) return null;
  const rows = part.reference.flat().reduce((sum, count) => sum + count, 0);
  const production = parts.find(({ side }) => side === "production");
  const measured = measuredShares(production, config);
  const left = new Set(
    estimated
      .filter(({ side, reason }) => side === "production" && reason === "out_of_support")
      .map(({ start }) => start),
  );
  const sharesOf = (called: readonly [number, number], stream: string, times: number) =>
    shareOf(part.reference, called, { times, seed: config.seed, stream });
  const windows = part.windows
    .filter(({ called }) => called[0] + called[1] >= config.min_rows)
    .map(({ start, called }) => ({
      ...{ start, ...sharesOf(called, start, draws.window), measured: measured.get(start) ?? null },
    }));
  const all = part.windows.reduce<[number, number]>(
    (sum, { called }) => [sum[0] + called[0], sum[1] + called[1]],
    [0, 0],
  );
  const overall = sharesOf(all, "overall", draws.overall);
  const positives = part.reference.reduce((sum, row) => sum + (row[1] ?? 0), 0);
  const reason =
    overall.reason ?? (missesTooMany(windows) ? "back_test_failed" : left.size > 0 ? "out_of_support" : null);
  return {
    ...{ reason, reference: rows === 0 ? null : positives / rows },
    condition: rows === 0 ? null : conditionOf(part.reference.map((row) => row.map((count) => count / rows))),
    tested: windows.filter(isTested).length,
    covered: windows.filter((window) => isTested(window) && !isMissed(window)).length,
    overall: reason === null ? { ...overall, measured: null } : { ...unknown(overall.rows, reason), measured: null },
    windows: refused(windows, left),
  };
}

const unknown = (rows: number, reason: Reason): Omit<ShiftWindow, "start" | "measured"> => ({
  ...{ rows, reason, share: null, low: null, high: null },
});

/** Without a number: windows that left the reference's support, and those without labels after too many misses. */
function refused(windows: readonly ShiftWindow[], left: ReadonlySet<string>): ShiftWindow[] {
  return windows.map((window, index) => {
    const { start, rows, measured } = window;
    if (left.has(start)) return { start, measured, ...unknown(rows, "out_of_support") };
    if (measured !== null || !lastMissTooMany(windows.slice(0, index))) return window;
    return { start, measured, ...unknown(rows, "back_test_failed") };
  });
}

/** Share of positives of windows whose labels are there. */
function measuredShares(production: SidePart | undefined, { min_rows, min_coverage }: PerformanceConfig) {
  return new Map(
    (production?.windows ?? []).flatMap(({ start, bucket }) =>
      bucket.positives === undefined || bucket.labelled < min_rows || bucket.labelled < min_coverage * bucket.rows
        ? []
        : [[start, bucket.positives / bucket.labelled] as const],
    ),
  );
}

interface Bootstrap {
  readonly times: number;
  readonly seed: number;
  readonly stream: string;
}

/** The share with its percentile interval: both tables of counts are drawn again with replacement. */
function shareOf(
  reference: ShiftPart["reference"],
  called: readonly [number, number],
  { times, seed, stream }: Bootstrap,
): Omit<ShiftWindow, "start" | "measured"> {
  const rows = called[0] + called[1];
  const found = labelShift({ reference, production: called });
  if (typeof found === "string") return unknown(rows, found);
  const uniform = uniformFrom(seed, `performance label shift ${stream}`);
  const values = Array.from({ length: times }, () => drawnShare(reference, called, uniform));
  const interval = percentileInterval(values.filter((share) => share !== null));
  const bounds = interval === null ? { low: null, high: null } : { low: interval.low, high: interval.high };
  return { rows, reason: null, share: found.shares[1] ?? null, ...bounds };
}

function drawnShare(
  reference: ShiftPart["reference"],
  called: readonly [number, number],
  uniform: () => number,
): number | null {
  const cells = Array.from(drawWithReplacement(reference.flat(), uniform));
  const production = Array.from(drawWithReplacement(called, uniform));
  const drawn = labelShift({ reference: [cells.slice(0, 2), cells.slice(2)], production });
  return typeof drawn === "string" ? null : (drawn.shares[1] ?? null);
}
