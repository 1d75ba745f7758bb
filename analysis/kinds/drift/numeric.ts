import type { StatsSource, ValueCounts } from "../../base/stats-source.ts";
import { total } from "../../stats/shares.ts";
import { quantiles } from "../../stats/quantiles.ts";
import { referenceEdges } from "../../stats/reference-bins.ts";
import { allOf } from "./affected.ts";
import { unitChange } from "./causes.ts";
import type { ColumnPlan } from "./columns.ts";
import { blankEvidence, withoutWindows, type ColumnPart, type Frame, type WindowAxis } from "./frame.ts";
import { missingShareOf } from "./missing-share.ts";
import { bootstrapIntervals, noiseFloor } from "./noise.ts";
import { numericBinsOf, summaryProbabilities } from "./numeric-bins.ts";
import type { Cause, ColumnEvidence } from "./result.ts";
import { numericScores } from "./scores.ts";
import { countsByEdges, numericSides, type NumericSides } from "./sides.ts";
import { identifier } from "../../sql/quote.ts";
import { traceDrift, type DriftTrace } from "./trace.ts";
import { windowAxis, type BinnedColumn } from "./trace-windows.ts";

const sideOf = (values: ValueCounts): ColumnEvidence["reference"] => ({
  rows: values.rows,
  missing: values.nulls + values.nans,
  infinite: values.negativeInfinities + values.positiveInfinities,
});

/** Rows by open bin, infinities in the outer ones, missing values last. */
function withEverything(inBins: Float64Array, values: ValueCounts): Float64Array {
  const counts = Float64Array.of(...inBins, values.nulls + values.nans);
  counts[0] = (counts[0] ?? 0) + values.negativeInfinities;
  counts[inBins.length - 1] = (counts[inBins.length - 1] ?? 0) + values.positiveInfinities;
  return counts;
}

/** Everything about one numeric column, from the values of both sides and, when it moved, from counts by window and group. */
export async function examineNumeric(source: StatsSource, plan: ColumnPlan, frame: Frame): Promise<ColumnPart> {
  const [reference, production] = await Promise.all([
    source.values({ relation: "reference", column: plan.name }),
    source.values({ relation: "production", column: plan.name }),
  ]);
  const known = { ...blankEvidence(plan), reference: sideOf(reference), production: sideOf(production) };
  if (production.rows === 0) return withoutWindows({ ...known, reason: "empty_production" });
  if (reference.values.length === 0) return withoutWindows({ ...known, reason: "empty_reference" });
  const missing = missingShareOf(known.reference, known.production);
  const edges = referenceEdges(reference);
  const sides = numericSides(reference, production, plan.integers);
  const inBins = countsByEdges(sides, edges);
  const counts = {
    reference: withEverything(inBins.reference, reference),
    production: withEverything(inBins.production, production),
  };
  const noise = noiseFloor(counts.reference, total(counts.production), frame.config.seed, plan.name);
  const intervals = bootstrapIntervals(counts, frame.config.seed, plan.name);
  const column: BinnedColumn = { name: plan.name, bins: { value: identifier(plan.name), edges }, ...counts, noise };
  const comparable = production.values.length === 0 ? "empty_production" : sides;
  const scores = numericScores(counts, comparable, frame.config.conventions);
  const { found, axis } = await follow(source, column, { sides, frame, psi: scores["casefile/psi"] ?? 0 });
  const evidence: ColumnEvidence = {
    ...{ ...known, missing, scores, ...found },
    psi: {
      interval: [...intervals.psi],
      js: [...intervals.js],
      noise: { sizes: [...noise.sizes], splits: noise.splits, psi: [...noise.psi], js: [...noise.js] },
    },
    bins: numericBinsOf(sides, { edges, ...counts }, frame),
  };
  return { evidence, axis };
}

interface Followed {
  readonly found: Pick<ColumnEvidence, "windows" | "since" | "where" | "cause">;
  readonly axis: WindowAxis | null;
}

interface Found {
  readonly sides: NumericSides;
  readonly frame: Frame;
  readonly psi: number | string;
}

async function follow(source: StatsSource, column: BinnedColumn, { sides, frame, psi }: Found): Promise<Followed> {
  const trace = await traceDrift(source, column, frame, psi);
  const { windows, where, since, moved } = trace;
  const asks = moved && sides.production.values.length > 0;
  const cause = asks ? await unitCause(source, column.name, { sides, frame, trace }) : null;
  return { found: { windows: windows && [...windows.psi], since, where, cause }, axis: windowAxis(windows) };
}

interface Affected {
  readonly sides: NumericSides;
  readonly frame: Frame;
  readonly trace: DriftTrace;
}

/** Compares the affected rows, those of the group since the drift began, with the same group of the reference. */
async function unitCause(
  source: StatsSource,
  column: string,
  { sides, frame, trace }: Affected,
): Promise<Cause | null> {
  const { group } = trace.affected;
  const both = allOf(group, trace.affected.since);
  const reference =
    group === null ? sides.reference : await source.values({ relation: "reference", column, where: group });
  const production =
    both === null ? sides.production : await source.values({ relation: "production", column, where: both });
  const rows = total(production.counts);
  if (Math.min(rows, total(reference.counts)) < frame.config.min_rows) return null;
  return unitChange(quantiles(reference, summaryProbabilities), quantiles(production, summaryProbabilities), rows);
}
