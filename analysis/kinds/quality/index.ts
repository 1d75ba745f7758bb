import { defineKind } from "../kind.ts";
import { compute } from "./compute.ts";
import { qualityConfig } from "./config.ts";
import { metricDefinitions } from "./definitions.ts";
import { missingChange } from "./figures/missing-change.ts";
import { missingOverTime } from "./figures/missing-over-time.ts";
import { rowsOverTime } from "./figures/rows-over-time.ts";
import method from "./METHOD.md?raw";
import { headline, metrics } from "./metrics.ts";
import { plan } from "./plan.ts";
import { qualityResult } from "./result.ts";
import { findings, summarize, verdict } from "./summarize.ts";
import { tables } from "./tables.ts";

export const quality = defineKind({
  id: "quality",
  version: 2,
  title: "Data quality",
  question: "Can I trust the rows?",
  method,
  config: qualityConfig,
  result: qualityResult,
  metricDefinitions,
  plan,
  compute,
  verdict,
  summarize,
  findings,
  metrics,
  headline,
  figures: (result) => [...rowsOverTime(result), ...missingChange(result), ...missingOverTime(result)],
  tables,
});
