import { defineKind } from "../kind.ts";
import { compute } from "./compute.ts";
import { sqlConfig } from "./config.ts";
import { metricDefinitions } from "./definitions.ts";
import { chartFigures } from "./figures/chart.ts";
import method from "./METHOD.md?raw";
import { headline, metrics } from "./metrics.ts";
import { plan } from "./plan.ts";
import { sqlResult } from "./result.ts";
import { findings, summarize, unlockable, verdict } from "./summarize.ts";
import { tables } from "./tables.ts";

export const sql = defineKind({
  id: "sql",
  version: 1,
  title: "SQL",
  question: "What does a query of my own say?",
  method,
  config: sqlConfig,
  result: sqlResult,
  metricDefinitions,
  plan,
  compute,
  verdict,
  unlockable,
  summarize,
  findings,
  metrics,
  headline,
  figures: (result) => chartFigures(result),
  tables,
});
