import { fail } from "../../base/errors.ts";
import type { Reason } from "../../base/reasons.ts";
import type { CellContext, ContextColumn, ContextDataset } from "../context.ts";
import { hasTime, timeFrame, type TimeFrame } from "../time-windows.ts";
import type { SkewConfig } from "./config.ts";

export const sides = ["training", "serving"] as const;
export type SideName = (typeof sides)[number];
export type BothSides<T> = Readonly<Record<SideName, T>>;

/** How the values of two columns are compared. `parsed` is a number of one side with text of the other. */
export type Comparison = "whole" | "number" | "parsed" | "text" | "boolean" | "instant";

export interface ComparedColumn {
  readonly name: string;
  readonly as: Comparison;
  readonly sqlTypes: BothSides<string>;
}

/** A column that is asked for and cannot be compared. */
export interface RefusedColumn {
  readonly name: string;
  readonly reason: Reason;
}

/** How keys are compared: as they are, whole numbers by value, or as text. */
export type KeyComparison = "as_is" | "whole" | "text";

export interface Pairing {
  readonly datasets: BothSides<ContextDataset>;
  readonly key: string;
  readonly keyAs: KeyComparison;
  readonly keyTypes: BothSides<ContextColumn>;
  readonly columns: readonly ComparedColumn[];
  readonly refused: readonly RefusedColumn[];
  /** Windows, and the side whose time column cuts them. */
  readonly frame: TimeFrame | null;
  readonly timeSide: SideName;
  readonly groups: readonly { readonly name: string; readonly side: SideName }[];
  /** The column of the training side that tells apart whose rows follow one another, and the one that orders them. */
  readonly steps: { readonly entity: string; readonly time: string } | null;
}

/** Nothing can be joined, and why. */
export interface Unpaired {
  readonly datasets: BothSides<ContextDataset>;
  readonly key: string | null;
  readonly reason: Reason;
}

/** @throws `config/needs-role` without two datasets, `config/invalid` for a dataset that is not there or is both sides */
export function pairingOf(config: SkewConfig, context: CellContext): Pairing | Unpaired {
  const datasets = datasetsOf(config, context);
  const key = config.key ?? context.model?.columns.id ?? null;
  if (key === null) return { datasets, key, reason: "no_key" };
  if (isReferenceOfOtherTimes(config, context, datasets)) return { datasets, key, reason: "other_times" };
  const [training, serving] = [columnOf(datasets.training, key), columnOf(datasets.serving, key)];
  if (training === null) return { datasets, key, reason: "missing_in_training" };
  if (serving === null) return { datasets, key, reason: "missing_in_serving" };
  const keyAs = keyComparison(training, serving);
  if (keyAs === null) return { datasets, key, reason: "types_not_comparable" };
  const frame = frameOf(config, context, datasets);
  return {
    ...{ datasets, key, keyAs, keyTypes: { training, serving }, frame },
    ...columnsOf(config, context, datasets),
    timeSide: frame !== null && hasTime(datasets.serving, frame.column) ? "serving" : "training",
    groups: groupsOf(context, datasets),
    steps: stepsOf(config, context, datasets.training),
  };
}

export const isPaired = (pairing: Pairing | Unpaired): pairing is Pairing => "columns" in pairing;

export const columnOf = ({ columns }: ContextDataset, name: string): ContextColumn | null =>
  columns.find((column) => column.name === name) ?? null;

export const datasetsIn = ({ reference, production, others }: CellContext): readonly ContextDataset[] =>
  [reference, production, ...others].filter((dataset) => dataset !== null);

/** The two datasets as far as they are known; an id that is not pinned gives what `unknown` says. */
export function chosenDatasets(
  { training, serving }: Pick<SkewConfig, SideName>,
  context: CellContext,
  unknown: (id: string) => ContextDataset | null = () => null,
): BothSides<ContextDataset | null> {
  const named = (id: string | null, automatic: ContextDataset | null): ContextDataset | null =>
    id === null ? automatic : (datasetsIn(context).find((dataset) => dataset.id === id) ?? unknown(id));
  const served = named(serving, context.production);
  const first = context.others.find(({ id }) => id !== served?.id) ?? context.reference;
  return { training: named(training, first), serving: served };
}

function datasetsOf(config: SkewConfig, context: CellContext): BothSides<ContextDataset> {
  const { training, serving } = chosenDatasets(config, context, unknownDataset);
  if (training === null || serving === null)
    return fail({
      code: "config/needs-role",
      message: "Skew needs a training-time and a serving-time dataset, and this investigation lacks one.",
      meaning: "There is nothing to join.",
      fix: "Pin the features as training computed them as a further dataset, and what serving logged as production.",
    });
  if (training.id === serving.id)
    return fail({
      code: "config/invalid",
      message: `"${training.id}" is chosen as both sides of the comparison.`,
      meaning: "A dataset compared with itself is always equal.",
      fix: "Choose another training-time or serving-time dataset.",
    });
  return { training, serving };
}

