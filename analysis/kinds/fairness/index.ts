import { defineKind } from "../kind.ts";
import { compute } from "./compute.ts";
import { fairnessConfig } from "./config.ts";
import { metricDefinitions } from "./definitions.ts";
import { figures } from "./figures/fairness-figures.ts";
import method from "./METHOD.md?raw";
import { headline, metrics } from "./metrics.ts";
import { plan } from "./plan.ts";
import { fairnessResult } from "./result.ts";
import { findings, summarize, verdict } from "./sentence.ts";
import { tables } from "./tables.ts";

export const fairness = defineKind({
  id: "fairness",
  version: 2,
  title: "Fairness and slices",
  question: "Whom does the model treat differently, since when, and where does it lose most?",
  method,
  config: fairnessConfig,
  result: fairnessResult,
  metricDefinitions,
  plan,
  compute,
  verdict,
  summarize,
  findings,
  metrics,
  headline,
  figures,
  tables,
});
