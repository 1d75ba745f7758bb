import type { Pattern } from "../patterns.ts";

interface Planted {
  readonly training: string;
  readonly serving: string;
  readonly pattern: Partial<Pattern> & Pick<Pattern, "type">;
}

/** A number of 0 to 1 that depends on the row and the salt alone. */
const u = (salt: number): string => `(((i * 7919 + ${salt} * 104729) % 99991) / 99991e0)`;
const some = (then: string, otherwise: string): string => `CASE WHEN i % 5 = 0 THEN ${then} ELSE ${otherwise} END`;
const at = "(TIMESTAMP '2026-03-01' + to_seconds(i * 600))";
const money = `round(${u(1)} * 900000) / 100e0 + 1e0`;

/** One column a pattern: what training has, what serving makes of it in every fifth row, and how it must be named. */
export const planted: Readonly<Record<string, Planted>> = {
  cents: { training: money, serving: some(`(${money}) * 100e0`, money), pattern: { type: "ratio", number: 100 } },
  miles: {
    training: money,
    serving: some(`(${money}) * 1.609344e0`, money),
    pattern: { type: "ratio", number: 1.609344 },
  },
  hundredth: {
    training: "CAST(i * 100 + 300 AS INTEGER)",
    serving: some("CAST(i + 3 AS INTEGER)", "CAST(i * 100 + 300 AS INTEGER)"),
    pattern: { type: "ratio", number: 0.01 },
  },
  plus_five: { training: money, serving: some(`(${money}) + 5e0`, money), pattern: { type: "offset", number: 5 } },
  celsius: {
    training: `round(${u(2)} * 400) / 10e0`,
    serving: some(`round(${u(2)} * 400) / 10e0 * 1.8e0 + 32e0`, `round(${u(2)} * 400) / 10e0`),
    pattern: { type: "temperature", number: 1.8 },
  },
  two_decimals: {
    training: u(3),
    serving: `round(${u(3)}, 2)`,
    pattern: { type: "rounded", side: "serving", number: 2 },
  },
  cut_down: {
    training: `${u(4)} * 100`,
    serving: `floor(${u(4)} * 100)`,
    pattern: { type: "cut", side: "serving", number: 0 },
  },
  single: {
    training: `${u(5)} / 3e0`,
    serving: `CAST(CAST(${u(5)} / 3e0 AS FLOAT) AS DOUBLE)`,
    pattern: { type: "float32", side: "serving" },
  },
  defaulted: {
    training: some("NULL", u(6)),
    serving: some("-1e0", u(6)),
    pattern: { type: "filled", side: "serving", to: "-1" },
  },
  emptied: {
    training: some("0e0", u(7)),
    serving: some("NULL", u(7)),
    pattern: { type: "emptied", side: "serving", from: "0" },
  },
  lost: { training: u(8), serving: some("NULL", u(8)), pattern: { type: "missing", side: "serving" } },
  zeroed: {
    training: `${u(9)} + 1e0`,
    serving: some("0e0", `${u(9)} + 1e0`),
    pattern: { type: "constant", side: "serving", to: "0" },
  },
  renamed: {
    training: some("'self-employed; ''🦊'", "'employed'"),
    serving: some("'self_employed; ''🦊'", "'employed'"),
    pattern: { type: "renamed", from: "self-employed; '🦊", to: "self_employed; '🦊" },
  },
  spelled: {
    training: "'City ' || (i % 900)",
    serving: some("'CITY_' || (i % 900)", "'City ' || (i % 900)"),
    pattern: { type: "spelling" },
  },
  shortened: {
    training: "'abcdefgh' || (i % 900) || '-long'",
    serving: some("left('abcdefgh' || (i % 900) || '-long', 9)", "'abcdefgh' || (i % 900) || '-long'"),
    pattern: { type: "shortened", side: "serving", number: 9 },
  },
  opposite: { training: "i % 3 = 0", serving: some("i % 3 <> 0", "i % 3 = 0"), pattern: { type: "inverted" } },
  zoned: { training: at, serving: some(`${at} + INTERVAL 2 HOUR`, at), pattern: { type: "time_zone", number: 7200 } },
  summer: {
    training: at,
    serving: `CASE WHEN i % 5 = 0 THEN ${at} + INTERVAL 2 HOUR WHEN i % 5 = 1 THEN ${at} + INTERVAL 1 HOUR ELSE ${at} END`,
    pattern: { type: "time_zones" },
  },
  delayed: {
    training: at,
    serving: some(`${at} - INTERVAL 90 SECOND`, at),
    pattern: { type: "time_offset", number: -90 },
  },
  day_only: {
    training: `${at} + INTERVAL 1 SECOND`,
    serving: `date_trunc('day', ${at})`,
    pattern: { type: "time_cut", side: "serving", number: 86_400 },
  },
  late: {
    training: "CAST((i * 37) % 1009 AS DOUBLE)",
    serving: some("CAST(((i - 40) * 37) % 1009 AS DOUBLE)", "CAST((i * 37) % 1009 AS DOUBLE)"),
    pattern: { type: "late" },
  },
};

