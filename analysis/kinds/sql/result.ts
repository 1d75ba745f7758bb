import { reasonText, type Reason } from "../../base/reasons.ts";
import { z } from "../../base/schema.ts";
import { chartConfig, keepChoices, rules } from "./config.ts";

const count = z.int().nonnegative();
const reasons = Object.keys(reasonText) as Reason[];

/** `holds` is null where the expectation cannot be judged; `value` is null where there is none or the file may not hold it. */
const expectation = z.strictObject({
  rule: z.enum(rules).exclude(["none"]),
  ...{ low: z.number().nullable(), high: z.number().nullable(), level: z.enum(["fail", "warn"]) },
  ...{ value: z.number().nullable(), reason: z.enum(reasons).nullable(), holds: z.boolean().nullable() },
});
export type Expectation = z.infer<typeof expectation>;

export const sqlResult = z.strictObject({
  columns: z.array(z.strictObject({ name: z.string(), type: z.string() })),
  keep: z.enum(keepChoices),
  /** The first rows of the query, one value a column; empty when nothing is kept. */
  rows: z.array(z.array(z.union([z.null(), z.boolean(), z.number(), z.string()]))),
  /** All rows of the query. */
  total: count,
  /** Texts that were longer than the file holds and end in an ellipsis. */
  cut_texts: count,
  expectation: expectation.nullable(),
  chart: chartConfig,
  /** What the query uses whose answer differs at each run: such a result is shown and never stored. */
  varies: z.array(z.string()).min(1).exactOptional(),
});
export type SqlResult = z.infer<typeof sqlResult>;
