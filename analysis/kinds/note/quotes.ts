import { formatCount, formatMetric, formatPoints, formatShare } from "../../base/format.ts";
import type { Headline, VerdictLevel } from "../../document/schema.ts";
import { verdictLooks } from "../verdict.ts";

/** What a note can know of another cell: its last locked result, and whether the cell has changed since. */
export interface QuotedCell {
  readonly verdict: VerdictLevel;
  readonly headline: readonly Headline[];
  readonly stale: boolean;
}

export interface QuoteSource {
  /** Null when there is no such cell or it has no result. */
  cell(id: string): QuotedCell | null;
  /** The unit of a metric, from the metric registry; null for an unknown one. */
  unitOf(metric: string): string | null;
}

export interface QuotedValue {
  /** As it stands in the note: `{{c_drift.psi:amount}}`. */
  readonly source: string;
  readonly state: "fresh" | "stale" | "unresolved";
  /** The value in words, or why there is none. */
  readonly shown: string;
}

const quotePattern = /\{\{\s*([a-z][a-z0-9_]{0,63})\.([a-z][a-z0-9_.]*)(?::([^{}\n]+?))?\s*\}\}/g;

/** A text cut into plain parts and quotes, in order. */
export function quoteParts(text: string, source: QuoteSource): readonly (string | QuotedValue)[] {
  const parts: (string | QuotedValue)[] = [];
  let at = 0;
  for (const match of text.matchAll(quotePattern)) {
    if (match.index > at) parts.push(text.slice(at, match.index));
    parts.push(resolve(match, source));
    at = match.index + match[0].length;
  }
  return at < text.length ? [...parts, text.slice(at)] : parts;
}

/** The Markdown of a note with its quotes resolved: a stale value says so, and a quote without a value stays as it was written. */
export const resolveQuotes = (text: string, source: QuoteSource): string =>
  quoteParts(text, source)
    .map((part) => (typeof part === "string" ? part : inWords(part)))
    .join("");

function inWords({ source, state, shown }: QuotedValue): string {
  if (state === "fresh") return shown;
  return state === "stale" ? `${shown} *(out of date)*` : `${source} *(${shown})*`;
}

function resolve([written, id = "", metric = "", column]: RegExpMatchArray, source: QuoteSource): QuotedValue {
  const unresolved = (shown: string): QuotedValue => ({ source: written ?? "", state: "unresolved", shown });
  const cell = source.cell(id);
  if (!cell) return unresolved("no such cell, or it has not run");
  const state = cell.stale ? "stale" : "fresh";
  if (metric === "verdict" && column === undefined) {
    const { glyph, word } = verdictLooks[cell.verdict];
    return { source: written ?? "", state, shown: `${glyph} ${word}` };
  }
  const found = headlineOf(cell.headline, metric, column);
  if (typeof found === "string") return unresolved(found);
  return { source: written ?? "", state, shown: valueText(found.value, source.unitOf(found.metric)) };
}

/** The headline of a metric, with or without its kind's name; or why it is not one. */
function headlineOf(headline: readonly Headline[], metric: string, column: string | undefined): Headline | string {
  const named = headline.filter(
    (one) => one.metric === metric || one.metric.slice(one.metric.indexOf(".") + 1) === metric,
  );
  const whole = named.find((one) => one.column === null);
  if (column !== undefined) return named.find((one) => one.column === column) ?? "not a headline number of that cell";
  if (whole) return whole;
  if (named.length > 1) return "several columns: name one";
  return named[0] ?? "not a headline number of that cell";
}

const countUnits = new Set(["rows", "windows", "columns"]);

function valueText(value: number | null, unit: string | null): string {
  if (value === null) return "not defined";
  if (unit === "share") return formatShare(value);
  if (unit === "points") return formatPoints(value);
  return unit !== null && countUnits.has(unit) ? formatCount(value) : formatMetric(value);
}
