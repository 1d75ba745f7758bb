import { formatCount, formatInstant, formatShare } from "../../base/format.ts";
import { reasonText } from "../../base/reasons.ts";
import type { Verdict } from "../kind.ts";
import { estimateClause } from "./estimate/sentences.ts";
import { candidateSentence } from "./candidate/judge-candidate.ts";
import { worstLevel } from "../verdict.ts";
import { infoOf, type MetricKey } from "./definitions.ts";
import { judgedWindows } from "./judge.ts";
import { metricText } from "./metric-text.ts";
import { windowWord } from "./windows.ts";
import type { Estimate, PerformanceResult } from "./result.ts";

export const primaryEstimate = (result: PerformanceResult, side: "reference" | "production"): Estimate | null =>
  result[side]?.estimates.find(({ metric }) => metric === result.primary) ?? null;

/** The cell in one sentence: what the metric is, from where it moved, since when, in how many windows, and the labels. */
export const summarizePerformance = (result: PerformanceResult): string =>
  `${measuredSentence(result)}${estimateClause(result.estimated)}`;

/** The same without what is estimated: what findings say. */
export function measuredSentence(result: PerformanceResult): string {
  const { primary, production } = result;
  const overall = primaryEstimate(result, "production");
  if (primary === null || overall === null)
    return `Performance is not measured: ${reasonText[result.reason ?? "no_task"]}.`;
  if (overall.value === null)
    return `${infoOf(primary).name} is undefined in production: ${reasonText[overall.reason ?? "no_labels"]}.`;
  const labels = ` n = ${formatCount(overall.rows)}, ${formatShare(production.labelled / production.rows)} of rows labelled.`;
  return `${changeText(result, primary) ?? wholeText(result, primary, overall.value)}${labels}${late(result)}`;
}

function wholeText(result: PerformanceResult, primary: MetricKey, value: number): string {
  const reference = primaryEstimate(result, "reference")?.value ?? null;
  const beside = reference === null ? "" : `, ${metricText(primary, reference)} in the reference`;
  return `${infoOf(primary).name} is ${metricText(primary, value)} in production${beside}.${verdictClause(result)}`;
}

/** From the centre to the last judged window, and how many of the windows since its beginning cross; nothing without a change. */
function changeText(result: PerformanceResult, primary: MetricKey): string | null {
  const { lines, since, time, level } = result;
  if (time === null || lines === null || since === null) return null;
  const judged = judgedWindows(time.windows);
  const line = level === "fail" ? "fail" : "warn";
  const last = judged.at(-1)?.primary.value ?? lines[line];
  const after = judged.filter(({ start }) => start >= since);
  const crossed = after.filter(({ level: own }) => own === "fail" || own === line).length;
  const { name, better } = infoOf(primary);
  const from = lines.centre === null ? "" : ` from ${metricText(primary, lines.centre)}`;
  const moved = `${name} ${better === "higher" ? "fell" : "rose"}${from} to ${metricText(primary, last)} in the last judged ${windowWord(time.unit)}`;
  return `${moved}; beyond the ${line} line ${metricText(primary, lines[line])} since ${formatInstant(since)} (${formatCount(crossed)} of ${formatCount(after.length)} windows).`;
}

const verdictClause = ({ level, lines, time }: PerformanceResult): string => {
  if (lines === null) return " No lines to judge it by.";
  if (level === "low_n") return " Not enough labelled rows to judge.";
  if (level !== "pass") return " It lies beyond a line.";
  return time === null ? " It lies inside its lines." : " The last windows lie inside its lines.";
};

function late({ time }: PerformanceResult): string {
  const windows = (time?.windows ?? []).filter(({ side, provisional }) => side === "production" && provisional);
  const first = windows[0]?.start;
  return first === undefined
    ? ""
    : ` Labels are late from ${formatInstant(first)} on (${formatCount(windows.length)} windows not judged).`;
}

/** The worse of the current model's level and what the guard says of a candidate. */
export function performanceVerdict(result: PerformanceResult): Verdict {
  const { candidate, level } = result;
  const own = result.reasons.length > 0 ? result.reasons : [summarizePerformance(result)];
  if (candidate === null) return { level, reasons: own };
  const guard = [candidateSentence(candidate)];
  const worst = worstLevel([level, candidate.level]);
  return { level: worst, reasons: worst === level ? [...own, ...guard] : [...guard, ...own] };
}
