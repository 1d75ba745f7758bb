import type { Reason } from "../../base/reasons.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import { crossFittedAuc } from "../../stats/cross-fitted-auc.ts";
import type { Measure } from "../../stats/measure.ts";
import { rankSums, rocAuc } from "../../stats/roc-auc.ts";
import { isPositive } from "../binary-columns.ts";
import type { CellContext, ContextColumn, ContextDataset } from "../context.ts";
import type { Task } from "../kind.ts";
import { hasTime } from "../time-windows.ts";
import type { SkewConfig } from "./config.ts";
import { columnOf } from "./pairing.ts";
import type { LeakPart } from "./parts.ts";
import {
  afterEventQuery,
  categoriesQuery,
  mostCategories,
  presenceQuery,
  type LabelledColumn,
  type Presence,
} from "./sql/leakage.ts";

interface Looking {
  readonly config: SkewConfig;
  readonly context: CellContext;
  readonly training: ContextDataset;
  readonly key: string | null;
}

/** One task a feature of the training side: does it know the label, or what came after the event? */
export function leakTasks(looking: Looking): readonly Task<LeakPart>[] {
  const { config, training } = looking;
  if (!config.leakage.look) return [];
  const label = labelOf(looking);
  const event = eventOf(looking);
  return featuresOf(looking).flatMap((name): Task<LeakPart>[] => {
    const column = columnOf(training, name);
    if (column === null || column.type === "unsupported") return [];
    if (column.type === "timestamp" && event === null && typeof label === "string") return [];
    return [{ label: `leakage of ${name}`, run: (source) => look(source, column, { ...looking, label, event }) }];
  });
}

/** The label as SQL of 1, 0 and null, or why there is none. */
function labelOf({ context: { model }, training }: Looking): { readonly sql: string } | Reason {
  const column = model?.columns.label == null ? null : columnOf(training, model.columns.label);
  if (column === null) return "no_label";
  if (model?.task != null && model.task !== "binary") return "not_binary";
  if (column.type === "unsupported" || column.type === "timestamp") return "unsupported_type";
  const sql = isPositive(column, model?.positive_class ?? null);
  return sql === null ? "no_positive_class" : { sql };
}

const eventOf = ({ context: { model }, training }: Looking): string | null => {
  const time = model?.columns.time ?? null;
  return time !== null && hasTime(training, time) ? time : null;
};

/** The model's features, or without any every column of the training side that has no role. */
function featuresOf({ config, context: { model }, training, key }: Looking): readonly string[] {
  const { label, prediction, score, time, id, features = [] } = model?.columns ?? {};
  const roles = new Set([label, prediction, score, time, id, key]);
  const asked = config.columns ?? (features.length > 0 ? features : training.columns.map(({ name }) => name));
  return [...new Set(asked)].filter((name) => !roles.has(name));
}

interface Known extends Looking {
  readonly label: { readonly sql: string } | Reason;
  readonly event: string | null;
}

async function look(source: StatsSource, column: ContextColumn, known: Known): Promise<LeakPart> {
  const { training, label, event, key } = known;
  const blank = { part: "leak", column: column.name, presence: null, after: null } as const;
  const after =
    column.type === "timestamp" && event !== null
      ? ((await source.rows(afterEventQuery(training.relation, column.name, event)))[0] ?? null)
      : null;
  if (typeof label === "string") return { ...blank, after, auc: label, reason: label };
  const asked: LabelledColumn = { relation: training.relation, column, label: label.sql };
  const { auc, presence } =
    column.type === "number" ? await ofNumbers(source, asked) : await ofValues(source, asked, key);
  return { ...blank, after, auc, presence, reason: typeof auc === "string" ? auc : null };
}

interface Telling {
  readonly auc: Measure;
  readonly presence: Presence | null;
}

/** Exact, from the sorted values of each label; infinities take no part. */
async function ofNumbers(source: StatsSource, { relation, column, label }: LabelledColumn): Promise<Telling> {
  const of = (y: 0 | 1) => source.values({ relation, column: column.name, where: `${label} = ${y}` });
  const [positives, negatives] = [await of(1), await of(0)];
  const missing = { positives: positives.nulls + positives.nans, negatives: negatives.nulls + negatives.nans };
  return {
    auc: rocAuc(rankSums(positives, negatives)),
    presence: {
      present_positives: positives.rows - missing.positives,
      present_negatives: negatives.rows - missing.negatives,
      missing_positives: missing.positives,
      missing_negatives: missing.negatives,
    },
  };
}

async function ofValues(source: StatsSource, asked: LabelledColumn, key: string | null): Promise<Telling> {
  const [presence = null] = await source.rows(presenceQuery(asked));
  if (asked.column.type === "timestamp") return { auc: "not_applicable", presence };
  const categories = await source.rows(categoriesQuery(asked, key));
  return { auc: categories.length > mostCategories ? "too_many_values" : crossFittedAuc(categories), presence };
}
