import { formatCount, formatInstant, formatMetric, formatNumber, formatShare } from "../../base/format.ts";
import { reasonText } from "../../base/reasons.ts";
import type { Verdict } from "../kind.ts";
import { infoOf, type MetricKey } from "./definitions.ts";
import { judgedWindows } from "./judge.ts";
import type { Estimate, PerformanceResult } from "./result.ts";

const unitless: ReadonlySet<MetricKey> = new Set(["mae", "rmse", "bias"]);

/** A value of a metric as people read it: three decimals, or the label's own digits. */
export const metricText = (metric: MetricKey, value: number): string =>
  unitless.has(metric) ? formatNumber(value) : formatMetric(value);

export const primaryEstimate = (result: PerformanceResult, side: "reference" | "production"): Estimate | null =>
  result[side]?.estimates.find(({ metric }) => metric === result.primary) ?? null;

/** What the last judged windows say: their mean would hide a change, so the last one and the run that it ends. */
export function summarizePerformance(result: PerformanceResult): string {
  const { primary, production, lines } = result;
  const overall = primaryEstimate(result, "production");
  if (primary === null || overall === null)
    return `Performance is not measured: ${reasonText[result.reason ?? "no_task"]}.`;
  const { name } = infoOf(primary);
  if (overall.value === null)
    return `${name} is undefined in production: ${reasonText[overall.reason ?? "no_labels"]}.`;
  const labels = ` n = ${formatCount(overall.rows)}, ${formatShare(production.labelled / production.rows)} of rows labelled.`;
  const reference = primaryEstimate(result, "reference")?.value ?? null;
  const whole = `${name} is ${metricText(primary, overall.value)} in production${reference === null ? "" : `, ${metricText(primary, reference)} in the reference`}`;
  const judged = judgedWindows(result.time?.windows ?? []);
  const beyond = result.level === "fail" ? "fail" : "warn";
  if (lines === null || result.since === null || judged.length === 0)
    return `${whole}.${verdictClause(result)}${labels}${late(result)}`;
  const crossed = judged.filter(
    ({ start, level }) => start >= (result.since ?? "") && (level === "fail" || level === beyond),
  );
  const after = judged.filter(({ start }) => start >= (result.since ?? ""));
  const last = judged.at(-1);
  const verb = infoOf(primary).better === "higher" ? "fell" : "rose";
  const from = lines.centre === null ? "" : ` from ${metricText(primary, lines.centre)}`;
  return `${name} ${verb}${from} to ${metricText(primary, last?.primary.value ?? overall.value)} in the last judged ${result.time?.unit ?? "window"}; beyond the ${beyond} line ${metricText(primary, lines[beyond])} since ${formatInstant(result.since)} (${formatCount(crossed.length)} of ${formatCount(after.length)} windows).${labels}${late(result)}`;
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

export const performanceVerdict = (result: PerformanceResult): Verdict => ({
  level: result.level,
  reasons: result.reasons.length > 0 ? result.reasons : [summarizePerformance(result)],
});
