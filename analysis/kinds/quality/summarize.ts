import { formatCount } from "../../base/format.ts";
import type { VerdictLevel } from "../../document/schema.ts";
import type { Finding, Verdict } from "../kind.ts";
import { impactOf } from "./order.ts";
import type { Check, QualityResult } from "./result.ts";
import { sentence } from "./sentences.ts";

const isAlarm = (level: VerdictLevel): level is "warn" | "fail" => level === "warn" || level === "fail";
const withLevel = ({ checks }: QualityResult, ...levels: readonly VerdictLevel[]): readonly Check[] =>
  checks.filter(({ level }) => levels.includes(level));

/** The worst check decides; a check without enough rows only where no other could judge. */
export function verdict(result: QualityResult): Verdict {
  const alarms = withLevel(result, "fail", "warn");
  const reasons = alarms.map(sentence);
  if (alarms[0]) return { level: alarms[0].level, reasons };
  const tooFew = withLevel(result, "low_n");
  if (tooFew.some(({ check }) => check === "rows") || (tooFew.length > 0 && withLevel(result, "pass").length === 0))
    return { level: "low_n", reasons: ["There are too few rows to judge."] };
  return { level: "pass", reasons };
}

export function findings({ checks }: QualityResult): readonly Finding[] {
  return checks.flatMap((check): Finding[] => {
    if (!isAlarm(check.level)) return [];
    return [
      {
        level: check.level,
        subject: check.column ?? "rows",
        sentence: sentence(check),
        impact: impactOf(check),
        since: check.since,
      },
    ];
  });
}

/** The worst finding in words, and how the other checks ended. */
export function summarize(result: QualityResult): string {
  const [worst, ...others] = withLevel(result, "fail", "warn");
  const passed = withLevel(result, "pass").length;
  const tooFew = withLevel(result, "low_n").length;
  const notEnough = tooFew === 0 ? "" : ` ${formatCount(tooFew)} had not enough data.`;
  if (!worst) return `No check failed or warned in ${checksText(passed + tooFew)}.${notEnough}`;
  const rest = [
    ...(others.length > 0
      ? [`${checksText(others.length, "other ")} ${others.length === 1 ? "fails or warns" : "fail or warn"}`]
      : []),
    ...(passed > 0
      ? [`${checksText(passed, others.length > 0 ? "" : "other ")} ${passed === 1 ? "passes" : "pass"}`]
      : []),
  ];
  return `${sentence(worst)}${rest.length > 0 ? ` ${rest.join("; ")}.` : ""}${notEnough}`;
}

const checksText = (count: number, other = ""): string =>
  `${formatCount(count)} ${other}${count === 1 ? "check" : "checks"}`;
