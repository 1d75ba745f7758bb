import { newcombe, twoProportionP } from "../../stats/proportions.ts";
import type { ColumnEvidence } from "./result.ts";

type Side = ColumnEvidence["reference"];

/** The change of a column's missing share with its interval and test; both sides have rows. */
export function missingShareOf(reference: Side, production: Side): NonNullable<ColumnEvidence["missing"]> {
  const before = { successes: reference.missing, n: reference.rows };
  const after = { successes: production.missing, n: production.rows };
  const { low, high } = newcombe(before, after);
  return {
    difference: after.successes / after.n - before.successes / before.n,
    interval: [low, high],
    p: twoProportionP(before, after),
  };
}
