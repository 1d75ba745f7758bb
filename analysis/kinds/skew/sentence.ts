import { formatCount, formatInstant, formatMetric, formatShare } from "../../base/format.ts";
import { reasonText } from "../../base/reasons.ts";
import type { Finding, Verdict } from "../kind.ts";
import { worstLevel } from "../verdict.ts";
import { patternGuess, patternWords } from "./pattern-words.ts";
import type { Hint, Leak, SkewColumn, SkewResult } from "./result.ts";

const isFlagged = ({ level }: SkewColumn): boolean => level === "warn" || level === "fail";
export const flaggedColumns = (result: SkewResult): readonly SkewColumn[] => result.columns.filter(isFlagged);
export const hintedFeatures = (result: SkewResult): readonly Leak[] =>
  result.leakage.filter(({ hints }) => hints.length > 0);

/** Small rates keep their size: `0.02 %`. */
export const rateText = (value: number): string =>
  value > 0 && value < 0.0005 ? `${Number((value * 100).toPrecision(1))} %` : formatShare(value);

/** `since 2026-09-28`, `in all windows`, `first seen 2026-09-28, not lasting`. */
export function sinceText({ since, lasts, throughout }: SkewColumn): string | null {
  if (throughout) return "from the first window on";
  if (since === null) return null;
  return lasts === true
    ? `since ${formatInstant(since)}`
    : `first in the window of ${formatInstant(since)}, not lasting`;
}

function whereText({ where }: SkewColumn): string | null {
  if (where === null) return null;
  return `${where.share === 1 ? "all" : formatShare(where.share)} in ${where.column} = ${where.value}`;
}

/** `monthly_income: 18.8 % of matched rows are exactly 100 times the training value since …, all in …: looks like a change of unit.` */
export function columnSentence(column: SkewColumn): string {
  const { pattern, mismatch } = column;
  const places = [sinceText(column), whereText(column)].filter((text) => text !== null).join(", ");
  const n = `n = ${formatCount(mismatch.rows)}.`;
  if (pattern === null || !pattern.named) {
    const best = pattern === null ? "" : ` (the best, ${formatShare(pattern.share)} of them, ${patternWords(pattern)})`;
    return `${column.column}: ${rateText(mismatch.value ?? 0)} of matched rows differ${places === "" ? "" : ` ${places}`}; no single pattern explains them${best}; ${n}`;
  }
  const guess = patternGuess(pattern);
  const others =
    pattern.rows === mismatch.hits
      ? ""
      : `; ${rateText((mismatch.hits - pattern.rows) / mismatch.rows)} differ otherwise`;
  return `${column.column}: ${rateText(pattern.rows / mismatch.rows)} of matched rows ${patternWords(pattern)}${places === "" ? "" : ` ${places}`}${guess === null ? "" : `: looks like ${guess}`}${others}; ${n}`;
}

/** `matched 19,800 of 20,000 by request_id (99.0 %)` */
export function coverageText(result: SkewResult): string {
  const { judged_side, key } = result;
  const { coverage, dataset } = result[judged_side];
  return `matched ${formatCount(coverage.hits)} of ${formatCount(coverage.rows)} ${dataset} rows by ${key.column ?? "no key"} (${formatShare(coverage.value ?? 0)})`;
}

/** What stays out of the comparison, in words, or nothing. */
export function leftOutText({ training, serving }: SkewResult): string {
  const of = ({ dataset, repeated_keys, repeated_rows, no_key }: SkewResult["training"]): string[] => [
    ...(repeated_keys > 0
      ? [`${formatCount(repeated_rows)} rows of ${dataset} share ${formatCount(repeated_keys)} repeated keys`]
      : []),
    ...(no_key > 0 ? [`${formatCount(no_key)} rows of ${dataset} have no key`] : []),
  ];
  const all = [...of(training), ...of(serving)];
  return all.length === 0 ? "" : ` Left out: ${all.join("; ")}.`;
}

const plural = (count: number, word: string): string => `${formatCount(count)} ${word}${count === 1 ? "" : "s"}`;

