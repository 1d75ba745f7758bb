import { reasonText, type Reason } from "../../../base/reasons.ts";
import { z } from "../../../base/schema.ts";

const isReason = (text: string): text is Reason => Object.hasOwn(reasonText, text);
const reason = z.custom<Reason>((value) => typeof value === "string" && isReason(value)).nullable();
const number = z.number().nullable();
const sides = ["reference", "production"] as const;

const operation = z.strictObject({
  ...{ side: z.enum(sides), rows: z.number() },
  /** Quantiles of latency in the column's unit. */
  ...{ timed: z.number(), p50: number, p95: number, p99: number, latency_reason: reason },
  /** Share of errors with Wilson's interval. */
  ...{ known: z.number(), errors: z.number(), error_rate: number, low: number, high: number, error_reason: reason },
  per_hour: number,
});
export type Operation = z.infer<typeof operation>;
const window = operation.extend({ start: z.string(), end: z.string() });
export type OperationWindow = z.infer<typeof window>;

export const operationalResult = z.strictObject({
  ...{ latency: z.string().nullable(), error: z.string().nullable() },
  sides: z.array(operation),
  windows: z.array(window),
});
export type OperationalResult = z.infer<typeof operationalResult>;

/** What the task of one side hands over. */
export interface OperationalPart {
  readonly extra: "operational";
  readonly overall: Operation | null;
  readonly windows: readonly OperationWindow[];
}
