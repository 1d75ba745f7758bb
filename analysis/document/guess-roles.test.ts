import { describe, expect, it } from "vitest";
import { guessRoles, type PinnedSide } from "./guess-roles.ts";

/** A side of 1,000 rows from `name: [type, distinct]`. */
const side = (columns: Readonly<Record<string, readonly [string, number]>>): PinnedSide => ({
  rows: 1000,
  schema: Object.entries(columns).map(([name, [type]]) => ({ name, type })),
  distinct: Object.fromEntries(Object.entries(columns).map(([name, [, distinct]]) => [name, distinct])),
});

const guess = (columns: Readonly<Record<string, readonly [string, number]>>) =>
  guessRoles(side(columns), side(columns));
const nothing = { label: null, prediction: null, score: null, time: null, id: null, task: null };

describe("guessing roles", () => {
  it("finds the roles of a scoring log by its names and types", () => {
    expect(
      guess({
        ...{ request_id: ["VARCHAR", 981], event_time: ["TIMESTAMP", 900], amount: ["DOUBLE", 800] },
        ...{ Score: ["DOUBLE", 700], prediction: ["INTEGER", 2], label: ["INTEGER", 2] },
      }),
    ).toMatchObject({
      ...{ id: { column: "request_id" }, time: { column: "event_time" }, score: { column: "Score" } },
      ...{ prediction: { column: "prediction" }, label: { column: "label" }, task: { task: "binary" } },
    });
  });

  it("leaves everything open where nothing says what it is", () => {
    expect(guess({ delay: ["INTEGER", 300], origin: ["VARCHAR", 50], ratio: ["DOUBLE", 900] })).toEqual(nothing);
  });

  it("takes the only date column as the time, and of several only one with a telling name", () => {
    expect(guess({ date: ["TIMESTAMP", 9] }).time?.column).toBe("date");
    expect(guess({ opened: ["DATE", 9], closed: ["DATE", 9] }).time).toBeNull();
    expect(guess({ opened: ["DATE", 9], created_at: ["TIMESTAMP", 9] }).time?.column).toBe("created_at");
  });

  it("takes a column as the id only if nearly every row has its own value", () => {
    expect(guess({ id: ["BIGINT", 120] }).id).toBeNull();
    expect(guess({ loan_id: ["BIGINT", 990] }).id?.column).toBe("loan_id");
    expect(guess({ loan_id: ["BIGINT", 990], customer_id: ["BIGINT", 990] }).id).toBeNull();
    expect(guess({ paid: ["BIGINT", 990], id: ["DOUBLE", 990] }).id).toBeNull();
  });

  it("does not take text or whole numbers for a score", () => {
    expect(guess({ score: ["VARCHAR", 5] }).score).toBeNull();
    expect(guess({ score: ["INTEGER", 5], prob: ["FLOAT", 400] }).score?.column).toBe("prob");
  });

  it("asks both sides for a column, but lets production lack the label", () => {
    const reference = side({ label: ["BOOLEAN", 2], score: ["DOUBLE", 900], ts: ["TIMESTAMP", 9] });
    const production = side({ score: ["VARCHAR", 900] });
    expect(guessRoles(reference, production)).toMatchObject({
      ...{ label: { column: "label" }, task: { task: "binary" }, score: null, time: null },
    });
  });

  it("reads the task from the label's values, and leaves it open where they do not tell", () => {
    const taskOf = (type: string, distinct: number) => guess({ target: [type, distinct] }).task?.task ?? null;
    expect(taskOf("VARCHAR", 7)).toBe("multiclass");
    expect(taskOf("DOUBLE", 800)).toBe("regression");
    expect(taskOf("DOUBLE", 7)).toBeNull();
    expect(taskOf("INTEGER", 400)).toBeNull();
    expect(taskOf("INTEGER", 1)).toBeNull();
  });
});
