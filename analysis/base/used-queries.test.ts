import { expect, it } from "vitest";
import { mentions, usedQueries } from "./used-queries.ts";

const above = [
  { name: "c_a", sql: "SELECT 1" },
  { name: "c_b", sql: "SELECT * FROM c_a" },
  { name: "c_c", sql: "SELECT * FROM c_d" },
  { name: "c_d", sql: "SELECT * FROM c_b" },
];
const namesIn = (sql: string): readonly string[] => usedQueries(sql, above).map(({ name }) => name);

it("finds what a query names and what that names in turn, in the notebook's order", () => {
  expect(namesIn("SELECT * FROM production")).toEqual([]);
  expect(namesIn("SELECT * FROM c_b")).toEqual(["c_a", "c_b"]);
  expect(namesIn('SELECT * FROM main."C_D" -- and c_a')).toEqual(["c_a", "c_b", "c_d"]);
});

it("never follows a name to a query below it", () => {
  expect(namesIn("SELECT * FROM c_c")).toEqual(["c_c"]);
});

it("takes whole words only", () => {
  expect(mentions("c_a, C_A, xc_a, c_ab, c_a$, 'c_a'", "c_a")).toBe(3);
});
