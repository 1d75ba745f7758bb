import type { Model, PinnedColumn } from "./schema.ts";

/** What pinning found out about one side's columns. */
export interface PinnedSide {
  readonly rows: number;
  readonly schema: readonly PinnedColumn[];
  /** Distinct values of each column, counted approximately (within about 5 %). */
  readonly distinct: Readonly<Record<string, number>>;
}

export type GuessedRole = "label" | "prediction" | "score" | "time" | "id";

/** A column that looks like it has a role, and what made it look so. */
interface RoleGuess {
  readonly column: string;
  readonly why: string;
}

export type RoleGuesses = { readonly [Role in GuessedRole]: RoleGuess | null } & {
  readonly task: { readonly task: NonNullable<Model["task"]>; readonly why: string } | null;
};

/** Names that say what they are, the most telling first. Case, spaces and punctuation do not matter. */
const names: Readonly<Record<GuessedRole, readonly string[]>> = {
  label: ["label", "target", "y_true", "true_label", "ground_truth", "actual", "outcome", "y"],
  prediction: ["prediction", "y_pred", "predicted_label", "predicted_class", "predicted", "pred"],
  score: ["score", "y_score", "probability", "y_proba", "y_prob", "pred_proba", "proba", "prob", "prediction_score"],
  time: ["event_time", "event_ts", "timestamp", "event_timestamp", "prediction_time", "request_time", "created_at"],
  id: ["request_id", "prediction_id", "event_id", "transaction_id", "record_id", "row_id", "uuid", "id"],
};

const timeTypes = new Set(["TIMESTAMP", "DATE"]);
const fractionTypes = new Set(["FLOAT", "DOUBLE"]);
/** A value in nearly every row, allowing for the error of approximate counting. */
const nearlyAllDistinct = 0.9;
const mostClasses = 50;

/**
 * Columns that probably have a role, from their names and types; a role stays open rather than be guessed from a hint. A
 * column counts only if both sides have it, but for the label, which production often lacks. People see and correct these.
 */
export function guessRoles(reference: PinnedSide, production: PinnedSide): RoleGuesses {
  const both = reference.schema.filter(({ name, type }) =>
    production.schema.some((other) => other.name === name && other.type === type),
  );
  const label = named("label", [...reference.schema, ...production.schema]);
  return {
    label,
    prediction: named("prediction", both),
    score: named(
      "score",
      both.filter(({ type }) => fractionTypes.has(type)),
    ),
    time: guessTime(both),
    id: guessId(both, [reference, production]),
    task: label && guessTask(label.column, [reference, production]),
  };
}

function named(role: GuessedRole, columns: readonly PinnedColumn[]): RoleGuess | null {
  for (const name of names[role]) {
    const column = columns.find((candidate) => plain(candidate.name) === plain(name));
    if (column) return { column: column.name, why: `its name is "${column.name}"` };
  }
  return null;
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

function guessTime(columns: readonly PinnedColumn[]): RoleGuess | null {
  const times = columns.filter(({ type }) => timeTypes.has(type));
  const [only, ...others] = times;
  if (only && others.length === 0) return { column: only.name, why: "it is the only column with dates" };
  return named("time", times);
}

/** An id differs in nearly every row; a name alone does not make one. */
function guessId(columns: readonly PinnedColumn[], sides: readonly PinnedSide[]): RoleGuess | null {
  const unique = columns.filter(
    ({ name, type }) =>
      !fractionTypes.has(type) &&
      !timeTypes.has(type) &&
      sides.every(({ rows, distinct }) => rows > 1 && (distinct[name] ?? 0) >= nearlyAllDistinct * rows),
  );
  const guess = named("id", unique) ?? onlyOneNamedId(unique);
  return guess && { ...guess, why: `${guess.why} and its values differ in nearly every row` };
}

function onlyOneNamedId(columns: readonly PinnedColumn[]): RoleGuess | null {
  const [only, ...others] = columns.filter(
    ({ name }) => /(^|[^a-z])(id|uuid|guid)$/i.test(name) || /[a-z]Id$/.test(name),
  );
  return only && others.length === 0 ? { column: only.name, why: `its name is "${only.name}"` } : null;
}

/** What the label's type and number of values say about the task; nothing where they leave it open. */
function guessTask(label: string, sides: readonly PinnedSide[]): RoleGuesses["task"] {
  const side = sides.find(({ schema }) => schema.some(({ name }) => name === label));
  const type = side?.schema.find(({ name }) => name === label)?.type;
  const values = side?.distinct[label];
  if (type === undefined || values === undefined) return null;
  if (type === "BOOLEAN" || values === 2) return { task: "binary", why: `the label "${label}" has two values` };
  if (fractionTypes.has(type))
    return values > mostClasses
      ? { task: "regression", why: `the label "${label}" is a number with many values` }
      : null;
  return values > 2 && values <= mostClasses
    ? { task: "multiclass", why: `the label "${label}" has ${String(values)} values` }
    : null;
}
