import { defineKind } from "../kind.ts";
import { noteConfig } from "./config.ts";
import method from "./METHOD.md?raw";
import { noteResult } from "./result.ts";

export const note = defineKind({
  id: "note",
  version: 1,
  title: "Note",
  question: "What do we think, and what did we decide?",
  method,
  config: noteConfig,
  result: noteResult,
  metricDefinitions: [],
  inert: true,
  plan: () => [],
  compute: () => ({}),
  verdict: () => ({ level: "none", reasons: [] }),
  summarize: () => "",
  findings: () => [],
  metrics: () => [],
  headline: () => [],
  figures: () => [],
  tables: () => [],
});
