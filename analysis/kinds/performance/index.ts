import { defineKind } from "../kind.ts";
import { computePerformance } from "./compute.ts";
import { performanceConfig } from "./config.ts";
import { measuredDefinitions } from "./definitions.ts";
import { candidateDefinitions } from "./candidate/candidate-tables.ts";
import { costDefinitions } from "./costs/cost-tables.ts";
import { operationalDefinitions } from "./operational/operational-tables.ts";
import { estimateDefinitions } from "./estimate/estimate-metrics.ts";
import { performanceFigures } from "./figures/performance-figures.ts";
import { performanceFindings, performanceHeadline } from "./findings.ts";
import method from "./METHOD.md?raw";
import { performanceMetrics } from "./metrics.ts";
import { planPerformance } from "./plan.ts";
import { performanceResult } from "./result.ts";
import { performanceVerdict, summarizePerformance } from "./sentence.ts";
import { performanceTables } from "./tables.ts";

export const performance = defineKind({
  id: "performance",
  version: 3,
  title: "Performance",
  question: "Did the model get worse, and since when?",
  method,
  config: performanceConfig,
  result: performanceResult,
  metricDefinitions: [
    ...measuredDefinitions,
    ...estimateDefinitions,
    ...candidateDefinitions,
    ...costDefinitions,
    ...operationalDefinitions,
  ],
  plan: planPerformance,
  compute: computePerformance,
  verdict: performanceVerdict,
  summarize: summarizePerformance,
  findings: performanceFindings,
  metrics: performanceMetrics,
  headline: performanceHeadline,
  figures: performanceFigures,
  tables: performanceTables,
});
