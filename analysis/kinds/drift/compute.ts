import { benjaminiHochberg } from "../../stats/benjamini-hochberg.ts";
import type { CellContext } from "../context.ts";
import type { DriftConfig } from "./config.ts";
import { judge, persistence, type Adjusted } from "./judge.ts";
import { bothSides } from "./plan.ts";
import type { ColumnPart } from "./frame.ts";
import type { ColumnEvidence, ColumnResult, DriftResult } from "./result.ts";
import { testedP } from "./scores.ts";
import { productionFrame } from "./windows.ts";

/** Judges the columns together: one family of tests, one time axis, one order. */
export function computeDrift(parts: readonly ColumnPart[], config: DriftConfig, context: CellContext): DriftResult {
  const evidence = parts.map((part) => part.evidence);
  const adjusted = adjustedOf(evidence);
  const time = productionFrame(config, context);
  const axis = parts.find((part) => part.axis !== null)?.axis ?? null;
  const columns = parts.map((part, index) => judged(part, config, adjusted[index] ?? { values: null, missing: null }));
  const sides = bothSides(context);
  const p = evidence.map(({ scores }) => testedP(scores)).filter((value) => value !== null);
  const most = (side: "reference" | "production"): number =>
    evidence.reduce((rows, part) => Math.max(rows, part[side].rows), 0);
  const { alpha, moderate, large, missing, min_rows, seed, conventions } = config;
  return {
    settings: { alpha, moderate, large, missing, min_rows, seed, conventions },
    rows: {
      reference: most("reference") || sides.reference.pinnedRows,
      production: most("production") || sides.production.pinnedRows,
    },
    tests: {
      tested: p.length,
      by_chance: alpha * p.length,
      before: p.filter((value) => value <= alpha).length,
      after: adjusted.filter(({ values }) => values !== null && values <= alpha).length,
    },
    time: time && axis && { ...time, starts: [...axis.starts], rows: [...axis.rows] },
    columns: [...columns].sort((a, b) => b.impact - a.impact || (a.name < b.name ? -1 : 1)),
    notes: notesOf(
      config,
      columns,
      time !== null && config.windows !== "auto" && time.unit !== config.windows ? time.unit : null,
    ),
  };
}

/** Benjamini-Hochberg over the columns, for the values' tests and the missing shares' apart. */
function adjustedOf(parts: readonly ColumnEvidence[]): readonly Adjusted[] {
  const family = (p: readonly (number | null)[]): readonly (number | null)[] => {
    const tested = p.flatMap((value, index) => (value === null ? [] : [index]));
    const adjusted = benjaminiHochberg(tested.map((index) => p[index] ?? 1));
    return p.map((_, index) => adjusted[tested.indexOf(index)] ?? null);
  };
  const values = family(parts.map(({ scores }) => testedP(scores)));
  const missing = family(parts.map(({ missing }) => missing?.p ?? null));
  return parts.map((_, index) => ({ values: values[index] ?? null, missing: missing[index] ?? null }));
}

/** When, where and what it looks like is said of a column that drifted, and of no other. */
const untraced = { where: null, since: null, cause: null };

function judged(part: ColumnPart, config: DriftConfig, adjusted: Adjusted): ColumnResult {
  const judgement = judge(part, config, adjusted);
  const evidence = judgement.size === "none" ? { ...part.evidence, ...untraced } : part.evidence;
  const importance = config.importance === null ? null : (config.importance[evidence.name] ?? 0);
  const strength = Math.max(
    numberOr0(evidence.scores["casefile/psi"]),
    evidence.where?.psi ?? 0,
    ...(evidence.windows ?? []).slice(-persistence.of).map(numberOr0),
  );
  return {
    ...{ ...evidence, ...judgement },
    ...{ critical: config.critical.includes(evidence.name), importance, adjusted },
    impact: strength * (importance ?? 1),
  };
}

const numberOr0 = (value: unknown): number => (typeof value === "number" ? value : 0);

function notesOf(config: DriftConfig, columns: readonly ColumnResult[], coarser: string | null): string[] {
  const pooled = columns.flatMap(({ name, bins }) =>
    bins?.type === "categorical" && bins.pooled > 0 ? [`${name} (${bins.pooled})`] : [],
  );
  return [
    ...(pooled.length === 0
      ? []
      : [`Categories beyond the 1,000 most frequent of the reference are counted as one: ${pooled.join(", ")}.`]),
    ...(coarser === null
      ? []
      : [`Windows of one ${config.windows} would be more than 120; windows of one ${coarser} are shown.`]),
  ];
}
