import type { Reason } from "../../../base/reasons.ts";
import type { StatsSource } from "../../../base/stats-source.ts";
import type { Expected } from "../../../stats/expected-auc.ts";
import { expectedMeanLoss, expectedRoot, lossModel } from "../../../stats/loss-model.ts";
import type { LossModel, LossModelSums } from "../../../stats/loss-model.ts";
import type { Side } from "../../binary-columns.ts";
import type { CellContext } from "../../context.ts";
import { predictedNumber, sideColumns } from "../roles.ts";
import { losses, modelSums, sumsOf, type ErrorModel } from "../sql/error-model.ts";
import type { ErrorRows, LossName, ModelRow } from "../sql/error-model.ts";
import { labelCounts, type LabelCountRow } from "../sql/label-counts.ts";
import type { Input } from "../sql/support.ts";
import { noWindow, type WindowSql } from "../windows.ts";
import { codedInputs, fitErrors, mostInputs } from "./fit-errors.ts";
import { inputsOf } from "./inputs.ts";
import { estimable, type EstimatedMetric, type Fit } from "./part.ts";
import { beforeSql, bucketOf, sinceSql, type Estimation, type EstimateTask, type Split, type Way } from "./way.ts";

/** A model of errors needs so many rows. */
const fewestFitted = 300;
/** The share of the errors' spread that it has to explain in rows that it was not fitted on. */
const leastSkill = 0.01;

interface Columns {
  readonly relation: string;
  readonly prediction: string;
  readonly label: string;
}
interface Setting extends Pick<EstimateTask, "context" | "config"> {
  readonly time: NonNullable<EstimateTask["time"]>;
  readonly sides: Readonly<Record<Side, Columns>>;
  readonly outputs: readonly string[];
}

/** DLE of a regression: what a model of the errors, fitted on the reference, expects of each row. */
export function errorWay(task: EstimateTask): Way | Reason {
  const setting = settingOf(task);
  if (typeof setting === "string") return setting;
  const { sides, time, outputs } = setting;
  return {
    ...{ time, outputs, relations: { reference: sides.reference.relation, production: sides.production.relation } },
    counts: (source, side, window) => source.rows(countsOf(sides[side], window)),
    estimate: (source, split) => estimate(source, setting, split),
  };
}

function settingOf({ config, context, time }: EstimateTask): Setting | Reason {
  const before = sideColumns(config, context, "reference");
  if (typeof before === "string") return before;
  const [reference, production] = [predictedNumber(context, "reference"), predictedNumber(context, "production")];
  if (typeof reference === "string") return reference;
  if (typeof production === "string") return production;
  if (time === null || context.reference === null || context.production === null) return "no_back_test";
  const now = sideColumns(config, context, "production");
  const label = typeof now === "string" ? "CAST(NULL AS DOUBLE)" : now.label;
  return {
    ...{ time, config, context, outputs: [reference.column] },
    sides: {
      reference: { relation: context.reference.relation, prediction: reference.sql, label: before.label },
      production: { relation: context.production.relation, prediction: production.sql, label },
    },
  };
}

const errorSql = ({ prediction, label }: Columns): string => `abs(${prediction} - ${label})`;

const countsOf = (columns: Columns, window: WindowSql) =>
  labelCounts({ relation: columns.relation, ...window }, { label: columns.label, size: errorSql(columns) });

/** What the task fits: trees, and how many rows they saw. */
type Fitted = Awaited<ReturnType<typeof fitErrors>>;

async function estimate(source: StatsSource, setting: Setting, { split, windows }: Split): Promise<Estimation> {
  const { sides, time } = setting;
  const { reference, production } = sides;
  const none = { fit: null, early: null, shift: null, windows: [] };
  const most = mostError(await source.rows(countsOf(reference, windows.reference)));
  if (most === 0) return { ...none, reason: "nothing_varies" };
  const { early, whole } = await fitted(source, setting, split);
  if (Math.min(early.rows, whole.rows) < fewestFitted) return { ...none, reason: "too_few_rows" };
  const where = sinceSql(time, null);
  const known: ErrorRows = { ...reference, truth: { label: reference.label, most }, window: windows.reference, where };
  const tried = (await source.rows(modelSums(early.model, known))).map((row) => readSums(row, early.model, known));
  const all = (await source.rows(modelSums(whole.model, { ...known, window: noWindow }))).map((row) =>
    readSums(row, whole.model, known),
  );
  const later = tried.filter(({ day }) => day >= split);
  const first = modelsOf(
    tried.filter(({ day }) => day < split),
    later,
  );
  if (typeof first === "string") return { ...none, reason: first };
  const skill = losses.map((name) => first[name].skill);
  const fitOf = ({ rows }: Fitted): Fit => ({ rows, positives: null, steps: null, skill });
  const found = { fit: fitOf(whole), early: fitOf(early), shift: null };
  const drawn = estimable.regression.indexOf(setting.config.primary.regression);
  if ((skill[drawn] ?? 0) < leastSkill) return { ...found, reason: "no_skill", windows: [] };
  const unknown: ErrorRows = { ...production, truth: null, window: windows.production, where };
  const now = (await source.rows(modelSums(whole.model, unknown))).map((row) => readSums(row, whole.model, unknown));
  const last = rescaled(first, all);
  const bucket = (side: Side, own: LossModels) => (sums: DaySums) =>
    bucketOf(sums.day, { side, time, window: windows[side] }, { rows: sums.rows, metrics: metricsOf(sums, own) });
  return {
    ...{ ...found, reason: null },
    windows: [...later.map(bucket("reference", first)), ...now.map(bucket("production", last))],
  };
}