/** Each row is the next one of its customer after 40 others; the rows begin late enough that all have one before. */
export function plantedSides(rows: number): Readonly<Record<"reference" | "production", string>> {
  const side = (name: "training" | "serving"): string => {
    const columns = Object.entries(planted).map(([column, of]) => `${of[name]} AS ${column}`);
    const own = [
      "'r' || i AS id",
      `${at} AS at`,
      "i % 40 AS customer",
      "CASE WHEN i % 5 = 0 THEN 'api' ELSE 'web' END AS channel",
    ];
    return `SELECT ${[...own, ...columns].join(", ")} FROM range(40, ${rows + 40}) r(i)`;
  };
  return { reference: side("training"), production: side("serving") };
}

const blank = { side: null, number: null, from: null, to: null };
export const plantedPatterns = Object.fromEntries(
  Object.entries(planted).map(([column, { pattern }]) => [column, { ...blank, ...pattern }]),
);

/** Keys and values of every sort: repeated, missing, of another type; NaN, infinities, extremes, text that is partly a number. */
export function uglySides(rows: number): Readonly<Record<"reference" | "production", string>> {
  const side = (serving: boolean): string => {
    const pick = <T>(training: T, served: T): T => (serving ? served : training);
    return `SELECT
    CASE WHEN i % 101 = 0 THEN NULL WHEN i % 97 = 0 THEN 5 ELSE i END${pick("", "::VARCHAR")} AS id,
    CASE WHEN i % 50 = 0 THEN NULL ELSE TIMESTAMP '2026-01-01' + INTERVAL (i % 40) DAY END AS at,
    CASE WHEN i % 7 = 0 THEN NULL ELSE (i % 3)::VARCHAR END AS y, 'g' || (i % 5) AS channel,
    CASE WHEN i % 11 = 0 THEN 'NaN'::DOUBLE WHEN i % 13 = 0 THEN ${pick("'Infinity'", "'-Infinity'")}::DOUBLE WHEN i % 17 = 0 THEN NULL
      WHEN i % 19 = 0 THEN ${pick("", "-")}1.7e308 WHEN i % 23 = 0 THEN 5e-324 ELSE i * ${pick("1e0", "1.0000000001e0")} END AS "odd""; 🦊",
    ${pick("i", "CASE WHEN i % 4 = 0 THEN 'n/a' ELSE i::VARCHAR END")} AS mixed,
    ${pick("(i % 2 = 0)::INT", "i % 2 = 0")} AS flag,
    ${pick("'x'", "NULL::VARCHAR")} AS gone, 1 AS one, ${pick("i::UBIGINT", "18446744073709551615::UBIGINT")} AS big,
    ${pick("TIMESTAMP '2026-01-01' + INTERVAL (i % 9) DAY", "DATE '2026-01-01' + (i % 9)::INT")} AS day,
    ${pick("1", "TIMESTAMP '2026-01-01'")} AS apples
    FROM range(${pick(0, Math.floor(rows / 10))}, ${rows + pick(0, Math.floor(rows / 10))}) t(i)`;
  };
  return { reference: side(false), production: side(true) };
}
