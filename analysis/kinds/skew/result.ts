import { reasonText, type Reason } from "../../base/reasons.ts";
import { z } from "../../base/schema.ts";
import { verdictLevels } from "../../document/schema.ts";
import { windowUnits } from "../time-windows.ts";
import { patternTypes } from "./patterns.ts";

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);
const text = z.string().nullable();
const level = z.enum(verdictLevels);
const sides = ["training", "serving"] as const;
const reasonNames = Object.keys(reasonText).filter((key): key is Reason => key in reasonText);
const reason = z.enum(reasonNames).nullable();

/** `value` is a share of keys that each side has once, or a share of rows, with Wilson's 95 % interval. */
const rate = z.strictObject({
  hits: count,
  rows: count,
  value: share.nullable(),
  low: share.nullable(),
  high: share.nullable(),
});
export type Rate = z.infer<typeof rate>;

const keysOfSide = z.strictObject({
  ...{ dataset: z.string(), rows: count, no_key: count, repeated_keys: count, repeated_rows: count },
  /** Keys that both sides have once / keys that this side has once and the other not more than once. */
  coverage: rate,
});

const pattern = z.strictObject({
  ...{
    type: z.enum(patternTypes),
    side: z.enum(sides).nullable(),
    number: z.number().nullable(),
    from: text,
    to: text,
  },
  /** Differing rows that it explains, and their share. */
  ...{ rows: count, share },
  /** It explains enough of them to be the pattern. */
  named: z.boolean(),
});
export type FoundPattern = z.infer<typeof pattern>;

const column = z.strictObject({
  ...{
    column: z.string(),
    level,
    reason,
    types: z.strictObject({ training: z.string(), serving: z.string() }).nullable(),
  },
  ...{ both_missing: count, serving_missing: count, training_missing: count, different: count, mismatch: rate },
  pattern: pattern.nullable(),
  /** The first window from which the mismatch lasts, or the first that shows it; `throughout` when that is the first of all. */
  ...{ since: z.string().nullable(), lasts: z.boolean().nullable(), throughout: z.boolean() },
  where: z.strictObject({ column: z.string(), value: z.string(), share }).nullable(),
  /** Differing rows of each window, null where too few rows matched; nothing when no row differs. */
  windows: z.array(count.nullable()).nullable(),
  pairs: z.array(z.strictObject({ from: z.string(), to: z.string(), rows: count })),
  /** Only when a person asked for them. */
  examples: z.array(z.strictObject({ id: text, training: text, serving: text })),
});
export type SkewColumn = z.infer<typeof column>;

/** The differing values of one column, counted between edges; cells under the privacy floor are counted together. */
const grid = z.strictObject({
  column: z.string(),
  edges: z.strictObject({ training: z.array(z.number()), serving: z.array(z.number()) }),
  cells: z.array(z.strictObject({ training: count, serving: count, rows: count })),
  sparse_rows: count,
});
export type SkewGrid = z.infer<typeof grid>;

export const hints = ["auc", "value_tells", "missing_tells", "after_event"] as const;
export type Hint = (typeof hints)[number];
const leak = z.strictObject({
  ...{ column: z.string(), auc: z.number().nullable(), reason, rows: count, hints: z.array(z.enum(hints)) },
  /** Rows whose value of a time column lies after the event. */
  later: rate.nullable(),
  /** The label's class that having a value, or none, gives away, and how surely. */
  tells: z
    .strictObject({ class: z.enum(["positive", "negative"]), share: z.number(), otherwise: z.number() })
    .nullable(),
});
export type Leak = z.infer<typeof leak>;

export const skewResult = z.strictObject({
  key: z.strictObject({ column: text, compared: z.enum(["as_is", "whole", "text"]).nullable() }),
  reason,
  ...{ training: keysOfSide, serving: keysOfSide, matched: count, ambiguous: count, coverage_level: level },
  /** The side whose coverage is judged: the smaller one. */
  judged_side: z.enum(sides),
  time: z
    .strictObject({
      ...{ column: z.string(), unit: z.enum(windowUnits) },
      windows: z.array(z.strictObject({ start: z.string(), matched: count })),
    })
    .nullable(),
  ...{ columns: z.array(column), grids: z.array(grid), leakage: z.array(leak) },
  ...{ min_rows: count, with_examples: z.boolean() },
});
export type SkewResult = z.infer<typeof skewResult>;
