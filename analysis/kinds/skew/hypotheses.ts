import type { ComparedColumn, SideName } from "./pairing.ts";
import { patternTypes, type Pattern, type PatternType } from "./patterns.ts";
import { isNumeric, type Candidate } from "./sql/candidates.ts";
import { closeSql, type Tolerance } from "./sql/equality.ts";
import { doubleLiteral, textLiteral } from "../../sql/quote.ts";

/** A pattern and the predicate over `t`, `s` and `p` that tells whether it explains a differing row. */
export interface Hypothesis {
  readonly pattern: Pattern;
  readonly sql: string;
}

export interface Asked {
  readonly column: ComparedColumn;
  readonly candidates: readonly Candidate[];
  readonly tolerance: Tolerance;
  /** Constants of fewer rows are never named. */
  readonly floor: number;
  readonly steps: boolean;
}

const of = (type: PatternType, sql: string, more: Partial<Omit<Pattern, "type">> = {}): Hypothesis => ({
  pattern: { type, side: null, number: null, from: null, to: null, ...more },
  sql,
});

/** Everything that could explain a column's differing rows, in the order in which one is preferred among equals. */
export function hypotheses(asked: Asked): readonly Hypothesis[] {
  const { column, candidates, floor, tolerance, steps } = asked;
  const frequent = candidates.filter(({ rows }) => rows >= floor);
  const numeric = isNumeric(column.as);
  const equal = (a: string, b: string): string => (numeric ? closeSql(a, b, tolerance) : `${a} = ${b}`);
  const own = {
    whole: numberHypotheses,
    number: numberHypotheses,
    parsed: numberHypotheses,
    instant: instantHypotheses,
    text: textHypotheses,
    boolean: () => [of("inverted", "t IS NOT NULL AND s IS NOT NULL")],
  }[column.as];
  const all = [
    ...own(frequent, tolerance),
    ...(steps ? [of("late", equal("s", "p"))] : []),
    ...frequent.flatMap((candidate) => valueHypotheses(candidate, numeric)),
    of("missing", "s IS NULL", { side: "serving" }),
    of("missing", "t IS NULL", { side: "training" }),
  ];
  return all.sort((a, b) => place(a) - place(b));
}

const place = ({ pattern }: Hypothesis): number => patternTypes.indexOf(pattern.type);

const isNamed = (candidate: Candidate, kind: Candidate["kind"]): candidate is Candidate & { number: number } =>
  candidate.kind === kind && candidate.number !== null;

/** `t` read as a number of another unit, rounded, cut, or stored with fewer bits. Powers of ten stand as they are. */
function numberHypotheses(candidates: readonly Candidate[], tolerance: Tolerance): Hypothesis[] {
  const near = (a: string, b: string): string => closeSql(a, b, tolerance);
  const ratio = candidates.filter((one) => isNamed(one, "ratio"));
  const offset = candidates.filter((one) => isNamed(one, "offset"));
  return [
    ...ratio.map(({ number }) => of("ratio", near("s", `t * ${doubleLiteral(number)}`), { number })),
    ...offset.map(({ number }) => of("offset", near("s", `t + ${doubleLiteral(number)}`), { number })),
    of("temperature", near("s", "t * 1.8e0 + 3.2e1"), { number: 1.8 }),
    of("temperature", near("t", "s * 1.8e0 + 3.2e1"), { number: 1 / 1.8 }),
    of("float32", sameAsFloat("s", "t"), { side: "serving" }),
    of("float32", sameAsFloat("t", "s"), { side: "training" }),
    ...decimals.flatMap((number) => [
      of("rounded", roundedTo("s", "t", number), { side: "serving", number }),
      of("rounded", roundedTo("t", "s", number), { side: "training", number }),
      of("cut", cutTo("s", "t", number), { side: "serving", number }),
      of("cut", cutTo("t", "s", number), { side: "training", number }),
    ]),
  ];
}

const decimals = [-3, -2, -1, 0, 1, 2, 3, 4, 5, 6] as const;

const sameAsFloat = (short: string, long: string): string => `${short} = CAST(TRY_CAST(${long} AS FLOAT) AS DOUBLE)`;

/** `short` lies on the grid of so many decimals, and `long` within half a step of it, whichever way halves go. */
const roundedTo = (short: string, long: string, places: number): string =>
  `${onGrid(short, places)} AND abs(${short} - ${long}) <= ${doubleLiteral(0.5 * step(places) * slack)}`;

