import { reasonText, type Reason } from "../../../base/reasons.ts";
import { z } from "../../../base/schema.ts";
import { verdictLevels } from "../../../document/schema.ts";
import { metricKeys } from "../definitions.ts";

const isReason = (text: string): text is Reason => Object.hasOwn(reasonText, text);
const reason = z.custom<Reason>((value) => typeof value === "string" && isReason(value)).nullable();
const number = z.number().nullable();

const compared = z.strictObject({
  ...{ metric: z.enum(metricKeys), rows: z.number(), current: number, candidate: number, reason },
  /** Candidate minus current, of the same rows. */
  ...{ difference: number, low: number, high: number, method: z.string().nullable() },
});
export type Compared = z.infer<typeof compared>;

export const candidateResult = z.strictObject({
  name: z.string(),
  /** Why nothing is compared. */
  reason,
  metrics: z.array(compared),
  /** The metric that is judged: the cell's primary metric where both models have it. */
  judged: z.enum(metricKeys).nullable(),
  margin: z.number(),
  level: z.enum(verdictLevels),
});
export type CandidateResult = z.infer<typeof candidateResult>;

/** What the task of comparison hands over. */
export interface CandidatePart {
  readonly extra: "candidate";
  readonly reason: Reason | null;
  readonly metrics: readonly Compared[];
}