/**
 * The reference is taken for want of a training-time dataset, and its last row is before production's first (or the other
 * way round): an id that both have is a row's number or a customer who came again, not one row seen twice.
 */
function isReferenceOfOtherTimes(
  config: SkewConfig,
  { reference }: CellContext,
  { training, serving }: BothSides<ContextDataset>,
): boolean {
  const [one, other] = [training.timeRange, serving.timeRange];
  if (config.training !== null || training.id !== reference?.id || one === null || other === null) return false;
  return Date.parse(one.max) < Date.parse(other.min) || Date.parse(other.max) < Date.parse(one.min);
}

const unknownDataset = (id: string): never =>
  fail({
    code: "config/invalid",
    message: `The investigation has no dataset "${id}".`,
    meaning: "There is nothing to join.",
    fix: "Choose one of the pinned datasets.",
  });

const isWhole = ({ sqlType }: ContextColumn): boolean => sqlType.includes("INT");

function keyComparison(training: ContextColumn, serving: ContextColumn): KeyComparison | null {
  const types = [training, serving];
  if (types.some(({ type }) => type === "unsupported")) return null;
  if (types.every((column) => column.type === "number"))
    return types.every(isWhole) || !types.some(isWhole) ? "as_is" : "whole";
  if (training.type === serving.type) return "as_is";
  return types.every(({ type }) => type === "text" || type === "number") ? "text" : null;
}

/** How two columns are compared, or nothing where no comparison has a meaning. */
export function comparisonOf(training: ContextColumn, serving: ContextColumn): Comparison | null {
  const types = [training, serving].map(({ type }) => type);
  const only = (...allowed: string[]): boolean => types.every((type) => allowed.includes(type));
  if (types.includes("unsupported")) return null;
  if (only("number")) return isWhole(training) && isWhole(serving) ? "whole" : "number";
  if (only("text")) return "text";
  if (only("boolean")) return "boolean";
  if (only("timestamp")) return "instant";
  if (only("number", "boolean")) return "number";
  return only("number", "text") ? "parsed" : null;
}

function columnsOf(
  config: SkewConfig,
  context: CellContext,
  datasets: BothSides<ContextDataset>,
): Pick<Pairing, "columns" | "refused"> {
  const columns: ComparedColumn[] = [];
  const refused: RefusedColumn[] = [];
  for (const name of askedColumns(config, context, datasets)) {
    const [training, serving] = [columnOf(datasets.training, name), columnOf(datasets.serving, name)];
    const as = training && serving && comparisonOf(training, serving);
    if (training && serving && as)
      columns.push({ name, as, sqlTypes: { training: training.sqlType, serving: serving.sqlType } });
    else refused.push({ name, reason: refusalOf(training, serving) });
  }
  return { columns, refused };
}

function refusalOf(training: ContextColumn | null, serving: ContextColumn | null): Reason {
  if (training === null) return "missing_in_training";
  if (serving === null) return "missing_in_serving";
  return [training, serving].some(({ type }) => type === "unsupported") ? "unsupported_type" : "types_not_comparable";
}

/** The model's features; without a model that has some, every column of both sides but the key and the time. */
function askedColumns(
  { columns, key }: SkewConfig,
  { model }: CellContext,
  { training, serving }: BothSides<ContextDataset>,
): readonly string[] {
  if (columns !== null) return [...new Set(columns)];
  const roles = [key, model?.columns.id, model?.columns.time, model?.columns.label];
  const features = model?.columns.features ?? [];
  if (features.length > 0)
    return [...new Set(features)].filter((name) => columnOf(training, name) ?? columnOf(serving, name));
  return training.columns.map(({ name }) => name).filter((name) => !roles.includes(name) && columnOf(serving, name));
}

/** An automatic window has about this many matched rows at the most. */
const frameOf = (
  { windows, min_rows }: SkewConfig,
  context: CellContext,
  { training, serving }: BothSides<ContextDataset>,
): TimeFrame | null => timeFrame(context, { windows, rowsAWindow: min_rows, sides: [training, serving] });

const groupTypes = new Set(["text", "boolean"]);

function groupsOf({ model }: CellContext, datasets: BothSides<ContextDataset>): Pairing["groups"] {
  const isGroup = (side: SideName, name: string): boolean => {
    const column = columnOf(datasets[side], name);
    return column !== null && (groupTypes.has(column.type) || isWhole(column));
  };
  return [...new Set(model?.columns.groups ?? [])].flatMap((name) => {
    const side = (["serving", "training"] as const).find((one) => isGroup(one, name));
    return side === undefined ? [] : [{ name, side }];
  });
}

function stepsOf({ entity }: SkewConfig, { model }: CellContext, training: ContextDataset): Pairing["steps"] {
  const time = model?.columns.time ?? null;
  if (entity === null || time === null || !hasTime(training, time)) return null;
  const column = columnOf(training, entity);
  return column === null || column.type === "unsupported" ? null : { entity, time };
}
