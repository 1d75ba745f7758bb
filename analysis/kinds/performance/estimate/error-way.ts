import type { Reason } from "../../../base/reasons.ts";
import type { StatsSource } from "../../../base/stats-source.ts";
import { cellSkill, expectedLossMean, expectedRoot } from "../../../stats/loss-cells.ts";
import type { ExpectedLossMean, LossCell } from "../../../stats/loss-cells.ts";
import type { Side } from "../../binary-columns.ts";
import type { CellContext } from "../../context.ts";
import { predictedNumber, sideColumns } from "../roles.ts";
import { errorCells, sumsOf, type ErrorRows } from "../sql/error-cells.ts";
import { labelCounts, type LabelCountRow } from "../sql/label-counts.ts";
import type { Input } from "../sql/support.ts";
import { noWindow, type WindowSql } from "../windows.ts";
import { codedInputs, fitErrors, mostInputs, sampledErrors } from "./fit-errors.ts";
import { inputsOf } from "./inputs.ts";
import { estimable, type EstimatedMetric, type Fit } from "./part.ts";
import { beforeSql, bucketOf, byDay, sinceSql, type Estimation, type EstimateTask, type Split } from "./way.ts";
import type { Way } from "./way.ts";

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
type Fitted = ReturnType<typeof fitErrors>;

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
  const tried = await daysOf(source, early, known);
  const later = tried.filter(({ day }) => day >= split);
  const before = tried.filter(({ day }) => day < split);
  const all = await daysOf(source, whole, { ...known, window: noWindow });
  const first = modelsOf(early, before, later);
  if (typeof first === "string") return { ...none, reason: first };
  const skill = losses.map((name) => first[name].skill);
  const found = { fit: fitOf(all, skill), early: fitOf(before, skill), shift: null };
  const drawn = estimable.regression.indexOf(setting.config.primary.regression);
  if ((skill[drawn] ?? 0) < leastSkill) return { ...found, reason: "no_skill", windows: [] };
  const unknown: ErrorRows = { ...production, truth: null, window: windows.production, where };
  const now = await daysOf(source, whole, unknown);
  const last: LossModels = {
    absolute: { ...first.absolute, cells: addUp(whole, all, "absolute") },
    squared: { ...first.squared, cells: addUp(whole, all, "squared") },
  };
  const bucket = (side: Side, own: LossModels) => (one: DayCells) =>
    bucketOf(one.day, { side, time, window: windows[side] }, { rows: one.rows, metrics: metricsOf(one, own) });
  return {
    ...{ ...found, reason: null },
    windows: [...later.map(bucket("reference", first)), ...now.map(bucket("production", last))],
  };
}

const fitOf = (days: readonly DayCells[], skill: readonly number[]): Fit => ({
  ...{ rows: days.reduce((sum, { rows }) => sum + rows, 0), positives: null, steps: null, skill },
});

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
  const sample = await sampledErrors(source, features, {
    ...{ relation, error: errorSql(sides.reference), seed: config.seed, id: idOf(context) },
    ...{ where: `coalesce(${sinceSql(time, null)}, FALSE)`, early: beforeSql(time, split) },
  });
  return { early: fitErrors(features, sample.early), whole: fitErrors(features, sample.whole) };
}

/** The column that tells the reference's rows apart. */
const idOf = ({ model, reference }: CellContext): string | null =>
  reference?.columns.find(({ name }) => name === model?.columns.id)?.name ?? null;

const losses = ["absolute", "squared"] as const;
type LossName = (typeof losses)[number];

/** One window's cells; its day is empty where rows are not told apart by window. */
interface DayCells extends Readonly<Record<LossName, readonly LossCell[]>> {
  readonly day: string;
  readonly rows: number;
}

async function daysOf(source: StatsSource, { model }: Fitted, rows: ErrorRows): Promise<readonly DayCells[]> {
  const found = await source.rows(errorCells(model, rows));
  const size = model.cuts.length + 1;
  return [...byDay(found.map((row) => ({ ...row, day: row.day ?? "" })))].map(([day, own]) => {
    const cells: Record<LossName, LossCell[]> = { absolute: noCells(size), squared: noCells(size) };
    for (const row of own) {
      const { absolute, squared, fourth } = sumsOf(row, rows.truth);
      cells.absolute[row.cell] = { rows: row.rows, loss: absolute, squares: squared };
      cells.squared[row.cell] = { rows: row.rows, loss: squared, squares: fourth };
    }
    return { day, rows: own.reduce((sum, row) => sum + row.rows, 0), ...cells };
  });
}

const noCells = (size: number): LossCell[] => Array.from({ length: size }, () => ({ rows: 0, loss: 0, squares: 0 }));

function addUp({ model }: Fitted, days: readonly DayCells[], name: LossName): readonly LossCell[] {
  return days.reduce<readonly LossCell[]>(
    (sum, { [name]: cells }) =>
      sum.map(({ rows, loss, squares }, cell) => {
        const own = cells[cell];
        if (own === undefined) return { rows, loss, squares };
        return { rows: rows + own.rows, loss: loss + own.loss, squares: squares + own.squares };
      }),
    noCells(model.cuts.length + 1),
  );
}

/** The cells' losses in the fitted rows, and how much of the spread they explain in others. */
interface LossModel {
  readonly cells: readonly LossCell[];
  readonly skill: number;
}
type LossModels = Readonly<Record<LossName, LossModel>>;

function modelsOf(fit: Fitted, before: readonly DayCells[], later: readonly DayCells[]): LossModels | Reason {
  const of = (name: LossName): LossModel | Reason => {
    const cells = addUp(fit, before, name);
    const skill = cellSkill(cells, addUp(fit, later, name));
    return typeof skill === "string" ? skill : { cells, skill };
  };
  const [absolute, squared] = [of("absolute"), of("squared")];
  if (typeof absolute === "string") return absolute;
  return typeof squared === "string" ? squared : { absolute, squared };
}

function metricsOf(day: DayCells, models: LossModels): readonly EstimatedMetric[] {
  const of = (name: LossName): ExpectedLossMean => {
    const { cells, skill } = models[name];
    if (skill < leastSkill) return { value: "no_skill", error: null, fitError: null };
    return expectedLossMean(
      day[name].map(({ rows }) => rows),
      cells,
    );
  };
  return [
    { metric: "mae", ...of("absolute") },
    { metric: "rmse", ...expectedRoot(of("squared")) },
  ];
}
