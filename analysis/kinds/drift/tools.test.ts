import { describe, expect, it } from "vitest";
import { disagreement, readFixture } from "../../stats/testing/oracle-cases.ts";
import { sortedCountsOf } from "../../stats/testing/sorted-counts-of.ts";
import { evidentlyCategorical, evidentlyNumeric } from "./conventions/evidently.ts";
import { nannymlCategorical, nannymlNumeric } from "./conventions/nannyml.ts";
import { numericSides } from "./sides.ts";

interface Column {
  readonly kind: "number" | "text";
  readonly integers?: boolean;
  /** Rows of numbers, or counts by category. */
  readonly reference: readonly number[];
  readonly production: readonly number[];
}
const { cases, inputs } = readFixture("tools");

function scoresOf({ kind, integers = false, reference, production }: Column): Readonly<Record<string, unknown>> {
  if (kind === "text")
    return {
      ...evidentlyCategorical({ reference, production }),
      ...nannymlCategorical({ reference, production }),
    };
  const sides = numericSides(sortedCountsOf(reference), sortedCountsOf(production), integers);
  const asDoubles = numericSides(sortedCountsOf(reference), sortedCountsOf(production), false);
  return { ...evidentlyNumeric(sides), ...nannymlNumeric(asDoubles) };
}

describe("the scores that Evidently and NannyML themselves give", () => {
  it.each(Object.entries(inputs))("to the column %s", (name, column) => {
    const scores = scoresOf(column as Column);
    const own = cases.filter((one) => one.input === name);
    expect(own.length).toBeGreaterThanOrEqual(9);
    const wrong = own.flatMap((one) => {
      const where = disagreement(scores[one.function], one.expected, one.tolerance);
      return where === null ? [] : [`${one.function}: ${where}`];
    });
    expect(wrong).toEqual([]);
  });
});
