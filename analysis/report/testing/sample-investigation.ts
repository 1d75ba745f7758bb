import * as Plot from "@observablehq/plot";
import { z } from "../../base/schema.ts";
import type { JsonObject } from "../../base/json.ts";
import { cellKey, intentDigest, resultDigest } from "../../document/digests.ts";
import { appendHistory } from "../../document/history.ts";
import { inputsOf } from "../../document/freshness.ts";
import { investigationSchema, type EnginePin, type Investigation } from "../../document/schema.ts";
import { defineKind, type AnyKind } from "../../kinds/kind.ts";
import { color } from "../../kinds/theme.ts";

const resultSchema = z.strictObject({
  level: z.enum(["pass", "warn", "fail", "low_n"]),
  subject: z.string(),
  sentence: z.string(),
  values: z.array(z.strictObject({ column: z.string(), value: z.number() })),
});

/** A small kind whose result holds text for every slot of a report: title, sentence, reason, chart, table, finding. */
export const probe: AnyKind<"probe"> = defineKind({
  id: "probe",
  version: 1,
  title: "Probe",
  question: "What moved?",
  method: "# Probe\n\n## Definition\n\nA *made* result with `code` and <b>raw</b> text.",
  config: z.strictObject({ top: z.int().default(12) }),
  result: resultSchema,
  metricDefinitions: [],
  plan: () => [],
  compute: () => ({ level: "pass" as const, subject: "", sentence: "", values: [] }),
  verdict: ({ level, subject }) => ({ level, reasons: [`The reason is ${subject}.`] }),
  summarize: ({ sentence }) => sentence,
  findings: ({ level, subject, sentence, values }) =>
    level === "fail" || level === "warn"
      ? [{ level, subject, sentence, impact: values[0]?.value ?? 0, since: "2026-11-14T00:00:00.000Z" }]
      : [],
  metrics: ({ values, level }) =>
    values.map(({ column, value }) => ({
      ...{
        metric: "probe.value",
        value,
        reason: null,
        unit: "nats",
        row_count: 1000,
        numerator: null,
        denominator: null,
      },
      ...{ ci_low: null, ci_high: null, ci_level: null, ci_method: null, p_value: 0.25, p_adjusted: null },
      ...{ convention: "casefile/probe", column, slice: null, window_start: null, window_end: null },
      ...{ dataset_role: "production" as const, verdict: level },
    })),
  headline: () => [],
  figures: ({ subject, values }) => [
    {
      id: "ranked",
      title: `Movement of ${subject}`,
      description: `${String(values.length)} columns by how far they moved; ${subject} first.`,
      options: (width) => ({
        ...{
          width,
          height: 60 + 22 * values.length,
          marginLeft: 140,
          marginRight: 60,
          x: { label: "PSI", grid: true },
          y: { label: null },
        },
        marks: [
          Plot.ruleX([0.1], { stroke: color("warn"), strokeDasharray: "6,3" }),
          Plot.ruleX([0.25], { stroke: color("fail"), strokeDasharray: "2,3" }),
          Plot.ruleY(values, { y: "column", x1: 0, x2: "value", stroke: color("production"), strokeWidth: 2 }),
          Plot.dot(values, { y: "column", x: "value", fill: color("production"), r: 5, title: "column", clip: true }),
          Plot.text(values, {
            y: "column",
            x: "value",
            text: (row: { value: number }) => row.value.toFixed(2),
            dx: 10,
            textAnchor: "start",
            fill: color("text"),
          }),
        ],
      }),
    },
  ],
  tables: ({ values }) => [
    {
      id: "columns",
      title: "All columns",
      columns: [
        { key: "verdict", label: "Verdict", format: "verdict" },
        { key: "column", label: "Column", format: "text" },
        { key: "value", label: "PSI", format: "metric" },
        { key: "p", label: "p", format: "p" },
      ],
      rows: values.map(({ column, value }) => ({ verdict: value > 0.25 ? "fail" : "pass", column, value, p: null })),
    },
  ],
}).face;

const engine: EnginePin = {
  package: "@duckdb/duckdb-wasm",
  version: "1.28.0",
  library: "v0.9.1",
  wasm_sha256: "e".repeat(64),
};

