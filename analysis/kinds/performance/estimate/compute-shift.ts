import { uniformFrom } from "../../../base/rng.ts";
import { percentileInterval } from "../../../stats/bootstrap-counts.ts";
import { conditionOf, labelShift } from "../../../stats/label-shift.ts";
import { drawWithReplacement } from "../../../stats/multinomial.ts";
import type { PerformanceConfig } from "../config.ts";
import type { SidePart } from "../measured.ts";
import type { ShiftPart } from "./part.ts";
import type { Shift, ShiftWindow } from "./result.ts";

const draws = { overall: 1000, window: 200 };

/** The share of positives in production and its windows, if nothing but the class shares moved, beside what labels say. */
export function shiftResult(
  part: ShiftPart | null,
  parts: readonly SidePart[],
  config: PerformanceConfig,
): Shift | null {
  if (part === null) return null;
  const rows = part.reference.flat().reduce((sum, count) => sum + count, 0);
  const measured = measuredShares(
    parts.find(({ side }) => side === "production"),
    config,
  );
  const all = part.windows.reduce<[number, number]>(
    (sum, { called }) => [sum[0] + called[0], sum[1] + called[1]],
    [0, 0],
  );
  const condition = rows === 0 ? null : conditionOf(part.reference.map((row) => row.map((count) => count / rows)));
  const estimate = (called: readonly [number, number], stream: string, times: number) =>
    shareOf(part.reference, called, { times, seed: config.seed, stream });
  const overall = estimate(all, "overall", draws.overall);
  const enough = part.windows.filter(({ called }) => called[0] + called[1] >= config.min_rows);
  const positives = part.reference.reduce((sum, row) => sum + (row[1] ?? 0), 0);
  return {
    ...{ reason: overall.reason, reference: rows === 0 ? null : positives / rows, condition },
    overall: { ...overall, measured: null },
    windows:
      overall.reason === null
        ? enough.map(({ start, called }) => ({
            ...{ start, ...estimate(called, start, draws.window), measured: measured.get(start) ?? null },
          }))
        : [],
  };
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
  if (typeof found === "string") return { rows, reason: found, share: null, low: null, high: null };
  const uniform = uniformFrom(seed, `performance label shift ${stream}`);
  const values: number[] = [];
  for (let draw = 0; draw < times; draw++) {
    const [a = 0, b = 0, c = 0, d = 0] = drawWithReplacement(reference.flat(), uniform);
    const drawn = labelShift({
      reference: [
        [a, b],
        [c, d],
      ],
      production: Array.from(drawWithReplacement(called, uniform)),
    });
    if (typeof drawn !== "string") values.push(drawn.shares[1] ?? 0);
  }
  const interval = percentileInterval(values);
  return {
    rows,
    reason: null,
    share: found.shares[1] ?? null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  };
}
