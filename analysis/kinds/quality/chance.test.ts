import { expect, it } from "vitest";
import { clearOfChance } from "./chance.ts";
import type { Check } from "./result.ts";

const shareOf = (check: Check["check"], before: number, after: number, rows: number): Check => ({
  ...{ check, column: "c", level: "warn", model_input: false, unit: "share", detail: null, affected: after },
  ...{ reference: before / rows, production: after / rows, difference: (after - before) / rows, low: 0, high: 1 },
  of: { reference: { hits: before, rows }, production: { hits: after, rows } },
  ...{ since: "2026-01-01T00:00:00.000Z", where: { column: "channel", value: "web", share: 1 } },
});
const levels = (checks: readonly Check[]): readonly string[] => clearOfChance(checks).map(({ level }) => level);

it("a fresh sample leaves the range of an old one by chance, and a real shift by more", () => {
  expect(levels([shareOf("out_of_range", 0, 7, 500)])).toEqual(["warn"]);
  const many = Array.from({ length: 20 }, () => shareOf("out_of_range", 0, 1, 500));
  expect(levels([shareOf("out_of_range", 0, 7, 500), ...many])[0]).toBe("pass");
  expect(levels([shareOf("out_of_range", 0, 25, 500), ...many])[0]).toBe("warn");
});

it("one of many columns crosses a limit by chance; it passes without a date or a place", () => {
  const same = Array.from({ length: 20 }, () => shareOf("missing", 100, 100, 500));
  const [alone] = clearOfChance([shareOf("missing", 100, 130, 500)]);
  expect(alone?.level).toBe("warn");
  const [among] = clearOfChance([shareOf("missing", 100, 130, 500), ...same]);
  expect(among).toMatchObject({ level: "pass", since: null, where: null });
  expect(levels([shareOf("missing", 100, 200, 500), ...same])[0]).toBe("warn");
});

it("facts, single sides and sides with few rows are left as they are", () => {
  const one = shareOf("missing", 0, 9, 500);
  const kept: Check[] = [
    { ...one, level: "low_n" },
    { ...one, unit: "none", difference: null },
    { ...one, difference: null, of: { reference: null, production: { hits: 9, rows: 500 } } },
  ];
  expect(clearOfChance(kept)).toEqual(kept);
});
