import { z } from "../../base/schema.ts";

/** What the person says about the result's rows, and so what of them the file may hold. */
export const keepChoices = ["nothing", "aggregates", "records"] as const;
export const rules = ["none", "no_rows", "between"] as const;
export const chartTypes = ["none", "line", "bar", "histogram", "dot", "heat"] as const;
export const mostRows = 10_000;

export const chartConfig = z.strictObject({
  type: z.enum(chartTypes).default("none"),
  /** Names of result columns; null lets Casefile choose the first that fits. `z` is the series of a line, the colour of a heat map. */
  x: z.string().nullable().default(null),
  y: z.string().nullable().default(null),
  z: z.string().nullable().default(null),
});
export type ChartConfig = z.infer<typeof chartConfig>;

export const sqlConfig = z.strictObject({
  /** One SELECT, one line an entry, so that a changed line is one changed line in a review. */
  sql: z.array(z.string()).default(["SELECT count(*) AS rows", "FROM production"]),
  max_rows: z.int().min(1).max(mostRows).default(1000),
  keep: z.enum(keepChoices).default("nothing"),
  expect: z
    .strictObject({
      rule: z.enum(rules).default("none"),
      /** Bounds of `between`, both inclusive; null leaves that side open. */
      low: z.number().nullable().default(null),
      high: z.number().nullable().default(null),
      /** The verdict when the expectation is not met. */
      level: z.enum(["fail", "warn"]).default("fail"),
    })
    .prefault({}),
  chart: chartConfig.prefault({}),
});
export type SqlConfig = z.infer<typeof sqlConfig>;
