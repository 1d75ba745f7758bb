import { formatCount, formatMetric, formatPoints } from "../../base/format.ts";
import type { VerdictLevel } from "../../document/schema.ts";
import type { DriftConfig } from "./config.ts";
import { noiseAt, type NoiseFloor } from "./noise.ts";
import type { ColumnEvidence, ColumnResult } from "./result.ts";
import type { ColumnPart } from "./frame.ts";

type Size = ColumnResult["size"];

/** A drift that lasts: so many of the last windows have to show it. */
export const persistence = { needed: 2, of: 3 } as const;

/** Adjusted p-values of one column: of its values, and of its missing share. */
export type Adjusted = ColumnResult["adjusted"];

export interface Judgement {
  readonly lines: [number, number];
  readonly size: Size;
  readonly level: VerdictLevel;
  readonly reasons: string[];
}

const sizeOf = (value: number, [moderate, large]: readonly [number, number]): Size =>
  value >= large ? "large" : value >= moderate ? "moderate" : "none";
const order: readonly Size[] = ["none", "moderate", "large"];
const larger = (a: Size, b: Size): Size => (order.indexOf(a) >= order.indexOf(b) ? a : b);

/** The moderate and the large line: the textbook's, or the reference's own noise where that is higher. */
function linesOf(config: Pick<DriftConfig, "moderate" | "large">, noise: NoiseFloor): [number, number] {
  return [Math.max(config.moderate, noise.psi[0]), Math.max(config.large, noise.psi[1])];
}

/**
 * The same lines for a window of production with its own number of rows. Both use the 99 % noise: a cell looks at the last
 * windows of every column, and two of three windows beyond the 95 % one come by chance in one column of a hundred.
 */
export const windowLines = (
  config: Pick<DriftConfig, "moderate" | "large">,
  noise: NoiseFloor,
  rows: readonly [number, number],
): [number, number] => [
  Math.max(config.moderate, noiseAt(noise, 1, ...rows)),
  Math.max(config.large, noiseAt(noise, 1, ...rows)),
];

/** How far the last windows went, by the persistence rule; windows with too few rows do not count. */
function recentSize(
  evidence: ColumnEvidence,
  rows: readonly number[],
  config: Pick<DriftConfig, "moderate" | "large">,
): Size {
  const { windows, psi } = evidence;
  if (windows === null || psi === null) return "none";
  const sizes = windows.flatMap((value, index) =>
    value === null ? [] : [sizeOf(value, windowLines(config, psi.noise, [evidence.reference.rows, rows[index] ?? 1]))],
  );
  const last = sizes.slice(-persistence.of);
  const reached = (size: Size): boolean =>
    last.filter((found) => larger(found, size) === found).length >= persistence.needed;
  return reached("large") ? "large" : reached("moderate") ? "moderate" : "none";
}

/** A size with the sentence that says why. */
interface Reason {
  readonly size: Size;
  readonly sentence: string;
}

/** Drift of the whole production: beyond a line, its interval clear of the noise, and its test passed after the correction. */
function overall(evidence: ColumnEvidence, lines: [number, number], config: DriftConfig, adjusted: Adjusted): Reason[] {
  const value = evidence.scores["casefile/psi"];
  if (typeof value !== "number" || evidence.psi === null) return [];
  const tests = [adjusted.values, adjusted.missing].filter((p) => p !== null);
  const significant = tests.length === 0 || tests.some((p) => p <= config.alpha);
  const size = sizeOf(value, lines);
  if (size === "none" || !significant || evidence.psi.interval[0] <= evidence.psi.noise.psi[0]) return [];
  const line = size === "large" ? lines[1] : lines[0];
  const source = line > (size === "large" ? config.large : config.moderate) ? "from the reference's own noise" : "set";
  return [{ size, sentence: `PSI ${value.toFixed(2)}, beyond the ${size} line of ${line.toFixed(2)} (${source}).` }];
}

function lasting(evidence: ColumnEvidence, rows: readonly number[], config: DriftConfig): Reason[] {
  const size = recentSize(evidence, rows, config);
  return size === "none"
    ? []
    : [
        {
          size,
          sentence: `At least ${persistence.needed} of the last ${persistence.of} windows lie beyond the ${size} line.`,
        },
      ];
}

function inOneGroup({ where }: ColumnEvidence, config: DriftConfig): Reason[] {
  if (where === null || where.psi < config.large) return [];
  const elsewhere = where.elsewhere === null ? "" : `, elsewhere at most ${formatMetric(where.elsewhere)}`;
  return [
    { size: "moderate", sentence: `PSI ${where.psi.toFixed(2)} where ${where.column} is ${where.value}${elsewhere}.` },
  ];
}

function missingness({ missing }: ColumnEvidence, config: DriftConfig, adjusted: Adjusted): Reason[] {
  if (missing === null || Math.abs(missing.difference) < config.missing || (adjusted.missing ?? 1) > config.alpha)
    return [];
  if (missing.interval[0] <= 0 && missing.interval[1] >= 0) return [];
  return [{ size: "moderate", sentence: `The missing share changed by ${formatPoints(missing.difference)}.` }];
}

/** The one judgement of a column. Drift alone warns; only a critical column's large drift, interval included, fails. */
export function judge({ evidence, axis }: ColumnPart, config: DriftConfig, adjusted: Adjusted): Judgement {
  if (evidence.reason !== null || evidence.psi === null)
    return { lines: [config.moderate, config.large], size: "none", level: "none", reasons: [] };
  const lines = linesOf(config, evidence.psi.noise);
  const rows = Math.min(evidence.reference.rows, evidence.production.rows);
  if (rows < config.min_rows) {
    const sentence = `${formatCount(rows)} rows on one side; ${formatCount(config.min_rows)} are needed.`;
    return { lines, size: "none", level: "low_n", reasons: [sentence] };
  }
  const last = lasting(evidence, axis?.rows ?? [], config);
  const reasons = [
    ...overall(evidence, lines, config, adjusted),
    ...last,
    ...inOneGroup(evidence, config),
    ...missingness(evidence, config, adjusted),
  ];
  const size = reasons.reduce<Size>((worst, reason) => larger(worst, reason.size), "none");
  const certain = evidence.psi.interval[0] >= lines[1] || last.some((reason) => reason.size === "large");
  const fails = size === "large" && certain && config.critical.includes(evidence.name);
  const sorted = [...reasons]
    .sort((a, b) => order.indexOf(b.size) - order.indexOf(a.size))
    .map(({ sentence }) => sentence);
  return { lines, size, level: size === "none" ? "pass" : fails ? "fail" : "warn", reasons: sorted };
}