/** The cell in one sentence. */
export function summarizeSkew(result: SkewResult): string {
  const { reason, training, serving } = result;
  if (reason === "no_matched_rows")
    return `No row is compared: no ${result.key.column ?? "key"} of ${training.dataset} is in ${serving.dataset} once.${leftOutText(result)}${hintText(result)}`;
  if (reason !== null) return `Nothing is joined: ${reasonText[reason]}.${hintText(result)}`;
  const joined = ` ${capital(coverageText(result))}.${leftOutText(result)}`;
  const compared = result.columns.filter((column) => column.reason === null);
  const flagged = compared.filter(isFlagged);
  const [worst] = flagged;
  const cannot = result.columns.length - compared.length;
  const rest = cannot === 0 ? "" : ` ${plural(cannot, "column")} cannot be compared.`;
  if (compared.every(({ level }) => level === "low_n") && compared.length > 0)
    return `Fewer than ${formatCount(result.min_rows)} rows match: nothing is judged.${joined}${rest}${hintText(result)}`;
  if (worst === undefined)
    return `None of ${plural(compared.length, "column")} differs beyond its line between ${training.dataset} and ${serving.dataset}.${joined}${rest}${hintText(result)}`;
  return `${formatCount(flagged.length)} of ${plural(compared.length, "column")} ${flagged.length === 1 ? "differs" : "differ"} between ${training.dataset} and ${serving.dataset}. ${columnSentence(worst)}${joined}${rest}${hintText(result)}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function hintText(result: SkewResult): string {
  const hinted = hintedFeatures(result);
  return hinted.length === 0
    ? ""
    : ` ${plural(hinted.length, "feature")} may know the label: ${hinted[0]?.column ?? ""}.`;
}

const hintWords: Readonly<Record<Hint, (leak: Leak) => string>> = {
  auc: ({ auc }) => `alone it tells the label with an AUC of ${formatMetric(auc ?? 0)}`,
  value_tells: ({ tells }) => tellsText("rows that have a value", tells),
  missing_tells: ({ tells }) => tellsText("rows without a value", tells),
  after_event: ({ later }) => `${formatShare(later?.value ?? 0)} of its times lie after the event`,
};

const tellsText = (rows: string, tells: Leak["tells"]): string =>
  tells === null
    ? ""
    : `${formatShare(tells.share)} of the ${rows} are ${tells.class}, ${formatShare(tells.otherwise)} of the others`;

/** Why a feature may know the label. */
export function leakSentence(leak: Leak): string {
  const reasons = leak.hints.map((hint) => hintWords[hint](leak)).join("; ");
  const n = formatCount(Math.max(leak.rows, leak.later?.rows ?? 0));
  return `${leak.column}: ${reasons}: it may have been known only after the event; n = ${n}.`;
}

function coverageSentence(result: SkewResult): string {
  return `Only part of the rows is compared: ${coverageText(result)}.`;
}

export function skewVerdict(result: SkewResult): Verdict {
  const flagged = flaggedColumns(result);
  const hinted = hintedFeatures(result);
  const { coverage_level: coverage, matched, min_rows } = result;
  const judged = result.columns.filter(({ reason }) => reason === null).map(({ level }) => level);
  const few = result.reason === null && matched < min_rows;
  const level =
    result.reason === "no_matched_rows" || few
      ? "low_n"
      : worstLevel([...judged, ...(result.reason === null ? [coverage] : [])]);
  const hintLevel = hinted.length > 0 ? (["warn"] as const) : [];
  const reasons = [
    ...flagged.map(columnSentence),
    ...(coverage === "warn" || coverage === "fail" ? [coverageSentence(result)] : []),
    ...hinted.map(leakSentence),
  ];
  return {
    level: worstLevel([level, ...hintLevel]),
    reasons: reasons.length > 0 ? reasons : [summarizeSkew(result)],
  };
}

export const skewFindings = (result: SkewResult): readonly Finding[] => [
  ...flaggedColumns(result).map(columnFinding),
  ...coverageFindings(result),
  ...hintedFeatures(result).map(leakFinding),
];

const columnFinding = (column: SkewColumn): Finding => ({
  ...{ level: column.level === "fail" ? "fail" : "warn", subject: column.column, sentence: columnSentence(column) },
  ...{ impact: column.mismatch.value ?? 0, since: column.throughout ? null : column.since },
});

function coverageFindings(result: SkewResult): readonly Finding[] {
  const { coverage_level: level, judged_side } = result;
  if (level !== "warn" && level !== "fail") return [];
  const impact = 1 - (result[judged_side].coverage.value ?? 0);
  return [{ level, subject: "coverage", sentence: coverageSentence(result), since: null, impact }];
}

const leakFinding = (leak: Leak): Finding => ({
  ...{ level: "warn", subject: leak.column, sentence: leakSentence(leak), since: null },
  impact: leak.auc === null ? 0 : 2 * Math.abs(leak.auc - 0.5),
});
