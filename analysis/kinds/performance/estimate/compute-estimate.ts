import type { Reason } from "../../../base/reasons.ts";
import { normalInterval, type Interval } from "../../../stats/bootstrap-counts.ts";
import type { Side } from "../../binary-columns.ts";
import type { PerformanceConfig } from "../config.ts";
import { infoOf, type MetricKey } from "../definitions.ts";
import type { Bucket, SidePart } from "../measured.ts";
import { shiftResult } from "./compute-shift.ts";
import { excessOf } from "./inputs.ts";
import { isMissed, isTested, lastMissTooMany, missesTooMany } from "./misses.ts";
import type { EstimableKey, EstimatedBucket, EstimatePart, Fit } from "./part.ts";
import type { BackTest, EstimatedResult, EstimatedWindow } from "./result.ts";

interface Grounds {
  readonly parts: readonly SidePart[];
  readonly config: PerformanceConfig;
  readonly primary: MetricKey | null;
}

/** What is said without labels: bands, the back-tests that they have to pass, and refusals. Nothing when labels are there. */
export function computeEstimate(part: EstimatePart | undefined, grounds: Grounds): EstimatedResult | null {
  if (part === undefined || part.idle) return null;
  const { config, parts, primary } = grounds;
  const drawn = drawnOf(part, primary);
  const measured = measuredOf(parts, config, drawn);
  const excess = excessVariance(part, drawn, measured);
  const banded = part.windows.map((window) => bandedOf(window, { part, drawn, excess, measured, config }));
  const tests = (["reference", "production"] as const).flatMap((side) => backTestOf(side, banded));
  const reason = part.reason ?? failedOn(banded);
  return {
    ...{
      method: part.method,
      metrics: [...part.metrics],
      drawn,
      fit: fitResult(part.fit),
      early: fitResult(part.early),
    },
    ...{ reason, windows: reason === null ? refuseAfterMisses(banded) : [] },
    ...{ back_tests: tests, excess: part.reason === null ? Math.sqrt(excess) : null },
    ...{ unchecked: [...part.unchecked], max_outside: config.estimate.max_outside },
    shift: shiftResult(part.shift, { parts, config, estimated: banded }),
  };
}

/** The metric whose band is tested. */
export const drawnOf = ({ metrics }: Pick<EstimatePart, "metrics">, primary: MetricKey | null): EstimableKey =>
  metrics.find((metric) => metric === primary) ?? metrics[0] ?? "roc_auc";

const fitResult = (fit: Fit | null): EstimatedResult["fit"] =>
  fit && { ...fit, skill: fit.skill === null ? null : fit.skill.map(rounded) };

type Measured = ReadonlyMap<string, number>;
const keyOf = (side: Side, start: string): string => `${side} ${start}`;

/** The drawn metric of every window whose labels are there: not late, and enough of them. */
function measuredOf(parts: readonly SidePart[], config: PerformanceConfig, drawn: EstimableKey): Measured {
  const coverage = ({ rows, labelled }: Bucket): number => (rows === 0 ? 0 : labelled / rows);
  const usual = parts.find(({ side }) => side === "reference");
  const least = config.min_coverage * (usual === undefined ? 1 : coverage(usual.overall));
  return new Map(
    parts.flatMap(({ side, windows }) =>
      windows.flatMap(({ start, bucket }) => {
        const found = bucket.measures.find(({ metric }) => metric === drawn);
        if (typeof found?.value !== "number" || found.rows < config.min_rows || coverage(bucket) < least) return [];
        return [[keyOf(side, start), found.value] as const];
      }),
    ),
  );
}

/** The variance of one estimate by chance: of the labels to come, and of those that the map was fitted on. */
function chanceOf(window: EstimatedBucket, drawn: EstimableKey, part: EstimatePart): number | null {
  const { error = null, fitError = null } = window.metrics.find(({ metric }) => metric === drawn) ?? {};
  const fit = window.side === "reference" ? part.early : part.fit;
  if (error === null || fit === null) return null;
  return error * error + (fitError === null ? (error * error * window.rows) / fit.rows : fitError * fitError);
}

