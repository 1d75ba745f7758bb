import { newcombe } from "../../stats/newcombe.ts";
import { twoProportionP } from "../../stats/two-proportion.ts";
import type { ColumnEvidence } from "./result.ts";

type Side = ColumnEvidence["reference"];

/** The change of a column's missing share with its interval and test; nothing when a side has no rows. */
export function missingShareOf(reference: Side, production: Side): ColumnEvidence["missing"] {
  const before = { hits: reference.missing, rows: reference.rows };
  const after = { hits: production.missing, rows: production.rows };
  const change = newcombe(after, before);
  return (
    change && { difference: change.difference, interval: [change.low, change.high], p: twoProportionP(before, after) }
  );
}
