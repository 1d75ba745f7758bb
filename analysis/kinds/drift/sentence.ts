import { formatCount, formatInstant, formatNumber, formatShare } from "../../base/format.ts";
import { worstLevel } from "../verdict.ts";
import type { Verdict } from "../kind.ts";
import type { Cause, ColumnResult, DriftResult, Where } from "./result.ts";

const flaggedLevels = new Set(["warn", "fail"]);
export const isFlagged = (column: ColumnResult): boolean => flaggedLevels.has(column.level);
export const flagged = (result: DriftResult): readonly ColumnResult[] => result.columns.filter(isFlagged);

/** `0.53`, or a dash where the score is undefined. */
const psiText = ({ scores }: ColumnResult): string => {
  const value = scores["casefile/psi"];
  return typeof value === "number" ? value.toFixed(2) : "–";
};

const whereText = ({ column, value, only }: Where): string =>
  `${only ? "only" : "most of all"} where ${column} is ${value}`;

function causeText(cause: Cause): string {
  if (cause.type === "renaming") return `looks like a renaming of ${cause.from} to ${cause.to}`;
  const { factor, known } = cause;
  if (!known) return `looks like a multiplication by about ${formatNumber(factor)}`;
  return `looks like a change of unit (${factor >= 1 ? `× ${formatNumber(factor)}` : `÷ ${formatNumber(1 / factor)}`})`;
}

/** Where it sits and what it looks like, each only when it is known. */
export const circumstances = ({ where, cause }: ColumnResult): string =>
  [where && whereText(where), cause && causeText(cause)].filter(Boolean).join("; ");

/** `only where channel is partner_api (PSI 7.38 there, 0.01 overall), since 2026-04-16. It looks like a change of unit (× 100).` */
export function account(column: ColumnResult, importance = ""): string {
  const { where, since, cause } = column;
  const place = where === null ? "" : `${whereText(where)} `;
  const strength =
    where === null ? `PSI ${psiText(column)}` : `PSI ${where.psi.toFixed(2)} there, ${psiText(column)} overall`;
  const start = since === null ? "" : `, since ${formatInstant(since)}`;
  return `${place}(${strength}${importance})${start}.${cause === null ? "" : ` It ${causeText(cause)}.`}`;
}

const plural = (count: number, word: string): string => `${formatCount(count)} ${word}${count === 1 ? "" : "s"}`;
const nounOf = (result: DriftResult): string =>
  result.columns.every(({ role }) => role === "feature") ? "feature" : "column";

function driftSentence(result: DriftResult, drifted: readonly ColumnResult[], compared: number): string {
  const [worst] = drifted;
  if (worst === undefined) return "";
  const importance =
    worst.importance === null
      ? ""
      : `, importance ${worst.importance <= 1 ? formatShare(worst.importance) : formatNumber(worst.importance)}`;
  const verb = drifted.length === 1 ? "it is" : "the most important is";
  return `${formatCount(drifted.length)} of ${plural(compared, nounOf(result))} drifted beyond reference noise; ${verb} ${worst.name} ${account(worst, importance)}`;
}

/** What did not take part, in one sentence, or nothing. */
function leftOut(result: DriftResult): string {
  const undefinedColumns = result.columns.filter(({ reason }) => reason !== null).length;
  const few = result.columns.filter(({ level }) => level === "low_n").length;
  return [
    undefinedColumns > 0 ? ` ${plural(undefinedColumns, "column")} could not be compared.` : "",
    few > 0 ? ` ${plural(few, "column")} had not enough rows.` : "",
  ].join("");
}

/** The cell in one sentence: how many drifted, which matters most, since when, where, what it looks like, and the rows. */
export function summarizeDrift(result: DriftResult): string {
  const compared = result.columns.filter(({ reason, level }) => reason === null && level !== "low_n");
  const rows = ` n = ${formatCount(result.rows.production)} (reference ${formatCount(result.rows.reference)}).`;
  const drifted = compared.filter(isFlagged);
  if (drifted.length > 0) return driftSentence(result, drifted, compared.length) + leftOut(result) + rows;
  const [largest] = compared;
  if (largest === undefined) return `No column could be judged.${leftOut(result)}${rows}`;
  return `None of ${plural(compared.length, nounOf(result))} moved beyond reference noise. Largest: ${largest.name}, PSI ${psiText(largest)}.${leftOut(result)}${rows}`;
}

/** A list's verdict is its worst row's. */
export function driftVerdict(result: DriftResult): Verdict {
  const level = worstLevel(result.columns.map((column) => column.level));
  const drifted = flagged(result);
  const chance = chanceLine(result);
  const worstFirst = [...drifted].sort((a, b) => Number(b.level === "fail") - Number(a.level === "fail"));
  const reasons = worstFirst.slice(0, 5).map((column) => `${column.name}: ${column.reasons.join(" ")}`);
  return { level, reasons: level === "pass" || level === "none" ? [summarizeDrift(result)] : [...reasons, chance] };
}

/** Multiplicity in one sentence. */
export function chanceLine({ tests, settings }: DriftResult): string {
  const chance = tests.by_chance < 1 ? "less than 1" : `about ${Math.round(tests.by_chance)}`;
  return `${formatCount(tests.tested)} columns tested at ${formatNumber(settings.alpha)}; ${chance} would cross by chance before correction, ${formatCount(tests.after)} did after it.`;
}
