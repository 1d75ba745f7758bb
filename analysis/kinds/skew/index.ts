import { defineKind } from "../kind.ts";
import { computeSkew } from "./compute.ts";
import { skewConfig } from "./config.ts";
import { metricDefinitions } from "./definitions.ts";
import { skewFigures } from "./figures/skew-figures.ts";
import method from "./METHOD.md?raw";
import { skewHeadline, skewMetrics } from "./metrics.ts";
import { planSkew } from "./plan.ts";
import { skewResult } from "./result.ts";
import { skewFindings, skewVerdict, summarizeSkew } from "./sentence.ts";
import { skewTables } from "./tables.ts";

export const skew = defineKind({
  id: "skew",
  version: 1,
  title: "Training-serving skew",
  question: "Does serving feed the model what training did?",
  method,
  config: skewConfig,
  result: skewResult,
  metricDefinitions,
  plan: planSkew,
  compute: computeSkew,
  verdict: skewVerdict,
  summarize: summarizeSkew,
  findings: skewFindings,
  metrics: skewMetrics,
  headline: skewHeadline,
  figures: skewFigures,
  tables: skewTables,
});
