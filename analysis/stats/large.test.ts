import { describe, expect, it } from "vitest";
import { countedRows, countedScores, digestOf, recipes, rowsOf } from "./testing/hashed-rows.ts";
import { disagreement, readFixture } from "./testing/oracle-cases.ts";
import { answerOfSamples, answerOfScores } from "./testing/oracle-functions.ts";

const { cases, inputs } = readFixture("large");
const probabilities = [0, 0.001, 0.25, 0.5, 0.9, 0.999, 1];

interface Recipe {
  readonly rows: number;
  readonly scale?: number;
  readonly reference?: object;
  readonly production?: object;
  readonly scores?: object;
  readonly labels?: object;
}

/** Casefile's answers about one input, made once. */
function answers(name: string, { rows, scale = 1, ...digests }: Recipe): (asked: string) => unknown {
  const [first, second] = rowsOf(name, rows);
  expect([digestOf(first), digestOf(second)]).toEqual(Object.values(digests));
  if (digests.scores !== undefined) {
    const sample = countedScores(first, second);
    return (asked) => answerOfScores(asked, sample);
  }
  const samples = { reference: countedRows(first, scale), production: countedRows(second, scale), probabilities };
  return (asked) => answerOfSamples(asked, samples);
}

describe("the peers' own functions on two million rows a side", () => {
  it("have a recipe for every input", () => expect(Object.keys(inputs)).toEqual(Object.keys(recipes)));
  it.each(Object.entries(inputs))("agree: %s", { timeout: 60_000 }, (name, recipe) => {
    const answer = answers(name, recipe as Recipe);
    const wrong = cases.flatMap((one) => {
      if (one.input !== name) return [];
      const where = disagreement(answer(one.function), one.expected, one.tolerance);
      return where === null ? [] : [`${one.function}: ${where}`];
    });
    expect(wrong).toEqual([]);
  });
});
