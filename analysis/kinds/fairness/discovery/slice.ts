import type { Reason } from "../../../base/reasons.ts";
import type { LossSums } from "../../../stats/probability-loss.ts";
import type { Loss } from "../config.ts";

/** A value of one column; `column` is a place in the list of columns searched. */
export interface Condition {
  readonly column: number;
  readonly code: number;
}

/** Conditions that hold together, in the order of the columns, with the loss of their rows in the searched half. */
export interface Candidate {
  readonly conditions: readonly Condition[];
  readonly sums: LossSums;
}

/** Rows of one half by which of several slices they belong to: bit i of `mask` is slice i. */
export interface MaskCell extends LossSums {
  readonly half: number;
  readonly mask: number;
}

export interface SlicesPart {
  readonly part: "slices";
  readonly loss: Loss;
  readonly reason: Reason | null;
  readonly columns: readonly string[];
  /** What the halves are drawn by. */
  readonly by: "id" | "columns";
  /** Slices looked at, and those of them that stood out. */
  readonly tested: number;
  readonly candidates: number;
  /** The conditions, in words, of each slice that was taken to the held-back half. */
  readonly taken: readonly (readonly string[])[];
  readonly production: readonly MaskCell[];
  readonly reference: readonly MaskCell[] | null;
}

const noSums: LossSums = { rows: 0, sum: 0, squares: 0 };
const addSums = (a: LossSums, b: LossSums): LossSums => ({
  ...{ rows: a.rows + b.rows, sum: a.sum + b.sum, squares: a.squares + b.squares },
});
export const lessSums = (a: LossSums, b: LossSums): LossSums => ({
  ...{ rows: a.rows - b.rows, sum: a.sum - b.sum, squares: a.squares - b.squares },
});
export const keyOf = (conditions: readonly Condition[]): string =>
  conditions.map(({ column, code }) => `${column}=${code}`).join(",");

/** The sums of the cells that are chosen. */
export const sumOf = (cells: readonly MaskCell[], choose: (cell: MaskCell) => boolean): LossSums =>
  cells.reduce((sum, cell) => (choose(cell) ? addSums(sum, cell) : sum), noSums);