/** `short` lies on the grid, and `long` less than a step further from 0. */
const cutTo = (short: string, long: string, places: number): string =>
  `${onGrid(short, places)} AND abs(${short}) <= abs(${long}) AND abs(${short} - ${long}) < ${doubleLiteral(step(places))}`;

const onGrid = (value: string, places: number): string => {
  const scaled = `${value} * ${doubleLiteral(1 / step(places))}`;
  return `isfinite(${value}) AND abs(${scaled} - round(${scaled})) <= 1e-6 * greatest(1e0, abs(${value}))`;
};

/** Powers of ten with a decimal literal are exact where they can be. */
const step = (places: number): number => Number(`1e${-places}`);
const slack = 1 + 1e-9;

/** From UTC-12 to UTC+14, and daylight saving time that comes and goes. */
const mostZone = 14 * 3600;
const quarter = 900;
const cuts = ["second", "minute", "hour", "day", "month"] as const;
const secondsIn = { second: 1, minute: 60, hour: 3600, day: 86_400, month: 2_629_800 } as const;

function instantHypotheses(candidates: readonly Candidate[]): Hypothesis[] {
  const apart = "date_diff('microsecond', t, s)";
  const finite = "isfinite(t) AND isfinite(s)";
  const shifts = candidates
    .filter((one) => isNamed(one, "shift"))
    .map(({ number }) => {
      const type = number % quarter === 0 && Math.abs(number) <= mostZone ? "time_zone" : "time_offset";
      return of(type, `${finite} AND ${apart} = ${(number * 1e6).toFixed(0)}`, { number });
    });
  return [
    ...shifts,
    of(
      "time_zones",
      `${finite} AND ${apart} % ${quarter * 1_000_000} = 0 AND abs(${apart}) <= ${mostZone * 1_000_000}`,
    ),
    ...cuts.flatMap((unit) => [
      of("time_cut", `${finite} AND s = date_trunc('${unit}', t)`, { side: "serving", number: secondsIn[unit] }),
      of("time_cut", `${finite} AND t = date_trunc('${unit}', s)`, { side: "training", number: secondsIn[unit] }),
    ]),
  ];
}

const separators = ["_", "-", " ", ".", "/"] as const;
const bare = (value: string): string =>
  separators.reduce((sql, separator) => `replace(${sql}, ${textLiteral(separator)}, '')`, `lower(trim(${value}))`);

function textHypotheses(candidates: readonly Candidate[]): Hypothesis[] {
  const [pair] = candidates.filter(({ kind }) => kind === "pair");
  const short = (kind: "short_s" | "short_t", [less, more]: readonly [string, string], side: SideName): Hypothesis[] =>
    candidates
      .filter((one) => isNamed(one, kind))
      .map(({ number }) =>
        of("shortened", `${less} = left(${more}, ${number}) AND length(${more}) > ${number}`, { side, number }),
      );
  return [
    ...(pair === undefined || pair.from === null || pair.to === null
      ? []
      : [
          of("renamed", `t = ${textLiteral(pair.from)} AND s = ${textLiteral(pair.to)}`, {
            ...{ from: pair.from, to: pair.to },
          }),
        ]),
    ...short("short_s", ["s", "t"], "serving"),
    ...short("short_t", ["t", "s"], "training"),
    of("spelling", `${bare("t")} = ${bare("s")}`),
  ];
}

/** One value where the other side has none, or where it has anything else. */
function valueHypotheses({ kind, number, from, to }: Candidate, numeric: boolean): Hypothesis[] {
  const value = number === null ? (from ?? to) : String(number);
  if (value === null || (numeric && number === null)) return [];
  const literal = number === null ? textLiteral(value) : doubleLiteral(number);
  const is = (side: "t" | "s"): string =>
    number === null ? `CAST(${side} AS VARCHAR) = ${literal}` : `${side} = ${literal}`;
  const made: Partial<Record<Candidate["kind"], Hypothesis>> = {
    filled: of("filled", `t IS NULL AND ${is("s")}`, { side: "serving", to: value }),
    emptied: of("emptied", `s IS NULL AND ${is("t")}`, { side: "serving", from: value }),
    serving: of("constant", `t IS NOT NULL AND ${is("s")}`, { side: "serving", to: value }),
    training: of("constant", `s IS NOT NULL AND ${is("t")}`, { side: "training", from: value }),
  };
  const one = made[kind];
  return one === undefined ? [] : [one];
}
