import { formatCount } from "../../../base/format.ts";
import { reasonText } from "../../../base/reasons.ts";
import type { VerdictLevel } from "../../../document/schema.ts";
import type { PerformanceConfig } from "../config.ts";
import { infoOf, type MetricKey } from "../definitions.ts";
import type { CandidatePart, CandidateResult, Compared } from "./result.ts";

/** The comparison with its one judgement: whether the candidate is worse than the current model by more than the margin. */
export function candidateOf(
  part: CandidatePart | undefined,
  config: PerformanceConfig,
  primary: MetricKey | null,
): CandidateResult | null {
  const { candidate } = config;
  if (part === undefined || candidate === null) return null;
  const compared =
    part.metrics.find(({ metric }) => metric === primary) ?? part.metrics.find(({ difference }) => difference !== null);
  return {
    ...{ name: candidate.name, reason: part.reason, metrics: [...part.metrics], margin: candidate.margin },
    judged: compared?.metric ?? null,
    level: compared === undefined ? "none" : levelOf(compared, candidate.margin, config.min_rows),
  };
}

/** Fail when the whole interval is worse by more than the margin, warn when the difference is, low_n below the least rows. */
function levelOf({ metric, difference, low, high, rows }: Compared, margin: number, minRows: number): VerdictLevel {
  if (difference === null) return "none";
  if (rows < minRows) return "low_n";
  const sign = infoOf(metric).better === "lower" ? 1 : -1;
  const worse = sign * difference;
  const least = low === null || high === null ? null : Math.min(sign * low, sign * high);
  if (least !== null && least > margin) return "fail";
  return worse > margin ? "warn" : "pass";
}

const signed = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(4)}`;

/** What the candidate would change, in one sentence. */
export function candidateSentence(result: CandidateResult): string {
  const compared = result.metrics.find(({ metric }) => metric === result.judged);
  if (compared === undefined || compared.difference === null)
    return `The candidate ${result.name} is not compared: ${reasonText[result.reason ?? compared?.reason ?? "no_score"]}.`;
  const { metric, difference, low, high, rows } = compared;
  const bounds = low === null || high === null ? "" : ` (${signed(low)} to ${signed(high)})`;
  return `${infoOf(metric).name} of the candidate ${result.name} less that of the current model: ${signed(difference)}${bounds}, on the same ${formatCount(rows)} rows; ${guardText[result.level]} ${result.margin}.`;
}

const guardText: Readonly<Record<VerdictLevel, string>> = {
  pass: "not worse than the margin",
  warn: "worse than the margin, though the interval leaves it open, of",
  fail: "worse by more than the margin",
  low_n: "too few rows to judge against the margin",
  info: "not judged against the margin",
  none: "not judged against the margin",
};
