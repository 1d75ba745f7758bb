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

const wilsonSource = "Wilson, JASA 22 (1927) 209-212, for the interval";

/** A share of rows, 0 to 1, of which more is worse unless said otherwise. */
const shareOf = (
  id: string,
  name: string,
  formula: string,
  direction: MetricDefinition["direction"] = "higher_is_worse",
): MetricDefinition => ({
  ...{ id, name, formula, unit: "share", range: "0 to 1", direction, source: wilsonSource },
  conventions: [{ id: `casefile/${id.slice("quality.".length)}`, rule: "Exact counts of rows, 95 % Wilson interval" }],
});

const countOf = (
  id: string,
  name: string,
  formula: string,
  unit: string,
  direction: MetricDefinition["direction"],
): MetricDefinition => ({
  ...{ id, name, formula, unit, range: "0 or more", direction, source: "A count; no interval" },
  conventions: [{ id: `casefile/${id.slice("quality.".length)}`, rule: "Exact count" }],
});

export const metricDefinitions: readonly MetricDefinition[] = [
  countOf(
    "quality.row_count",
    "Rows",
    "Rows of the dataset after its window and the filters; also for each window of the time column",
    "rows",
    "neither",
  ),
  countOf("quality.longest_gap", "Longest gap", "Longest run of windows without rows", "windows", "higher_is_worse"),
  countOf(
    "quality.schema_change_count",
    "Schema changes",
    "Columns of the reference that production lacks or has with another type of values",
    "columns",
    "higher_is_worse",
  ),
  shareOf(
    metricOf.volume,
    "Flagged windows",
    "Complete windows outside 50 % to 200 % of the reference's median and beyond its extremes / complete windows",
  ),
  shareOf(
    metricOf.far_time,
    "Times far outside",
    "Rows with a time more than 10 interquartile ranges beyond the quartiles / rows",
  ),
  shareOf(metricOf.duplicate_id, "Duplicate ids", "(Rows with an id − distinct ids) / rows with an id"),
  shareOf(metricOf.missing, "Missing", "(Nulls + NaN) / rows"),
  shareOf("quality.null_share", "Null", "Nulls / rows"),
  shareOf(metricOf.nan, "NaN", "NaN / rows"),
  shareOf(metricOf.infinite, "Infinite", "(+∞ and −∞) / rows"),
  shareOf(
    metricOf.out_of_range,
    "Out of range",
    "Finite values below the reference's smallest or above its largest / finite values",
  ),
  shareOf(
    metricOf.new_category,
    "New values",
    "Rows with a value that the reference lacks and that no value was renamed to / rows with a value",
  ),
  shareOf(
    metricOf.vanished_category,
    "Vanished values",
    "Reference rows with a value that production lacks and that was not renamed / reference rows with a value",
  ),
  shareOf(
    metricOf.renamed,
    "Renamed values",
    "Rows with a value that looks like another one renamed / rows with a value",
  ),
  shareOf(metricOf.number_text, "Numbers in text", "Text values that read as a finite number / text values", "neither"),
];
