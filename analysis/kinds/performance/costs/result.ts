import { reasonText, type Reason } from "../../../base/reasons.ts";
import { z } from "../../../base/schema.ts";

const isReason = (text: string): text is Reason => Object.hasOwn(reasonText, text);
const reason = z.custom<Reason>((value) => typeof value === "string" && isReason(value)).nullable();
const number = z.number().nullable();
const sides = ["reference", "production"] as const;

/** Cost per row of labelled rows with a decision, its 95 % interval, and the sum. */
const cost = z.strictObject({ rows: z.number(), value: number, low: number, high: number, total: number, reason });
export type Cost = z.infer<typeof cost>;
const sided = { side: z.enum(sides) };

export const costsResult = z.strictObject({
  matrix: z.strictObject({ tp: z.number(), fp: z.number(), fn: z.number(), tn: z.number() }),
  sides: z.array(cost.extend(sided)),
  windows: z.array(cost.extend({ ...sided, start: z.string(), end: z.string() })),
  /** The threshold that costs least on the reference, and what it costs there and in production. */
  least: z
    .strictObject({ threshold: number, reason, reference: cost.nullable(), production: cost.nullable() })
    .nullable(),
});
export type CostsResult = z.infer<typeof costsResult>;

/** What the task of the least threshold hands over: confusion counts under it. */
export interface CostsPart {
  readonly extra: "costs";
  readonly reason: Reason | null;
  readonly threshold: number | null;
  readonly reference: Counts | null;
  readonly production: Counts | null;
}
export type Counts = Readonly<Record<"tp" | "fp" | "fn" | "tn", number>>;