/** What the reference's back-test shows beyond chance: the mean squared difference less the mean variance by chance. */
function excessVariance(part: EstimatePart, drawn: EstimableKey, measured: Measured): number {
  const found = part.windows.flatMap((window) => {
    const [truth, chance] = [measured.get(keyOf(window.side, window.start)), chanceOf(window, drawn, part)];
    const value = valueOf(window, drawn);
    if (window.side !== "reference" || truth === undefined || chance === null || value === null) return [];
    return [(truth - value) ** 2 - chance];
  });
  return found.length === 0 ? 0 : Math.max(0, found.reduce((sum, gap) => sum + gap, 0) / found.length);
}

const valueOf = ({ metrics }: EstimatedBucket, drawn: EstimableKey): number | null => {
  const value = metrics.find(({ metric }) => metric === drawn)?.value;
  return typeof value === "number" ? value : null;
};

interface Rules {
  readonly part: EstimatePart;
  readonly drawn: EstimableKey;
  readonly excess: number;
  readonly measured: Measured;
  readonly config: PerformanceConfig;
}

const rounded = (value: number): number => Number(value.toPrecision(6));

function bandedOf(window: EstimatedBucket, rules: Rules): EstimatedWindow {
  const { side, start, end, rows, outside } = window;
  const beyond = outside !== null && excessOf(outside) > rules.config.estimate.max_outside ? outside : null;
  const reason: Reason | null =
    beyond !== null ? "out_of_support" : rows < rules.config.min_rows ? "too_few_rows" : null;
  const band = reason === null ? bandOf(window, rules) : null;
  return {
    ...{ side, start, end, rows, reason, measured: rules.measured.get(keyOf(side, start)) ?? null },
    values: window.metrics.map(({ value }) => (reason !== null || typeof value !== "number" ? null : rounded(value))),
    ...(band === null ? { low: null, high: null } : { low: rounded(band.low), high: rounded(band.high) }),
    ...{ input: beyond?.input ?? null, outside: beyond && beyond.hits / beyond.rows },
  };
}

function bandOf(window: EstimatedBucket, { part, drawn, excess }: Rules): Interval | null {
  const [value, chance] = [valueOf(window, drawn), chanceOf(window, drawn, part)];
  return value === null || chance === null
    ? null
    : normalInterval(value, Math.sqrt(chance + excess), infoOf(drawn).range);
}

/** Windows of production that come after too many misses are refused; those with labels of their own keep their estimate. */
function refuseAfterMisses(windows: readonly EstimatedWindow[]): EstimatedWindow[] {
  const tested: EstimatedWindow[] = [];
  return windows.map((window) => {
    if (window.side === "reference" || window.reason !== null) return window;
    if (isTested(window)) {
      tested.push(window);
      return window;
    }
    if (window.measured !== null || !lastMissTooMany(tested)) return window;
    const none = { values: window.values.map(() => null), low: null, high: null };
    return { ...window, ...none, reason: "back_test_failed" };
  });
}

function backTestOf(side: Side, windows: readonly EstimatedWindow[]): BackTest[] {
  const own = windows.filter((window) => window.side === side && isTested(window));
  if (own.length === 0) return [];
  const gaps = own.map(({ low, high, measured }) => (measured ?? 0) - ((low ?? 0) + (high ?? 0)) / 2);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [
    {
      ...{ side, windows: own.length, covered: own.filter((window) => !isMissed(window)).length },
      ...{ error: mean(gaps.map(Math.abs)), bias: mean(gaps) },
    },
  ];
}

/** The way itself is refused when it fails on the reference's own later windows, or cannot be tested there. */
function failedOn(windows: readonly EstimatedWindow[]): Reason | null {
  const reference = windows.filter((window) => window.side === "reference" && isTested(window));
  if (reference.length === 0) return "no_back_test";
  return missesTooMany(reference) ? "back_test_failed" : null;
}
