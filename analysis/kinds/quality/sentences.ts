import { formatCount, formatInstant, formatShare } from "../../base/format.ts";
import type { Check } from "./result.ts";

/** Share of production rows, small shares with the digits that they need: `0.02 %`. */
export const shareText = (share: number | null): string =>
  share === null
    ? "no rows"
    : share > 0 && share < 0.0005
      ? `${Number((share * 100).toPrecision(2))} %`
      : formatShare(share);

const name = ({ column }: Check): string => column ?? "rows";
const fromTo = (check: Check): string =>
  `in ${shareText(check.production)} of rows${check.reference === null ? "" : ` (reference ${shareText(check.reference)})`}`;
const listed = ({ detail }: Check): string => (detail === null ? "" : `: ${detail}`);

const statements: Readonly<Record<Check["check"], (check: Check) => string>> = {
  rows: (check) =>
    check.level === "fail" ? "production has no rows" : `production has ${formatCount(check.production ?? 0)} rows`,
  volume: (check) =>
    `${formatCount(check.of.production?.hits ?? 0)} of ${formatCount(check.of.production?.rows ?? 0)} windows ${check.of.production?.hits === 1 ? "has" : "have"} far fewer or more rows than the reference's`,
  gap: (check) =>
    `no rows came for ${formatCount(check.production ?? 0)} windows in a row (reference at most ${formatCount(check.reference ?? 0)})`,
  far_time: (check) =>
    `${name(check)} is far outside the main range of time ${fromTo(check)}${check.detail === null ? "" : `, ${check.detail}`}`,
  duplicate_id: (check) => `${name(check)} repeats an earlier id ${fromTo(check)}`,
  schema: (check) => check.detail ?? "",
  removed: (check) => `${name(check)} is in the reference but not in production`,
  added: (check) => `${name(check)} is in production but not in the reference`,
  retyped: (check) => `${name(check)} changed its type: ${check.detail ?? ""}`,
  missing: (check) =>
    (check.difference ?? 0) < 0
      ? `${name(check)} is missing only ${fromTo(check)}: a default may have taken the place of missing values`
      : `${name(check)} is missing ${fromTo(check)}`,
  nan: (check) => `${name(check)} is NaN ${fromTo(check)}`,
  infinite: (check) => `${name(check)} is infinite ${fromTo(check)}`,
  out_of_range: (check) =>
    `${name(check)} lies outside the reference's range in ${shareText(check.production)} of values (${check.detail ?? ""})`,
  new_category: (check) =>
    `${name(check)} has values that the reference lacks in ${shareText(check.production)} of rows${listed(check)}`,
  vanished_category: (check) =>
    `${name(check)} lost values that ${shareText(check.reference)} of reference rows had${listed(check)}`,
  renamed: (check) => `${name(check)} looks renamed: ${check.detail ?? ""} (${shareText(check.production)} of rows)`,
  number_text: (check) => `${name(check)} is text that reads as a number ${fromTo(check)}`,
  constant: (check) => `${name(check)} has ${check.detail ?? "one value only"}`,
};

/** What a check found, from, to, since when and where, as a sentence. A column's name keeps its letters. */
export function sentence(check: Check): string {
  const since = check.since === null ? "" : ` since ${formatInstant(check.since)}`;
  const text = `${statements[check.check](check)}${since}${place(check.where)}.`;
  return check.column === null ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

function place(where: Check["where"]): string {
  if (where === null) return "";
  const how = where.share === 1 ? "only" : `${formatShare(where.share)} of them`;
  return `, ${how} in ${where.column} = ${where.value}`;
}

/** Short names of the checks, for tables. */
export const checkNames: Readonly<Record<Check["check"], string>> = {
  rows: "Rows",
  volume: "Volume by window",
  gap: "Time gaps",
  far_time: "Times far outside",
  duplicate_id: "Duplicate ids",
  schema: "Schema",
  removed: "Column removed",
  added: "Column added",
  retyped: "Type changed",
  missing: "Missing",
  nan: "NaN",
  infinite: "Infinite",
  out_of_range: "Out of range",
  new_category: "New values",
  vanished_category: "Vanished values",
  renamed: "Renamed value",
  number_text: "Numbers in text",
  constant: "Constant",
};
