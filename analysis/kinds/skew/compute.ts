import type { CellContext } from "../context.ts";
import { startOf } from "../time-windows.ts";
import type { SkewConfig } from "./config.ts";
import { columnLevel, coverageLevel, rateOf } from "./judge.ts";
import { isPaired, pairingOf, type Pairing, type RefusedColumn, type SideName, type Unpaired } from "./pairing.ts";
import type { ColumnDetail, ColumnsPart, ComparedPart, KeysPart, LeakPart, SkewPart } from "./parts.ts";
import { mismatches } from "./plan.ts";
import { leakOf } from "./leak-result.ts";
import type { FoundPattern, SkewColumn, SkewGrid, SkewResult } from "./result.ts";
import { firstSeen } from "./since.ts";
import type { CoverageCounts } from "./sql/coverage.ts";

const nothing = { rows: 0, no_key: 0, repeated_keys: 0, repeated_rows: 0 };
const noKeys: CoverageCounts = {
  ...{ training: nothing, serving: nothing, matched: 0, only_training: 0, only_serving: 0, ambiguous: 0 },
};
const mostGrids = 3;

export function computeSkew(parts: readonly SkewPart[], config: SkewConfig, context: CellContext): SkewResult {
  const pairing = pairingOf(config, context);
  const counts = parts.find((part): part is KeysPart => part.part === "keys")?.counts ?? noKeys;
  const compared = parts
    .filter((part): part is ColumnsPart => part.part === "columns")
    .flatMap(({ columns }) => columns);
  const made: Made = { config, context, counts, starts: startsOf(compared) };
  const columns = [
    ...compared.map((part) => columnResult(part, made)),
    ...uncompared(pairing, counts).map(refusedColumn),
  ].sort(byRate);
  return {
    ...coverageOf(pairing, made),
    time: timeOf(pairing, compared, made),
    columns,
    grids: gridsOf(compared, columns, context.privacyFloor),
    leakage: parts.filter((part): part is LeakPart => part.part === "leak").map((part) => leakOf(part, config)),
    ...{ min_rows: config.min_rows, with_examples: config.examples !== "none" },
  };
}

interface Made {
  readonly config: SkewConfig;
  readonly context: CellContext;
  readonly counts: CoverageCounts;
  /** Days on which windows begin, in order. */
  readonly starts: readonly string[];
}

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const order = { fail: 0, warn: 1, low_n: 2, pass: 2, info: 2, none: 3 } as const;
const byRate = (a: SkewColumn, b: SkewColumn): number =>
  order[a.level] - order[b.level] || (b.mismatch.value ?? 0) - (a.mismatch.value ?? 0) || byText(a.column, b.column);

function coverageOf(pairing: Pairing | Unpaired, { config, counts }: Made) {
  const side = (name: SideName) => {
    const only = name === "training" ? counts.only_training : counts.only_serving;
    const coverage = rateOf(counts.matched, counts.matched + only);
    return { dataset: pairing.datasets[name].id, ...counts[name], coverage };
  };
  const [training, serving] = [side("training"), side("serving")];
  const judged_side: SideName = training.coverage.rows <= serving.coverage.rows ? "training" : "serving";
  const judged = judged_side === "training" ? training : serving;
  const paired = isPaired(pairing);
  return {
    key: { column: pairing.key, compared: paired ? pairing.keyAs : null },
    reason: paired ? (counts.matched === 0 ? ("no_matched_rows" as const) : null) : pairing.reason,
    ...{ training, serving, judged_side, matched: counts.matched, ambiguous: counts.ambiguous },
    coverage_level: paired ? coverageLevel(judged.coverage, config, counts.matched) : ("none" as const),
  };
}

/** Every column that was asked for has its row: those of an empty join as well. */
function uncompared(pairing: Pairing | Unpaired, counts: CoverageCounts): readonly RefusedColumn[] {
  if (!isPaired(pairing)) return [];
  const empty =
    counts.matched > 0 ? [] : pairing.columns.map(({ name }) => ({ name, reason: "no_matched_rows" as const }));
  return [...empty, ...pairing.refused];
}

const refusedColumn = ({ name, reason }: RefusedColumn): SkewColumn => ({
  ...{ column: name, level: "none", reason, types: null, mismatch: rateOf(0, 0) },
  ...{ both_missing: 0, serving_missing: 0, training_missing: 0, different: 0, pattern: null },
  ...{ since: null, lasts: null, throughout: false, where: null, windows: null, pairs: [], examples: [] },
});

