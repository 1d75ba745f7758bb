import { invariant } from "../../base/assert.ts";

/** What is counted of a group of a model with two classes. */
export interface BinaryCounts {
  readonly rows: number;
  /** Rows with a decision, and those that it selects. */
  readonly decided: number;
  readonly selected: number;
  /** Rows with a decision and a label. */
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
  /** Rows with a label and a score that is a probability, their positives and the sum of their scores. */
  readonly scored: number;
  readonly positives: number;
  readonly scores: number;
}

/** Of a model with several classes. */
export interface ClassCounts {
  readonly rows: number;
  readonly labelled: number;
  /** Rows with label and prediction, and those that are right. */
  readonly judged: number;
  readonly right: number;
  /** The same two numbers class by class of the label; none where there are too many classes. */
  readonly classes: readonly number[];
}

/** Of a model that predicts a number; the error is prediction less label. */
export interface ErrorCounts {
  readonly rows: number;
  readonly labelled: number;
  readonly judged: number;
  /** Sums over the rows with label and prediction. */
  readonly error: number;
  readonly absolute: number;
  readonly squares: number;
}

/** Enough for every measure of the task. */
export type Counts = BinaryCounts | ClassCounts | ErrorCounts;

export const noCounts: BinaryCounts = {
  ...{ rows: 0, decided: 0, selected: 0, tp: 0, fp: 0, fn: 0, tn: 0, scored: 0, positives: 0, scores: 0 },
};

const binary = (a: BinaryCounts, b: BinaryCounts, sign: 1 | -1): BinaryCounts => ({
  rows: a.rows + sign * b.rows,
  decided: a.decided + sign * b.decided,
  selected: a.selected + sign * b.selected,
  tp: a.tp + sign * b.tp,
  fp: a.fp + sign * b.fp,
  fn: a.fn + sign * b.fn,
  tn: a.tn + sign * b.tn,
  scored: a.scored + sign * b.scored,
  positives: a.positives + sign * b.positives,
  scores: a.scores + sign * b.scores,
});
const classes = (a: ClassCounts, b: ClassCounts, sign: 1 | -1): ClassCounts => ({
  rows: a.rows + sign * b.rows,
  labelled: a.labelled + sign * b.labelled,
  judged: a.judged + sign * b.judged,
  right: a.right + sign * b.right,
  classes: a.classes.map((own, place) => own + sign * (b.classes[place] ?? 0)),
});
const errors = (a: ErrorCounts, b: ErrorCounts, sign: 1 | -1): ErrorCounts => ({
  rows: a.rows + sign * b.rows,
  labelled: a.labelled + sign * b.labelled,
  judged: a.judged + sign * b.judged,
  error: a.error + sign * b.error,
  absolute: a.absolute + sign * b.absolute,
  squares: a.squares + sign * b.squares,
});

function combine(a: Counts, b: Counts, sign: 1 | -1): Counts {
  if ("tp" in a && "tp" in b) return binary(a, b, sign);
  if ("classes" in a && "classes" in b) return classes(a, b, sign);
  invariant("error" in a && "error" in b, "counts of one task");
  return errors(a, b, sign);
}

/** Sums of scores are whole multiples of 2⁻⁴⁰; what a sum loses beyond 53 binary digits is far below any digit that is shown. */
export const addCounts = (a: Counts, b: Counts): Counts => combine(a, b, 1);
export const lessCounts = (all: Counts, part: Counts): Counts => combine(all, part, -1);
/** No rows, of the same task. */
export const emptyLike = (counts: Counts): Counts => combine(counts, counts, -1);
