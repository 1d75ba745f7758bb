import { formatCount } from "../../base/format.ts";
import { reasonText } from "../../base/reasons.ts";
import type { Finding, Verdict } from "../kind.ts";
import type { Expectation, SqlResult } from "./result.ts";

export const countOf = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;

export function verdict(result: SqlResult): Verdict {
  const { expectation, varies } = result;
  if (varies !== undefined) return { level: "none", reasons: [] };
  if (expectation === null) return { level: "info", reasons: [] };
  const reasons = [expectationText(expectation, result)];
  if (expectation.holds === null) return { level: "low_n", reasons };
  return expectation.holds ? { level: "pass", reasons } : { level: expectation.level, reasons };
}

/** Why a result can't be locked: its numbers can't be computed again. */
export const unlockable = ({ varies }: SqlResult): string | null =>
  varies === undefined ? null : `uses ${varies.join(", ")}`;

export function summarize(result: SqlResult): string {
  const { expectation } = result;
  const chance = unlockable(result);
  if (chance !== null) return `Not reproducible: ${chance}. ${sizeText(result)}`;
  return expectation === null ? sizeText(result) : `${expectationText(expectation, result)} ${sizeText(result)}`;
}

/** How much of the query's answer the file holds, and why not all of it. */
export function sizeText({ rows, total, columns, keep, cut_texts, varies }: SqlResult): string {
  const holds = varies === undefined ? "the file holds" : "shown are";
  const size = `The query gives ${countOf(total, "row")} of ${countOf(columns.length, "column")}`;
  if (total === 0) return `${size}.`;
  if (keep === "nothing")
    return `${size}; ${varies === undefined ? "the file holds none of their values" : "none of their values is shown"}.`;
  const cut = cut_texts === 0 ? "" : ` ${countOf(cut_texts, "text")} longer than 1,000 characters cut.`;
  const record = keep === "records" ? " They are single records." : "";
  const shown = rows.length < total ? `; ${holds} the first ${formatCount(rows.length)}` : "";
  return `${size}${shown}.${record}${cut}`;
}

export function findings(result: SqlResult): readonly Finding[] {
  const { expectation } = result;
  if (expectation === null || expectation.holds !== false) return [];
  const sentence = expectationText(expectation, result);
  const subject = expectation.rule === "between" ? (result.columns[0]?.name ?? "value") : "rows of a query";
  return [{ level: expectation.level, subject, sentence, impact: 1, since: null }];
}

function expectationText(expectation: Expectation, { columns, total }: SqlResult): string {
  if (expectation.rule === "no_rows")
    return total === 0 ? "No rows, as expected." : `${countOf(total, "row")} where none are expected.`;
  const { value, reason, holds } = expectation;
  const name = columns[0]?.name ?? "the first value";
  if (holds === null) return `Not judged: ${reason === null ? "there is no value" : reasonText[reason]}.`;
  const told = value === null ? "is" : `is ${formatExact(value)}:`;
  return `The first value of "${name}" ${told} ${holds ? "" : "not "}${rangeText(expectation)}${holds ? ", as expected" : ""}.`;
}

function rangeText({ low, high }: Expectation): string {
  if (low === null) return `at most ${formatExact(high ?? 0)}`;
  return high === null ? `at least ${formatExact(low)}` : `between ${formatExact(low)} and ${formatExact(high)}`;
}

/** A bound is shown as it was set, so that "not at most 0.1" never stands beside a value that is rounded to it. */
const formatExact = (value: number): string => String(value).replace(/^-/, "−");