const startsOf = (compared: readonly ComparedPart[]): readonly string[] =>
  [...new Set(compared.flatMap(({ windows }) => windows.flatMap(({ day }) => (day === null ? [] : [day]))))].sort();

function timeOf(pairing: Pairing | Unpaired, [first]: readonly ComparedPart[], { starts }: Made): SkewResult["time"] {
  if (!isPaired(pairing) || pairing.frame === null || first === undefined || starts.length === 0) return null;
  const rows = new Map(first.windows.map((window) => [window.day, window.rows]));
  const windows = starts.map((day) => ({ start: startOf(day), matched: rows.get(day) ?? 0 }));
  return { column: pairing.frame.column, unit: pairing.frame.unit, windows };
}

function columnResult(part: ComparedPart, made: Made): SkewColumn {
  const { config, context, counts, starts } = made;
  const { column, detail } = part;
  const sum = (of: (window: ComparedPart["windows"][number]) => number): number =>
    part.windows.reduce((total, window) => total + of(window), 0);
  const mismatch = rateOf(sum(mismatches), counts.matched);
  const pattern = detail === null ? null : bestPattern(detail, mismatch.hits, config);
  const byDay = new Map(part.windows.map((window) => [window.day, window]));
  const windows = starts.map((day) => {
    const window = byDay.get(day);
    const matched = window?.rows ?? 0;
    return {
      start: startOf(day),
      matched,
      mismatches: window && matched >= context.privacyFloor ? mismatches(window) : null,
    };
  });
  return {
    ...{ column: column.name, types: column.sqlTypes, reason: null, mismatch, pattern },
    level: columnLevel(mismatch, pattern, detail?.extent ?? null, config),
    ...{ both_missing: sum((one) => one.counts.both_missing), different: sum((one) => one.counts.different) },
    serving_missing: sum((one) => one.counts.serving_missing),
    training_missing: sum((one) => one.counts.training_missing),
    ...firstSeen(windows, config.warn),
    where: detail === null ? null : placeOf(detail, column.name, made),
    windows: mismatch.hits === 0 || starts.length === 0 ? null : windows.map((window) => window.mismatches),
    pairs: (detail?.pairs ?? []).flatMap(({ from, to, rows }) =>
      from === null || to === null ? [] : [{ from, to, rows }],
    ),
    examples: (detail?.examples ?? []).map((row) => ({
      ...row,
      id: config.examples === "values_and_ids" ? row.id : null,
    })),
  };
}

/** The pattern that explains most differing rows; the earlier one where several explain as many. */
function bestPattern({ explained }: ColumnDetail, differing: number, config: SkewConfig): FoundPattern | null {
  const [first, ...rest] = explained;
  if (first === undefined || differing === 0) return null;
  const { pattern, rows } = rest.reduce((best, next) => (next.rows > best.rows ? next : best), first);
  const share = rows / differing;
  return rows === 0 ? null : { ...pattern, rows, share, named: share >= config.pattern_share };
}

/** Rows are "nearly all" in a group value from this share on, unless the value has that much of all rows anyway. */
const concentratedShare = 0.9;
const ordinaryShare = 0.75;

function placeOf({ groups }: ColumnDetail, about: string, { context, config }: Made): SkewColumn["where"] {
  const pairing = pairingOf(config, context);
  if (!isPaired(pairing)) return null;
  const found = groups.flatMap(({ index, value, rows, affected, all_rows, all_affected }) => {
    const column = pairing.groups[index]?.name;
    if (column === undefined || column === about || value === null || affected < context.privacyFloor) return [];
    const share = affected / all_affected;
    return share >= concentratedShare && rows / all_rows < ordinaryShare ? [{ column, value, share }] : [];
  });
  return found.sort((a, b) => b.share - a.share)[0] ?? null;
}

function gridsOf(compared: readonly ComparedPart[], columns: readonly SkewColumn[], floor: number): SkewGrid[] {
  const byName = new Map(compared.map(({ column, detail }) => [column.name, detail?.grid ?? null]));
  return columns
    .flatMap(({ column }): SkewGrid[] => {
      const grid = byName.get(column) ?? null;
      if (grid === null) return [];
      const cells = grid.cells.filter(({ rows }) => rows >= floor);
      const sparse_rows = grid.cells.reduce((sum, { rows }) => sum + (rows < floor ? rows : 0), 0);
      const edges = { training: [...grid.edges.training], serving: [...grid.edges.serving] };
      return cells.length === 0 ? [] : [{ column, edges, cells: [...cells], sparse_rows }];
    })
    .slice(0, mostGrids);
}
