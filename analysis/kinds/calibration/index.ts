import { defineKind } from "../kind.ts";
import { compute } from "./compute.ts";
import { calibrationConfig } from "./config.ts";
import { metricDefinitions } from "./definitions.ts";
import { groupsFigure } from "./figures/groups.ts";
import { overTimeFigures } from "./figures/over-time.ts";
import { reliabilityFigure } from "./figures/reliability.ts";
import { scoreHistogram } from "./figures/score-histogram.ts";
import method from "./METHOD.md?raw";
import { headline, metrics } from "./metrics.ts";
import { plan } from "./plan.ts";
import { calibrationResult } from "./result.ts";
import { findings, summarize, verdict } from "./sentence.ts";
import { tables } from "./tables.ts";

export const calibration = defineKind({
  id: "calibration",
  version: 2,
  title: "Calibration",
  question: "Do the scores still mean what they say?",
  method,
  config: calibrationConfig,
  result: calibrationResult,
  metricDefinitions,
  plan,
  compute,
  verdict,
  summarize,
  findings,
  metrics,
  headline,
  figures: (result) => [
    ...reliabilityFigure(result),
    ...scoreHistogram(result),
    ...groupsFigure(result),
    ...overTimeFigures(result),
  ],
  tables,
});
