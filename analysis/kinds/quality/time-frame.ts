import type { StatsSource } from "../../base/stats-source.ts";
import type { CellContext, ContextDataset } from "../context.ts";
import { hasTime } from "./columns.ts";
import type { QualityConfig, WindowUnit } from "./config.ts";
import type { BySide, SideTime, TimeFrame } from "./parts.ts";
import { maxWindows, perWindowQuery } from "./sql/affected.ts";
import { earliestInstant, latestInstant } from "./sql/instant.ts";
import { quartilesQuery, rangeQuery, type TimeRange } from "./sql/time.ts";
import { filledWindows, nextWindow, unitFor, windowStart } from "./windows.ts";

const day = 86_400_000;
/** A time further than this many interquartile ranges from the middle half of the rows is far outside the main range. */
const farFactor = 10;

/** The time axis of a cell, asked for once however many tasks need it. */
export type FrameSource = (source: StatsSource) => Promise<TimeFrame | null>;

export function frameSource(config: QualityConfig, context: CellContext): FrameSource {
  let frame: Promise<TimeFrame | null> | undefined;
  return (source) => (frame ??= timeFrame(config, context, source));
}

async function timeFrame(config: QualityConfig, context: CellContext, source: StatsSource): Promise<TimeFrame | null> {
  const column = context.model?.columns.time ?? null;
  if (column === null) return null;
  const rangeOf = (side: ContextDataset | null) =>
    side !== null && hasTime(side, column) ? sideRange(source, side.relation, column) : null;
  const [reference, production] = await Promise.all([rangeOf(context.reference), rangeOf(context.production)]);
  const ranges = [reference, production].filter((range) => range !== null);
  const span = Math.max(0, ...ranges.map(spanMs));
  const unit = unitFor(config.window, { span, daily: ranges.every(isDaily) });
  if (unit === null) return null;
  const windowsOf = (side: ContextDataset | null, range: SideRange | null) =>
    side === null || range === null ? null : sideTime(source, { side, column, range, unit });
  const sides: BySide<SideTime> = {
    reference: await windowsOf(context.reference, reference),
    production: await windowsOf(context.production, production),
  };
  return sides.reference === null && sides.production === null ? null : { column, unit, sides };
}

interface SideRange extends TimeRange {
  readonly from: string;
  readonly to: string;
  readonly bounds: readonly [string, string];
}

const spanMs = ({ from, to }: SideRange): number => Date.parse(to) - Date.parse(from);

/** Dates, or times that begin and end at midnight as dates do: each stands for its day. */
const isDaily = ({ from, to }: SideRange): boolean => [from, to].every((instant) => instant.endsWith("T00:00:00.000Z"));

/** Nothing when no row has a time. */
async function sideRange(source: StatsSource, relation: string, column: string): Promise<SideRange | null> {
  const [quartiles] = await source.rows(quartilesQuery(relation, column));
  if (!quartiles?.lower || !quartiles.upper) return null;
  const bounds = mainRange(quartiles.lower, quartiles.upper);
  const [range] = await source.rows(rangeQuery(relation, column, bounds));
  return range?.from && range.to ? { ...range, from: range.from, to: range.to, bounds } : null;
}

/** `[Q1 − 10 · IQR, Q3 + 10 · IQR]`, with an interquartile range of a day at least, so that one batch is not a range of its own. */
export function mainRange(lower: string, upper: string): readonly [string, string] {
  const [first, third] = [Date.parse(lower), Date.parse(upper)];
  const reach = farFactor * Math.max(third - first, day);
  const clamp = (ms: number) => Math.min(Math.max(ms, Date.parse(earliestInstant)), Date.parse(latestInstant));
  return [new Date(clamp(first - reach)).toISOString(), new Date(clamp(third + reach)).toISOString()];
}

interface SideAxis {
  readonly side: ContextDataset;
  readonly column: string;
  readonly range: SideRange;
  readonly unit: WindowUnit;
}

async function sideTime(source: StatsSource, { side, column, range, unit }: SideAxis): Promise<SideTime> {
  const [from, last] = [windowStart(range.from, unit), windowStart(range.to, unit)];
  const to = nextWindow(last, unit);
  const counted = await source.rows(perWindowQuery({ relation: side.relation, time: column, unit, from, to }));
  const end = Date.parse(range.to) + (isDaily(range) ? day : 0);
  const slack = (Date.parse(to) - Date.parse(last)) * edgeSlack;
  return {
    ...{ rows: range.rows, nulls: range.nulls, far: range.far, earliest: range.earliest, latest: range.latest },
    ...{ farBefore: range.bounds[0], farAfter: range.bounds[1] },
    ...{ from: range.from, to: range.to, windows: filledWindows(counted, range, unit).slice(0, maxWindows) },
    firstComplete: Date.parse(range.from) - Date.parse(from) <= slack,
    lastComplete: Date.parse(to) - end <= slack,
  };
}

/** A window at the edge counts as complete when the data leaves at most this share of it uncovered. */
const edgeSlack = 0.05;
