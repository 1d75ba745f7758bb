import type { Json } from "../base/json.ts";
import type { MetricValue } from "../kinds/kind.ts";
import { kindById } from "../kinds/registry.ts";

/** Relative difference up to which two JavaScript engines may round apart (file-format.md section 2). */
const tolerance = 1e-9;

export type Comparison =
  | { readonly same: "exact" }
  | { readonly same: "within_tolerance"; readonly largest: number }
  | { readonly same: "different"; readonly differences: readonly Difference[] };

export interface Difference {
  readonly metric: string | null;
  readonly column: string | null;
  /** JSON pointer into the result. */
  readonly pointer: string | null;
  readonly stored: string;
  readonly found: string;
}

/** Compares a stored result with the one that a run gave just now. */
export function compareResults(kindId: string, stored: Json, found: Json): Comparison {
  const leaves = [...leafPairs(stored, found, "")].filter(({ one, other }) => one !== other);
  if (leaves.length === 0) return { same: "exact" };
  const gaps = leaves.map(({ one, other }) => relativeGap(one, other));
  const largest = gaps.reduce((most, gap) => Math.max(most, gap), 0);
  if (largest <= tolerance) return { same: "within_tolerance", largest };
  const metrics = changedMetrics(kindId, stored, found);
  const places = leaves
    .filter((_, index) => (gaps[index] ?? 0) > tolerance)
    .map(({ pointer, one, other }) => ({
      metric: null,
      column: null,
      pointer,
      stored: shown(one),
      found: shown(other),
    }));
  return { same: "different", differences: metrics.length > 0 ? metrics : places };
}

interface LeafPair {
  readonly pointer: string;
  readonly one: Json | undefined;
  readonly other: Json | undefined;
}

function* leafPairs(one: Json | undefined, other: Json | undefined, pointer: string): Generator<LeafPair> {
  const keys = isTree(one) && isTree(other) && Array.isArray(one) === Array.isArray(other) ? keysOf(one, other) : null;
  if (keys === null) {
    yield { pointer, one, other };
    return;
  }
  for (const key of keys) yield* leafPairs(child(one, key), child(other, key), `${pointer}/${key}`);
}

const isTree = (value: Json | undefined): value is Exclude<Json, null | boolean | number | string> =>
  typeof value === "object" && value !== null;
const keysOf = (one: object, other: object): readonly string[] => [
  ...new Set([...Object.keys(one), ...Object.keys(other)]),
];
const child = (value: Json | undefined, key: string): Json | undefined =>
  isTree(value) && Object.hasOwn(value, key) ? (value as Record<string, Json>)[key] : undefined;

const relativeGap = (one: Json | undefined, other: Json | undefined): number =>
  typeof one === "number" && typeof other === "number"
    ? Math.abs(one - other) / Math.max(Math.abs(one), Math.abs(other))
    : Infinity;

function changedMetrics(kindId: string, stored: Json, found: Json): readonly Difference[] {
  const before = metricsOf(kindId, stored);
  const after = new Map(metricsOf(kindId, found).map((metric) => [nameOf(metric), metric.value]));
  return before.flatMap((metric) => {
    const value = after.get(nameOf(metric));
    if (value !== undefined && (value === metric.value || relativeGap(value, metric.value) <= tolerance)) return [];
    const { metric: id, column } = metric;
    return [{ metric: id, column, pointer: null, stored: shown(metric.value), found: shown(value) }];
  });
}

/** A stored result that no longer fits its kind's schema has no metrics to name; its leaves are compared all the same. */
function metricsOf(kindId: string, result: Json): readonly MetricValue[] {
  try {
    return kindById(kindId)?.read(result).metrics ?? [];
  } catch {
    return [];
  }
}

const nameOf = ({ metric, column, convention, slice, window_start, dataset_role }: MetricValue): string =>
  JSON.stringify([metric, column, convention, slice, window_start, dataset_role]);

const shown = (value: Json | undefined): string => (value === undefined ? "nothing" : JSON.stringify(value));
