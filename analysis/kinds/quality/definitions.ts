import type { MetricDefinition } from "../kind.ts";
import type { Check } from "./result.ts";

/** The metric of each check that has a number on each side. */
export const metricOf = {
  volume: "quality.flagged_window_share",
  gap: "quality.longest_gap",
  far_time: "quality.far_time_share",
  duplicate_id: "quality.duplicate_id_share",
  schema: "quality.schema_change_count",
  missing: "quality.missing_share",
  nan: "quality.nan_share",
  infinite: "quality.infinite_share",
  out_of_range: "quality.out_of_range_share",
  new_category: "quality.new_category_share",
  vanished_category: "quality.vanished_category_share",
  renamed: "quality.renamed_category_share",
  number_text: "quality.number_text_share",
} as const satisfies Partial<Record<Check["check"], string>>;

type Given = Pick<MetricDefinition, "id" | "name" | "formula"> & Partial<Pick<MetricDefinition, "unit" | "direction">>;

const conventionsOf = (id: string, rule: string) => [{ id: `casefile/${id.slice("quality.".length)}`, rule }];

/** A share of rows of which more is worse, unless said otherwise. */
const shareOf = (given: Given): MetricDefinition => ({
  ...{ unit: "share", range: "0 to 1", direction: "higher_is_worse", ...given },
  source: "Wilson, JASA 22 (1927) 209-212, for the interval",
  conventions: conventionsOf(given.id, "Exact counts of rows, 95 % Wilson interval"),
});

const countOf = (given: Given): MetricDefinition => ({
  ...{ unit: "rows", range: "0 or more", direction: "higher_is_worse", source: "A count; no interval", ...given },
  conventions: conventionsOf(given.id, "Exact count"),
});

const counts: readonly Given[] = [
  {
    ...{ id: "quality.row_count", name: "Rows", direction: "neither" },
    formula: "Rows of the dataset after its window and the filters; also for each window of the time column",
  },
  { id: "quality.longest_gap", name: "Longest gap", formula: "Longest run of windows without rows", unit: "windows" },
  {
    ...{ id: "quality.schema_change_count", name: "Schema changes", unit: "columns" },
    formula: "Columns of the reference that production lacks or has with another type of values",
  },
];

const shares: readonly Given[] = [
  {
    ...{ id: metricOf.volume, name: "Flagged windows" },
    formula:
      "Complete windows outside 50 % to 200 % of the reference's median and beyond its extremes / complete windows",
  },
  {
    ...{ id: metricOf.far_time, name: "Times far outside" },
    formula: "Rows with a time more than 10 interquartile ranges beyond the quartiles / rows",
  },
  { id: metricOf.duplicate_id, name: "Duplicate ids", formula: "(Rows with an id − distinct ids) / rows with an id" },
  { id: metricOf.missing, name: "Missing", formula: "(Nulls + NaN) / rows" },
  { id: "quality.null_share", name: "Null", formula: "Nulls / rows" },
  { id: metricOf.nan, name: "NaN", formula: "NaN / rows" },
  { id: metricOf.infinite, name: "Infinite", formula: "(+∞ and −∞) / rows" },
  {
    ...{ id: metricOf.out_of_range, name: "Out of range" },
    formula: "Finite values below the reference's smallest or above its largest / finite values",
  },
  {
    ...{ id: metricOf.new_category, name: "New values" },
    formula: "Rows with a value that the reference lacks and that no value was renamed to / rows with a value",
  },
  {
    ...{ id: metricOf.vanished_category, name: "Vanished values" },
    formula: "Reference rows with a value that production lacks and that was not renamed / reference rows with a value",
  },
  {
    ...{ id: metricOf.renamed, name: "Renamed values" },
    formula: "Rows with a value that looks like another one renamed / rows with a value",
  },
  {
    ...{ id: metricOf.number_text, name: "Numbers in text", direction: "neither" },
    formula: "Text values that read as a finite number / text values",
  },
];

export const metricDefinitions: readonly MetricDefinition[] = [...counts.map(countOf), ...shares.map(shareOf)];
