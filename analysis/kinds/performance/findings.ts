import type { Headline } from "../../document/schema.ts";
import type { Finding } from "../kind.ts";
import { idOf, infoOf } from "./definitions.ts";
import type { PerformanceResult } from "./result.ts";
import { primaryEstimate, summarizePerformance } from "./sentence.ts";

/** The change of the primary metric, when it crosses a line that lasts. Impact: distance from the centre in fail-line distances. */
export function performanceFindings(result: PerformanceResult): readonly Finding[] {
  const { primary, level, lines, since } = result;
  if (primary === null || (level !== "warn" && level !== "fail")) return [];
  const value = result.time?.windows.findLast(({ level: own }) => own === "warn" || own === "fail")?.primary.value;
  const shown = value ?? primaryEstimate(result, "production")?.value ?? 0;
  const reach = lines === null || lines.centre === null ? 0 : Math.abs(lines.fail - lines.centre);
  const impact = reach > 0 ? Math.abs(shown - (lines?.centre ?? shown)) / reach : 0;
  return [{ level, subject: infoOf(primary).name, sentence: summarizePerformance(result), impact, since }];
}

/** The primary metric of production first, then the others that are defined. */
export function performanceHeadline({ production, primary }: PerformanceResult): readonly Headline[] {
  const ordered = [...production.estimates].sort((a, b) => Number(b.metric === primary) - Number(a.metric === primary));
  return ordered.slice(0, 5).map(({ metric, value }) => ({ metric: idOf(metric), column: null, value }));
}
