import type { CellContext } from "../context.ts";
import { candidateOf } from "./candidate/judge-candidate.ts";
import type { CandidatePart } from "./candidate/result.ts";
import type { PerformanceConfig } from "./config.ts";
import { costsOf } from "./costs/compute-costs.ts";
import type { CostsPart } from "./costs/result.ts";
import type { MetricKey } from "./definitions.ts";
import { computeEstimate } from "./estimate/compute-estimate.ts";
import type { EstimatePart } from "./estimate/part.ts";
import type { SidePart } from "./measured.ts";
import type { OperationalPart } from "./operational/result.ts";
import type { PerformanceResult } from "./result.ts";
import { frameOf } from "./windows.ts";

/** What the tasks beside the two sides hand over. */
export type ExtraPart = EstimatePart | CandidatePart | CostsPart | OperationalPart;

/** What the cell's tasks hand over: each side, and what else its settings ask for. */
export type PerformancePart = SidePart | ExtraPart;

/** What the optional tasks make of the result; each part is nothing where its task did not run. */
export function extrasOf(
  extras: readonly ExtraPart[],
  parts: readonly SidePart[],
  { config, context, primary }: { config: PerformanceConfig; context: CellContext; primary: MetricKey | null },
): Pick<PerformanceResult, "estimated" | "candidate" | "costs" | "operational"> {
  const operational = extras.filter((part) => part.extra === "operational");
  const time = frameOf(config, context);
  return {
    estimated: computeEstimate(
      extras.find((part) => part.extra === "estimate"),
      { parts, config, primary },
    ),
    candidate: candidateOf(
      extras.find((part) => part.extra === "candidate"),
      config,
      primary,
    ),
    costs: costsOf(
      extras.find((part) => part.extra === "costs"),
      { parts, config, context, time },
    ),
    operational:
      config.operational === null || operational.length === 0
        ? null
        : {
            ...{ latency: config.operational.latency, error: config.operational.error },
            sides: operational.flatMap(({ overall }) => overall ?? []),
            windows: operational.flatMap(({ windows }) => windows),
          },
  };
}
