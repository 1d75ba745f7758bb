import { describe, expect, it } from "vitest";
import { answer } from "./testing/oracle-functions.ts";
import { disagreement, readFixture, type OracleCase } from "./testing/oracle-cases.ts";

const { cases, inputs } = readFixture("peers");
const byFunction = new Map<string, OracleCase[]>();
for (const one of cases) byFunction.set(one.function, [...(byFunction.get(one.function) ?? []), one]);

describe("the peers' own functions on small, odd and extreme inputs", () => {
  it.each([...byFunction])("agree with %s", (name, own) => {
    const wrong = own.flatMap((one) => {
      const where = disagreement(answer(name, one.input, inputs), one.expected, one.tolerance);
      return where === null ? [] : [`${one.call} of ${JSON.stringify(one.input).slice(0, 120)}: ${where}`];
    });
    expect(wrong).toEqual([]);
  });
});
