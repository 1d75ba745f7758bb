import { formatCount, formatNumber } from "../../base/format.ts";
import type { Pattern } from "./patterns.ts";
import { unitNamed } from "./units.ts";

const longest = 40;
export const quoted = (value: string | null): string =>
  `“${value === null ? "" : value.length > longest ? `${value.slice(0, longest - 1)}…` : value}”`;

/** `exactly 100 times`, `exactly 1/100 of`. */
function times(factor: number): string {
  if (factor === -1) return "the negative of";
  const inverse = 1 / factor;
  const whole = Math.round(inverse);
  if (Math.abs(factor) < 1 && Math.abs(inverse - whole) < 1e-9 * Math.abs(whole))
    return `exactly 1/${formatCount(whole)} of`;
  return `exactly ${formatNumber(factor)} times`;
}

export function duration(seconds: number): string {
  const size = Math.abs(seconds);
  if (size % 3600 === 0) return `${formatNumber(size / 3600)} h`;
  return size % 60 === 0 ? `${formatNumber(size / 60)} min` : `${formatNumber(size)} s`;
}

const places = (decimals: number): string => {
  if (decimals > 0) return `${decimals} ${decimals === 1 ? "decimal" : "decimals"}`;
  return decimals === 0 ? "whole numbers" : `multiples of ${formatCount(10 ** -decimals)}`;
};
const spans: ReadonlyMap<number, string> = new Map([
  [1, "second"],
  [60, "minute"],
  [3600, "hour"],
  [86_400, "day"],
  [2_629_800, "month"],
]);

type Words = (pattern: Pattern) => string;
const number = ({ number: n }: Pattern): number => n ?? 0;
/** The one that is so, in a sentence about serving's values. */
const bySide =
  (serving: string, training: string): Words =>
  ({ side }) =>
    side === "training" ? training : serving;

const words: Readonly<Record<Pattern["type"], Words>> = {
  ratio: (of) => `are ${times(number(of))} the training value`,
  offset: (of) => `are the training value ${number(of) < 0 ? "minus" : "plus"} ${formatNumber(Math.abs(number(of)))}`,
  temperature: (of) => `are the training value in ${number(of) > 1 ? "°F instead of °C" : "°C instead of °F"}`,
  rounded: (of) =>
    of.side === "training"
      ? `are what training rounded to ${places(number(of))}`
      : `are the training value rounded to ${places(number(of))}`,
  cut: (of) =>
    of.side === "training"
      ? `are what training cut to ${places(number(of))}`
      : `are the training value cut to ${places(number(of))}`,
  float32: bySide("are the training value in single precision", "are what training stored in single precision"),
  missing: bySide("have no value where training has one", "have a value where training has none"),
  filled: ({ to }) => `are ${quoted(to)} where training has no value`,
  emptied: ({ from }) => `have no value where training has ${quoted(from)}`,
  constant: ({ side, from, to }) =>
    side === "training"
      ? `have other values where training says ${quoted(from)}`
      : `are ${quoted(to)} whatever training says`,
  renamed: ({ from, to }) => `are ${quoted(to)} where training has ${quoted(from)}`,
  spelling: () => "differ from training only in case, blanks or separators",
  shortened: (of) =>
    `are ${of.side === "training" ? "what training cut" : "the training text cut"} to ${formatCount(number(of))} characters`,
  inverted: () => "are the opposite of the training value",
  time_zone: (of) => `are ${duration(number(of))} ${number(of) < 0 ? "before" : "after"} the training time`,
  time_zones: () => "are whole quarter hours away from the training time",
  time_offset: (of) => `are ${duration(number(of))} ${number(of) < 0 ? "before" : "after"} the training time`,
  time_cut: (of) =>
    `are ${of.side === "training" ? "what training cut" : "the training time cut"} to the ${spans.get(number(of)) ?? "second"}`,
  late: () => "are the training value of the row before",
};

/** What the rows of a pattern are, to follow "18.8 % of matched rows". */
export const patternWords = (pattern: Pattern): string => words[pattern.type](pattern);

const guesses: Partial<Record<Pattern["type"], string>> = {
  ...{ filled: "a default in place of a missing value", emptied: "a missing value in place of a default" },
  ...{ constant: "a default", renamed: "a renamed value", time_zone: "a time zone", late: "a value one step late" },
  ...{ time_zones: "time zones or daylight saving time", temperature: "a change of unit", missing: "a lost feature" },
};

/** What it may come from, to follow "looks like"; nothing where the pattern says it all. */
export function patternGuess(pattern: Pattern): string | null {
  if (pattern.type === "missing") return pattern.side === "serving" ? "a value that serving lacks" : null;
  if (pattern.type === "constant") return pattern.side === "serving" ? "a default" : null;
  if (pattern.type !== "ratio") return guesses[pattern.type] ?? null;
  const unit = unitNamed(number(pattern));
  return unit === null ? "a constant factor" : `a change of unit (${unit})`;
}

const names: Readonly<Record<Pattern["type"], string>> = {
  ...{ ratio: "constant ratio", offset: "constant offset", temperature: "temperature scale", rounded: "rounded" },
  ...{ cut: "cut", float32: "single precision", missing: "missing", filled: "default for missing" },
  ...{ emptied: "missing for a value", constant: "one value", renamed: "renamed", spelling: "spelling" },
  ...{ shortened: "shortened text", inverted: "inverted", time_zone: "time zone", time_zones: "time zones" },
  ...{ time_offset: "time offset", time_cut: "time cut", late: "one step late" },
};
export const patternName = ({ type }: Pattern): string => names[type];
