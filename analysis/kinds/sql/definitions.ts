import type { MetricDefinition } from "../kind.ts";

export const metricDefinitions: readonly MetricDefinition[] = [
  {
    ...{ id: "sql.row_count", name: "Rows of the query", unit: "rows", range: "0 to ∞", direction: "neither" },
    formula: "The number of rows that the query gives, whether the file holds them or not.",
    conventions: [{ id: "casefile/row_count", rule: "All rows are counted, those beyond the row limit too." }],
    source: "DuckDB, count(*) over the query",
  },
  {
    ...{ id: "sql.value", name: "First value", unit: "value", range: "any number", direction: "neither" },
    formula: "The value of the first column in the first row.",
    conventions: [{ id: "casefile/value", rule: "Emitted where a range is expected of it; the order is the query's." }],
    source: "The query of the cell",
  },
];
