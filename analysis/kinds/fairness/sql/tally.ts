import { z } from "../../../base/schema.ts";
import { fromExactSum, wholeSum, wideSum } from "../../../sql/exact-sum.ts";
import { textLiteral } from "../../../sql/quote.ts";
import { noCounts, type Counts } from "../counts.ts";
import type { TaskName } from "../task.ts";

/** What the data say about how a task is counted. */
export interface Scale {
  /** The labels of a model of several classes; none where there are too many. */
  readonly classes: readonly string[];
  /** Errors and their squares are summed as whole multiples of these. */
  readonly unit: number;
  readonly squareUnit: number;
}

/** How rows of a task are counted: grouped by its keys, with sums, each row of the answer as counts. */
export interface Tally {
  /** Expressions over `rowsSql` by name. */
  readonly keys: Readonly<Record<string, string>>;
  /** Whole numbers summed over the rows of a group, by name: the same whatever order the rows have. */
  readonly sums: Readonly<Record<string, string>>;
  /** Groups that the keys can make of one cell. */
  readonly perCell: number;
  readonly row: z.ZodType<Counts>;
  /** The counts of no rows. */
  readonly none: Counts;
}

const number = z.number();

/** Only labelled rows have a probability here: it is compared with what happened. */
const compared = "CASE WHEN y IS NOT NULL THEN p END";

const binary: Tally = {
  keys: { label: "y", decision: "d" },
  sums: { n: "count(*)", scored: `count(${compared})`, scores: wholeSum(compared) },
  perCell: 9,
  none: noCounts,
  row: z
    .object({ label: number.nullable(), decision: number.nullable(), n: number, scored: number, scores: number })
    .transform(({ label, decision, n, scored, scores }): Counts => {
      const is = (wantedLabel: number, wantedDecision: number): number =>
        label === wantedLabel && decision === wantedDecision ? n : 0;
      return {
        rows: n,
        decided: decision === null ? 0 : n,
        selected: decision === 1 ? n : 0,
        ...{ tp: is(1, 1), fp: is(0, 1), fn: is(1, 0), tn: is(0, 0) },
        ...{ scored, positives: label === 1 ? scored : 0, scores: fromExactSum(scores) },
      };
    }),
};

/** By the place of the label among the classes, and whether the prediction is right. */
function multiclass({ classes }: Scale): Tally {
  const places = classes.map((name, place) => `WHEN y = ${textLiteral(name)} THEN ${String(place + 1)}`);
  return {
    keys: {
      actual: `CASE WHEN y IS NOT NULL THEN CASE ${[...places, "WHEN TRUE THEN 0"].join(" ")} END END`,
      hit: "h",
    },
    sums: { n: "count(*)" },
    perCell: 3 * (classes.length + 2),
    none: { rows: 0, labelled: 0, judged: 0, right: 0, classes: classes.flatMap(() => [0, 0]) },
    row: z
      .object({ actual: number.nullable(), hit: number.nullable(), n: number })
      .transform(({ actual, hit, n }): Counts => {
        const [judged, right] = [actual === null || hit === null ? 0 : n, hit === 1 ? n : 0];
        return {
          ...{ rows: n, labelled: actual === null ? 0 : n, judged, right },
          classes: classes.flatMap((_, place) => (actual === place + 1 ? [judged, right] : [0, 0])),
        };
      }),
  };
}

function regression({ unit, squareUnit }: Scale): Tally {
  return {
    keys: {},
    sums: {
      ...{ n: "count(*)", labelled: "count(y)", judged: "count(e)" },
      ...{ error: wideSum("e", unit), absolute: wideSum("abs(e)", unit), squares: wideSum("(e * e)", squareUnit) },
    },
    perCell: 1,
    none: { rows: 0, labelled: 0, judged: 0, error: 0, absolute: 0, squares: 0 },
    row: z
      .object({ n: number, labelled: number, judged: number, error: number, absolute: number, squares: number })
      .transform(({ n, labelled, judged, error, absolute, squares }): Counts => ({
        ...{ rows: n, labelled, judged, error: fromExactSum(error, unit) },
        ...{ absolute: fromExactSum(absolute, unit), squares: fromExactSum(squares, squareUnit) },
      })),
  };
}

export const tallyOf = (task: TaskName, scale: Scale): Tally =>
  task === "binary" ? binary : task === "multiclass" ? multiclass(scale) : regression(scale);