const mostError = (rows: readonly LabelCountRow[]): number =>
  rows.reduce((most, row) => Math.max(most, row.most ?? 0), 0);

/** Trees of the windows before `split`, and of all, from the same bins of the same inputs. */
async function fitted(
  source: StatsSource,
  { sides, context, config, time, outputs }: Setting,
  split: string,
): Promise<Readonly<Record<"early" | "whole", Fitted>>> {
  const { relation } = sides.reference;
  const { inputs } = inputsOf(context, outputs);
  const isOutput = ({ name }: Input): boolean => outputs.includes(name);
  const chosen = [...inputs.filter((one) => !isOutput(one)).slice(0, mostInputs - 1), ...inputs.filter(isOutput)];
  const features = await codedInputs(source, relation, chosen);
  const rows = { relation, error: errorSql(sides.reference), seed: config.seed, id: idOf(context) };
  const [early, whole] = await Promise.all([
    fitErrors(source, features, { ...rows, where: beforeSql(time, split) }),
    fitErrors(source, features, { ...rows, where: `coalesce(${sinceSql(time, null)}, FALSE)` }),
  ]);
  return { early, whole };
}

/** The column that tells the reference's rows apart. */
const idOf = ({ model, reference }: CellContext): string | null =>
  reference?.columns.find(({ name }) => name === model?.columns.id)?.name ?? null;

/** Both losses' sums of one window. */
interface DaySums extends Readonly<Record<LossName, LossModelSums>> {
  /** Empty where rows are not told apart by window. */
  readonly day: string;
  readonly rows: number;
}

function readSums(row: ModelRow, model: ErrorModel, { truth }: ErrorRows): DaySums {
  const of = (name: LossName): LossModelSums => sumsOf(row, name, model, truth);
  return { day: row.day ?? "", rows: row.rows, absolute: of("absolute"), squared: of("squared") };
}

const addUp = (days: readonly DaySums[], name: LossName): LossModelSums =>
  days.reduce<LossModelSums>(
    (sum, { [name]: own }) => ({
      ...{ rows: sum.rows + own.rows, model: sum.model + own.model, modelSquares: sum.modelSquares + own.modelSquares },
      ...{ loss: sum.loss + own.loss, lossSquares: sum.lossSquares + own.lossSquares },
      product: sum.product + own.product,
    }),
    { rows: 0, model: 0, modelSquares: 0, loss: 0, lossSquares: 0, product: 0 },
  );

type LossModels = Readonly<Record<LossName, LossModel>>;

function modelsOf(before: readonly DaySums[], later: readonly DaySums[]): LossModels | Reason {
  const of = (name: LossName) => lossModel(addUp(before, name), addUp(later, name));
  const [absolute, squared] = [of("absolute"), of("squared")];
  if (typeof absolute === "string") return absolute;
  return typeof squared === "string" ? squared : { absolute, squared };
}

/** The model of all of the reference: right on average over it, and as good on other rows as the first part's was. */
function rescaled(models: LossModels, all: readonly DaySums[]): LossModels {
  const of = (name: LossName): LossModel => {
    const { loss, model } = addUp(all, name);
    return { ...models[name], scale: model > 0 ? loss / model : 1 };
  };
  return { absolute: of("absolute"), squared: of("squared") };
}

function metricsOf(sums: DaySums, models: LossModels): readonly EstimatedMetric[] {
  const of = (name: LossName): Expected =>
    models[name].skill < leastSkill ? { value: "no_skill", error: null } : expectedMeanLoss(sums[name], models[name]);
  return [
    { metric: "mae", ...of("absolute") },
    { metric: "rmse", ...expectedRoot(of("squared")) },
  ];
}
