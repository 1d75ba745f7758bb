import type { Reason } from "../../base/reasons.ts";
import { finiteNumber, isPositive, isReason, modelColumn, type Side } from "../binary-columns.ts";
import type { CellContext, ContextColumn } from "../context.ts";
import type { PerformanceConfig } from "./config.ts";

/** With more classes than this their score columns are not looked at. */
export const mostScoredClasses = 20;

/** One side's classes as SQL, in the order of their names. */
export interface ClassScores {
  readonly relation: string;
  readonly classes: readonly {
    readonly name: string;
    readonly column: string;
    /** A DOUBLE, null where it is missing. */
    readonly score: string;
    /** 1 where the label is this class, 0 where it is another, null where there is none. */
    readonly isTrue: string;
    /** The same of the prediction. */
    readonly isCalled: string;
  }[];
  /** The place of the predicted class, the number of classes for any other, null where there is none. */
  readonly predicted: string;
  /** Every class has a score and the row has a prediction. */
  readonly usable: string;
}

/** SQL that is null: what stands for the labels of a side that has none. */
const none = "CAST(NULL AS INTEGER)";

/** Scores and calls of each class of one side, or why they cannot be had; without a label column no class is true. */
export function classScores(
  { class_scores }: PerformanceConfig,
  context: CellContext,
  side: Side,
): ClassScores | Reason {
  const [dataset, model] = [context[side], context.model];
  const names = classNames(class_scores);
  if (typeof names === "string") return names;
  if (dataset === null) return side === "reference" ? "empty_reference" : "empty_production";
  const prediction = modelColumn(dataset, model?.columns.prediction ?? null, side);
  if (isReason(prediction)) return withoutPrediction(prediction);
  const label = modelColumn(dataset, model?.columns.label ?? null, side);
  const classes: ClassScores["classes"][number][] = [];
  for (const name of names) {
    const found = oneClass(name, modelColumn(dataset, class_scores[name] ?? null, side), { label, prediction });
    if (typeof found === "string") return found;
    classes.push(found);
  }
  return { relation: dataset.relation, classes, ...callsOf(classes) };
}

/** In order of code units, so that the order of the settings is of no matter. */
function classNames(scores: PerformanceConfig["class_scores"]): readonly string[] | Reason {
  const names = Object.keys(scores).sort();
  if (names.length < 2) return "no_class_scores";
  return names.length > mostScoredClasses ? "too_many_values" : names;
}

function callsOf(classes: ClassScores["classes"]): Pick<ClassScores, "predicted" | "usable"> {
  const called = classes[0]?.isCalled ?? none;
  const places = classes.map(({ isCalled }, place) => `WHEN ${isCalled} = 1 THEN ${place}`).join(" ");
  return {
    predicted: `CASE WHEN (${called}) IS NULL THEN NULL ${places} ELSE ${classes.length} END`,
    usable: `(${[...classes.map(({ score }) => `(${score}) IS NOT NULL`), `(${called}) IS NOT NULL`].join(" AND ")})`,
  };
}

/** What a column that the model does not name is called where a decision is meant. */
const withoutPrediction = (reason: Reason): Reason => (reason === "no_decision" ? "no_prediction" : reason);

function oneClass(
  name: string,
  score: ContextColumn | Reason,
  { label, prediction }: { readonly label: ContextColumn | Reason; readonly prediction: ContextColumn },
): ClassScores["classes"][number] | Reason {
  if (isReason(score)) return score;
  if (score.type !== "number") return "unsupported_type";
  const isTrue = isReason(label) ? none : isPositive(label, name);
  const isCalled = isPositive(prediction, name);
  if (isTrue === null || isCalled === null) return "unknown_class";
  return { name, column: score.name, score: finiteNumber(score.name), isTrue, isCalled };
}
