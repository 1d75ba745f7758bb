import type { Headline } from "../../document/schema.ts";
import type { Finding } from "../kind.ts";
import { candidateFindings } from "./candidate/candidate-tables.ts";
import { idOf, infoOf } from "./definitions.ts";
import type { PerformanceResult } from "./result.ts";
import { measuredSentence, primaryEstimate } from "./sentence.ts";

/** The change of the primary metric, when it crosses a line that lasts. Impact: distance from the centre in fail-line distances. */
export const performanceFindings = (result: PerformanceResult): readonly Finding[] => [
  ...measuredFindings(result),
  ...candidateFindings(result.candidate),
];

function measuredFindings(result: PerformanceResult): readonly Finding[] {
  const { primary, level, since } = result;
  if (primary === null || (level !== "warn" && level !== "fail")) return [];
  const sentence = measuredSentence(result);
  return [{ level, subject: infoOf(primary).name, sentence, impact: impactOf(result), since }];
}

function impactOf(result: PerformanceResult): number {
  const { lines, time } = result;
  if (lines === null || lines.centre === null || lines.fail === lines.centre) return 0;
  const crossing = time?.windows.findLast(({ level }) => level === "warn" || level === "fail")?.primary.value;
  const shown = crossing ?? primaryEstimate(result, "production")?.value ?? lines.centre;
  return Math.abs((shown - lines.centre) / (lines.fail - lines.centre));
}

/** The primary metric of production first, then the others that are defined. */
export function performanceHeadline({ production, primary }: PerformanceResult): readonly Headline[] {
  const ordered = [...production.estimates].sort((a, b) => Number(b.metric === primary) - Number(a.metric === primary));
  return ordered.slice(0, 5).map(({ metric, value }) => ({ metric: idOf(metric), column: null, value }));
}