/** What of a text can stand in a path. */
const fileName = (text: string): string => text.replace(/[\\/:\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "_");

const dataset = (role: "reference" | "production", text: string): JsonObject => ({
  ...{ id: role, role, rows: role === "reference" ? 2104411 : 2177903 },
  files: [
    {
      path: `data/${fileName(text)}.parquet`,
      sha256: (role === "reference" ? "c6" : "12").repeat(32),
      bytes: 184233771,
      rows: 2104411,
    },
  ],
  schema: [
    { name: text, type: "DOUBLE" },
    { name: "event_ts", type: "TIMESTAMP", note: text },
  ],
  window: role === "reference" ? null : { column: "event_ts", from: "2026-11-09T00:00:00.000Z", to: null },
  time_range: { column: "event_ts", min: "2026-10-26T00:00:00.000Z", max: "2026-11-01T23:59:59.913Z" },
});

const probeResult = (text: string, level: string, count: number): JsonObject => ({
  ...{ level, subject: text, sentence: `${text} moved from 0.02 to 0.53, beyond the limit of 0.25.` },
  values: Array.from({ length: count }, (_, index) => ({
    column: index === 0 ? text : `column_${String(index)}`,
    value: 0.53 / (index + 1),
  })),
});

/** An investigation with a cell in each state that a report can meet; `text` stands in every text slot. */
export function sampleInvestigation(text = "monthly_income"): Investigation {
  const cells = [
    {
      id: "c_story",
      kind: "note",
      kind_version: 1,
      title: text,
      params: {
        text: [
          `# ${text}`,
          "",
          `See **this** [link](https://example.org/${text}) and ${text}.`,
          "",
          "| a | b |",
          "|---|---|",
          `| ${text} | 2 |`,
        ],
        type: "decision",
        owner: text,
        date: "2026-11-15",
      },
    },
    { id: "c_moved", kind: "probe", kind_version: 1, title: `What moved: ${text}`, params: {} },
    { id: "c_warn", kind: "probe", kind_version: 1, title: "Second look", params: {} },
    { id: "c_low", kind: "probe", kind_version: 1, title: "Small slice", params: {} },
    { id: "c_stale", kind: "probe", kind_version: 1, title: "Old settings", params: { top: 3 } },
    { id: "c_unknown", kind: text === "" ? "x" : text, kind_version: 1, title: "From the future", params: {} },
    { id: "c_broken", kind: "probe", kind_version: 1, title: "Broken", params: {} },
    { id: "c_new", kind: "probe", kind_version: 1, title: "", params: {} },
  ];
  const results: JsonObject = {
    c_moved: probeResult(text, "fail", 14),
    c_warn: probeResult(text, "warn", 3),
    c_low: probeResult("slice", "low_n", 2),
    c_stale: probeResult("other", "warn", 4),
    c_unknown: { anything: text },
    c_broken: { level: text },
  };
  const draft = {
    ...{
      format: "casefile.investigation",
      version: 1,
      id: "inv_01JD9Q4R7V8K2M5N6P3T0W1XYZ",
      title: text,
      question: `Why did recall fall? ${text}`,
    },
    datasets: [dataset("reference", text), dataset("production", text)],
    models: [
      {
        ...{
          id: "scorer",
          name: text,
          version: "4.2.0",
          artifact: { path: `models/${fileName(text)}.onnx`, sha256: "5f".repeat(32), bytes: 8812044 },
          task: "binary",
        },
        columns: {
          label: text,
          prediction: null,
          score: "score",
          features: [text],
          time: "event_ts",
          id: null,
          groups: [text],
        },
        ...{ positive_class: text, threshold: 0.5 },
      },
    ],
    filters: { time: null, slices: [{ column: text, op: "in", values: [text] }] },
    cells,
    conclusion: { status: "mitigated", text: [`The unit of ${text} changed.`], evidence: ["c_moved"] },
    ...{ lock: null, results, history: [] },
  };
  const document = investigationSchema.parse(draft);
  const withHistory = appendHistory(document, {
    at: "2026-11-15T09:00:00.000Z",
    by: text,
    action: "accept",
    summary: `Accepted: ${text}`,
  });
  return withLock(withHistory);
}

function withLock(document: Investigation): Investigation {
  const locked = document.cells.flatMap((cell) => {
    const result = document.results[cell.id];
    const inputs = inputsOf(
      document,
      cell,
      { kindVersion: cell.kind_version, params: { top: cell.id === "c_stale" ? 4 : 12 } },
      engine,
    );
    if (result === undefined || inputs === null) return [];
    return [
      [cell.id, { key: cellKey(inputs), result_digest: resultDigest(result), verdict: "fail" as const, headline: [] }],
    ];
  });
  return investigationSchema.parse({
    ...document,
    lock: {
      intent_digest: intentDigest(document),
      app: "0.1.0",
      engine,
      cells: Object.fromEntries(locked) as JsonObject,
    },
  });
}
