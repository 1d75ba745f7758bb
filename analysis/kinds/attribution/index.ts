import { defineKind } from "../kind.ts";
import { compute } from "./compute.ts";
import { attributionConfig } from "./config.ts";
import { metricDefinitions } from "./definitions.ts";
import { classifierFigure } from "./figures/classifier.ts";
import { contributionValuesFigure } from "./figures/contribution-values.ts";
import { contributionsFigure } from "./figures/contributions.ts";
import { importanceFigure } from "./figures/importance.ts";
import { whyFigures } from "./figures/why.ts";
import method from "./METHOD.md?raw";
import { headline, metrics } from "./metrics.ts";
import { plan } from "./plan.ts";
import { attributionResult } from "./result.ts";
import { findings, summarize, verdict } from "./sentence.ts";
import { tables } from "./tables.ts";

export const attribution = defineKind({
  id: "attribution",
  version: 2,
  title: "Attribution",
  question: "Why did the metric change, and which inputs and slices carry it?",
  method,
  config: attributionConfig,
  result: attributionResult,
  metricDefinitions,
  plan,
  compute,
  verdict,
  summarize,
  findings,
  metrics,
  headline,
  figures: (result) => [
    ...whyFigures(result),
    ...importanceFigure(result),
    ...contributionsFigure(result),
    ...contributionValuesFigure(result),
    ...classifierFigure(result),
  ],
  tables,
});
