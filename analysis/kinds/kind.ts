import type { PlotOptions } from "@observablehq/plot";
import type { Json } from "../base/json.ts";
import type { z } from "../base/schema.ts";
import type { StatsSource } from "../base/stats-source.ts";
import type { Headline, VerdictLevel } from "../document/schema.ts";
import type { CellContext } from "./context.ts";

/** One independent piece of a cell's work, usually one column: it asks the source and keeps only what is small. */
export interface Task<Part> {
  /** For progress: "monthly_income". */
  readonly label: string;
  run(source: StatsSource): Promise<Part>;
}

/** The one judgement on a cell. `reasons` are plain sentences, worst first. */
export interface Verdict {
  readonly level: VerdictLevel;
  readonly reasons: readonly string[];
}

/** Something that a reader should know first. `impact` orders findings of one level; it is comparable inside a kind. */
export interface Finding {
  readonly level: "fail" | "warn";
  /** The column, metric or slice that it is about; findings on one subject are shown together. */
  readonly subject: string;
  readonly sentence: string;
  readonly impact: number;
  /** Start of the first window that shows it, or nothing when time is not known. */
  readonly since: string | null;
}

/** One number of the exports (file-format.md section 4); the runner adds pins, model and versions. */
export interface MetricValue {
  readonly metric: string;
  readonly value: number | null;
  readonly reason: string | null;
  readonly unit: string;
  readonly row_count: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly ci_low: number | null;
  readonly ci_high: number | null;
  readonly ci_level: number | null;
  readonly ci_method: string | null;
  readonly p_value: number | null;
  readonly p_adjusted: number | null;
  readonly convention: string | null;
  readonly column: string | null;
  readonly slice: string | null;
  readonly window_start: string | null;
  readonly window_end: string | null;
  readonly dataset_role: "reference" | "production" | null;
  readonly verdict: VerdictLevel;
}

/** What a metric id means, once, for the app, the report, the exports and docs/metrics.md. */
export interface MetricDefinition {
  /** `kind.metric` in snake case: `drift.psi`. */
  readonly id: string;
  readonly name: string;
  readonly formula: string;
  readonly unit: string;
  readonly range: string;
  /** Which way is worse. */
  readonly direction: "higher_is_worse" | "lower_is_worse" | "neither";
  /** Convention ids, the default first: `casefile/psi`, `evidently-0.7/psi`. */
  readonly conventions: readonly { readonly id: string; readonly rule: string }[];
  readonly source: string;
}

/** A chart as data: the same options draw in the app and, through a DOM stand-in, in the report. Colours come from `theme.ts`. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  /** What the chart shows, for those who cannot see it. */
  readonly description: string;
  options(width: number): PlotOptions;
}

export type CellFormat = "text" | "count" | "share" | "points" | "metric" | "number" | "p" | "verdict" | "instant";
export interface TableColumn {
  readonly key: string;
  readonly label: string;
  readonly format: CellFormat;
}
export type TableRow = Readonly<Record<string, string | number | boolean | null>>;
export interface ResultTable {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

/**
 * A kind of cell: one question, from its settings to its sentence. Everything here is pure but `Task.run`, and that
 * only asks the source it is given. `Config` and `Result` are the zod schemas' types; `Part` never leaves the kind.
 */
export interface CellKind<Id extends string, Config, Part, Result extends Json> {
  readonly id: Id;
  readonly version: number;
  readonly title: string;
  readonly question: string;
  /** METHOD.md: shown in the app as "How this is computed" and printed in reports. */
  readonly method: string;
  /** Every field has a default, so that `{}` parses. */
  readonly config: z.ZodType<Config>;
  readonly result: z.ZodType<Result>;
  readonly metricDefinitions: readonly MetricDefinition[];
  /** Nothing to run, for kinds that only hold text. */
  readonly inert?: true;
  /** Throws `config/…` errors for settings that this context cannot serve; one bad column is a part, not an error. */
  plan(config: Config, context: CellContext): readonly Task<Part>[];
  /** `parts` are in the order of `plan`. */
  compute(parts: readonly Part[], config: Config, context: CellContext): Result;
  verdict(result: Result): Verdict;
  /** Why this result may be shown and not stored, as a clause: "uses now()". Kinds without it always compute the same again. */
  unlockable?(result: Result): string | null;
  summarize(result: Result): string;
  findings(result: Result): readonly Finding[];
  metrics(result: Result): readonly MetricValue[];
  headline(result: Result): readonly Headline[];
  figures(result: Result): readonly Figure[];
  tables(result: Result): readonly ResultTable[];
}

/** The same kind with its types closed over: what run/, report/ and the app's shell see. */
export interface AnyKind<Id extends string = string> {
  readonly id: Id;
  readonly version: number;
  readonly title: string;
  readonly question: string;
  readonly method: string;
  readonly metricDefinitions: readonly MetricDefinition[];
  readonly inert: boolean;
  /** The settings with defaults filled in: what the cell's key is made of. */
  normalize(rawConfig: unknown): Json;
  prepare(
    rawConfig: unknown,
    context: CellContext,
  ): { readonly tasks: readonly Task<void>[]; readonly finish: () => Json };
  /** Everything that can be said about a stored result; throws when it does not fit this kind's schema. */
  read(rawResult: unknown): ResultFace;
}

export interface ResultFace {
  readonly verdict: Verdict;
  /** Why it is not stored: a clause; absent for what can be. */
  readonly unlockable?: string;
  readonly sentence: string;
  readonly findings: readonly Finding[];
  readonly metrics: readonly MetricValue[];
  readonly headline: readonly Headline[];
  readonly figures: readonly Figure[];
  readonly tables: readonly ResultTable[];
}

export type DefinedKind<Id extends string, Config, Part, Result extends Json> = CellKind<Id, Config, Part, Result> & {
  readonly face: AnyKind<Id>;
};

/** Closes a kind's types over, so that the runner loops over all kinds without a cast. */
export function defineKind<Id extends string, Config, Part, Result extends Json>(
  kind: CellKind<Id, Config, Part, Result>,
): DefinedKind<Id, Config, Part, Result> {
  const { id, version, title, question, method, metricDefinitions } = kind;
  const face: AnyKind<Id> = {
    ...{ id, version, title, question, method, metricDefinitions },
    inert: kind.inert ?? false,
    normalize: (raw) => kind.config.parse(raw) as Json,
    prepare(raw, context) {
      const config = kind.config.parse(raw);
      const tasks = kind.plan(config, context);
      const kept: Part[] = [];
      return {
        tasks: tasks.map((task, index) => ({
          label: task.label,
          run: async (source: StatsSource) => {
            kept[index] = await task.run(source);
          },
        })),
        finish: () => kind.result.parse(kind.compute(kept, config, context)),
      };
    },
    read(raw) {
      const result = kind.result.parse(raw);
      const unlockable = kind.unlockable?.(result) ?? null;
      return {
        verdict: kind.verdict(result),
        ...(unlockable === null ? {} : { unlockable }),
        sentence: kind.summarize(result),
        findings: kind.findings(result),
        metrics: kind.metrics(result),
        headline: kind.headline(result),
        figures: kind.figures(result),
        tables: kind.tables(result),
      };
    },
  };
  return Object.freeze({ ...kind, face });
}
