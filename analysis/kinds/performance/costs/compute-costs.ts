import { formatCount, formatNumber } from "../../../base/format.ts";
import { normalInterval } from "../../../stats/bootstrap-counts.ts";
import { totalCost, type Costs } from "../../../stats/least-cost-threshold.ts";
import { meanWithError } from "../../../stats/probability-loss.ts";
import type { CellContext } from "../../context.ts";
import type { PerformanceConfig } from "../config.ts";
import type { SidePart } from "../measured.ts";
import { windowEnd, type Frame } from "../windows.ts";
import type { Cost, CostsPart, CostsResult, Counts } from "./result.ts";

/** Mean cost of a row with a normal interval of the mean: a row costs one of four amounts. */
export function costOf(counts: Counts | null | undefined, costs: Costs): Cost {
  const none = { value: null, low: null, high: null, total: null };
  if (counts == null) return { rows: 0, ...none, reason: "no_decision" };
  const rows = counts.tp + counts.fp + counts.fn + counts.tn;
  const sum = totalCost(counts, costs);
  const squared = { tp: costs.tp ** 2, fp: costs.fp ** 2, fn: costs.fn ** 2, tn: costs.tn ** 2 };
  const mean = meanWithError({ rows, sum, squares: totalCost(counts, squared) });
  if (mean === null) return { rows, ...none, reason: "no_labels" };
  const everywhere = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
  const interval = mean.error === null ? null : normalInterval(mean.mean, mean.error, everywhere);
  return { rows, value: mean.mean, low: interval?.low ?? null, high: interval?.high ?? null, total: sum, reason: null };
}

interface Grounds {
  readonly parts: readonly SidePart[];
  readonly config: PerformanceConfig;
  readonly context: CellContext;
  readonly time: Frame | null;
}

const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(6)));

export function costsOf(part: CostsPart | undefined, { parts, config, context, time }: Grounds): CostsResult | null {
  const { costs } = config;
  if (costs === null || part === undefined) return null;
  const windows = parts.flatMap(({ side, windows: own, located = null }) =>
    time === null
      ? []
      : own.flatMap(({ start, bucket }) => {
          const { rows, value, low, high, total, reason } = costOf(bucket.confusion, costs);
          if (rows < context.privacyFloor) return [];
          const numbers = { value: rounded(value), low: rounded(low), high: rounded(high), total: rounded(total) };
          return [{ side, start, end: windowEnd(start, time, located), rows, reason, ...numbers }];
        }),
  );
  const at = (counts: Counts | null): Cost | null => (counts === null ? null : costOf(counts, costs));
  return {
    ...{ matrix: costs, sides: parts.map(({ side, confusion }) => ({ side, ...costOf(confusion, costs) })), windows },
    least: {
      ...{ threshold: part.threshold, reason: part.reason },
      ...{ reference: at(part.reference), production: at(part.production) },
    },
  };
}

/** What decisions cost per row on both sides, and what another threshold would have cost. */
export function costNotes(result: CostsResult | null): string[] {
  if (result === null) return [];
  const of = (name: "production" | "reference") => result.sides.find(({ side }) => side === name);
  return [...ownNote(of("production"), of("reference")), ...leastNote(result.least)];
}

function ownNote(now: Cost | undefined, before: Cost | undefined): string[] {
  if (now === undefined || now.value === null) return [];
  const beside = before?.value == null ? "" : `, ${formatNumber(before.value)} in the reference`;
  const bounds =
    now.low === null || now.high === null ? "" : ` (${formatNumber(now.low)} to ${formatNumber(now.high)})`;
  const n = formatCount(now.rows);
  return [`Decisions cost ${formatNumber(now.value)} a row in production${bounds}${beside}; n = ${n}.`];
}

function leastNote(least: CostsResult["least"]): string[] {
  const there = least?.reference?.value ?? null;
  if (least === null || there === null) return [];
  const name = least.threshold === null ? "Calling no row positive" : `The threshold ${formatNumber(least.threshold)}`;
  const then = least.production?.value == null ? "" : `, and ${formatNumber(least.production.value)} in production`;
  return [`${name} costs least on the reference: ${formatNumber(there)} a row there${then}.`];
}
