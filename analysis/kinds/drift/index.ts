import { defineKind } from "../kind.ts";
import { computeDrift } from "./compute.ts";
import { driftConfig } from "./config.ts";
import { metricDefinitions } from "./definitions.ts";
import { driftFigures } from "./figures/drift-figures.ts";
import { driftFindings, driftHeadline } from "./findings.ts";
import method from "./METHOD.md?raw";
import { driftMetrics } from "./metrics.ts";
import { planDrift } from "./plan.ts";
import { driftResult } from "./result.ts";
import { driftVerdict, summarizeDrift } from "./sentence.ts";
import { driftTables } from "./tables.ts";

export const drift = defineKind({
  id: "drift",
  version: 2,
  title: "Drift",
  question: "Which inputs or outputs moved, beyond what the reference itself does?",
  method,
  config: driftConfig,
  result: driftResult,
  metricDefinitions,
  plan: planDrift,
  compute: computeDrift,
  verdict: driftVerdict,
  summarize: summarizeDrift,
  findings: driftFindings,
  metrics: driftMetrics,
  headline: driftHeadline,
  figures: driftFigures,
  tables: driftTables,
});
