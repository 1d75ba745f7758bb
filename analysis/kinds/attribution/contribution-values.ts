import type { Reason } from "../../base/reasons.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import { groupedMedian } from "../../stats/grouped-median.ts";
import { quantiles } from "../../stats/quantiles.ts";
import { total } from "../../stats/shares.ts";
import { comparable, isFeature } from "./features.ts";
import type { Contribution, ContributionValues } from "./result.ts";
import type { BothRows, RowsOf } from "./sides.ts";
import { cellsOfValues, strips, stripsOfValues, type ValueFrame } from "./sql/value-cells.ts";

/** Half of a percent of either side's values on each end is not drawn. */
const ends = [0.005, 0.995];
/** Positive values that span so many times their smallest are drawn by their logarithm. */
const longSpan = 50;

export interface ValuesFrame {
  readonly prefix: string;
  /** The feature that the settings ask for, or nothing. */
  readonly wanted: string | null;
  readonly rows: BothRows;
  readonly privacyFloor: number;
}

/** How one feature's contributions go with its values: of the feature that was asked for, else of the one that changed most. */
export async function valuesOf(
  source: StatsSource,
  columns: readonly Contribution[],
  frame: ValuesFrame,
): Promise<ContributionValues | null> {
  const { prefix, wanted, rows, privacyFloor } = frame;
  const size = ({ change }: Contribution): number => Math.abs(change?.value ?? 0);
  const [chosen] = columns
    .map((contribution) => ({ contribution, feature: contribution.column.slice(prefix.length) }))
    .filter(({ feature }) => wanted === null || feature === wanted)
    .filter(
      ({ contribution, feature }) => contribution.reason === null && (wanted !== null || isNumeric(feature, rows)),
    )
    .sort((a, b) => size(b.contribution) - size(a.contribution));
  if (chosen === undefined) return wanted === null ? null : without(wanted, "no_values");
  const { feature, contribution } = chosen;
  if (!isNumeric(feature, rows)) return without(feature, "not_applicable");
  const [x, y] = await Promise.all([
    spanOf(source, feature, rows, privacyFloor),
    spanOf(source, contribution.column, rows, privacyFloor),
  ]);
  if (typeof x === "string") return without(feature, x);
  if (typeof y === "string") return without(feature, y);
  const log = x[0] > 0 && x[1] / x[0] >= longSpan;
  const drawn: ValueFrame = { feature, contribution: contribution.column, x, y, log };
  const [reference, production] = await Promise.all([
    sideOf(source, rows.reference, drawn, privacyFloor),
    sideOf(source, rows.production, drawn, privacyFloor),
  ]);
  return { feature, reason: null, log, x: [...x], y: [...y], sides: { reference, production } };
}

const without = (feature: string, reason: Reason): ContributionValues => ({
  ...{ feature, reason, log: false, x: [0, 0], y: [0, 0], sides: null },
});

function isNumeric(feature: string, rows: BothRows): boolean {
  const found = comparable(feature, rows);
  return isFeature(found) && found.kind === "numeric";
}

type Span = readonly [number, number];

/** From the lower end of either side to the upper, in round numbers: no row's own value. */
async function spanOf(source: StatsSource, column: string, rows: BothRows, floor: number): Promise<Span | Reason> {
  const both = await Promise.all(
    [rows.reference, rows.production].map(({ relation, where }) => source.values({ relation, where, column })),
  );
  if (both.some(({ counts }) => total(counts) < floor)) return "too_few_rows";
  const found = both.flatMap((values) => quantiles(values, ends));
  const [low, high] = [Math.min(...found), Math.max(...found)];
  if (!(high > low) || Math.max(Math.abs(low), Math.abs(high)) > 1e70) return "nothing_varies";
  return [rounded(low, low, high), rounded(high, low, high)];
}

/** To a hundredth of the span's order of magnitude. */
function rounded(value: number, low: number, high: number): number {
  const positive = low > 0 && high / low >= longSpan;
  if (positive) return Number(value.toPrecision(3));
  const step = 10 ** (Math.floor(Math.log10(high - low)) - 2);
  return Number((Math.round(value / step) * step).toPrecision(12));
}

async function sideOf(source: StatsSource, side: RowsOf, frame: ValueFrame, privacyFloor: number) {
  const [cells, counts] = await Promise.all([
    source.rows(cellsOfValues(side, frame)),
    source.rows(stripsOfValues(side, frame)),
  ]);
  const shown = cells.filter(({ i, n }) => i !== null && n >= privacyFloor);
  return {
    rows: cells.reduce((sum, { n }) => sum + n, 0),
    shown: shown.reduce((sum, { n }) => sum + n, 0),
    cells: shown.map(({ i, j, n }): [number, number, number] => [i ?? 0, j ?? 0, n]),
    medians: Array.from({ length: strips.across }, (_, strip) => {
      const own = new Float64Array(strips.up);
      for (const { s, b, n } of counts) if (s === strip) own[b] = n;
      if (total(own) < privacyFloor) return null;
      const median = groupedMedian(own, frame.y[0], (frame.y[1] - frame.y[0]) / strips.up);
      return typeof median === "number" ? median : null;
    }),
  };
}
