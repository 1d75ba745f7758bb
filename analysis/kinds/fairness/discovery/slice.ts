import type { Reason } from "../../../base/reasons.ts";
import type { Loss, Ranking } from "../config.ts";
import { addSums, emptySums, type SliceSums } from "./sums.ts";
import type { LossSums } from "../../../stats/probability-loss.ts";

/** A value of one column; `column` is a place in the list of columns searched. */
export interface Condition {
  readonly column: number;
  readonly code: number;
}

/** Conditions that hold together, in the order of the columns, with the loss of one side's rows. */
export interface SideSlice {
  readonly conditions: readonly Condition[];
  readonly sums: LossSums;
}

/** The same with both sides' losses in the searched halves. */
export interface Candidate {
  readonly conditions: readonly Condition[];
  readonly sums: SliceSums;
}

/** Rows of one side and half by which of several slices they belong to: bit i of `mask` is slice i. */
export interface MaskCell extends LossSums {
  readonly half: number;
  readonly mask: number;
}

/** Rows of both sides by which slices they belong to. */
export interface Overlap {
  readonly mask: number;
  readonly sums: SliceSums;
}

export interface SlicesPart {
  readonly part: "slices";
  readonly loss: Loss;
  readonly rank: Ranking;
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

export const keyOf = (conditions: readonly Condition[]): string =>
  conditions.map(({ column, code }) => `${column}=${code}`).join(",");

/** The cells of a side that are chosen, summed. */
export const sumOf = (cells: readonly MaskCell[], choose: (cell: MaskCell) => boolean): LossSums =>
  cells.reduce<LossSums>(
    (sum, cell) =>
      choose(cell) ? { rows: sum.rows + cell.rows, sum: sum.sum + cell.sum, squares: sum.squares + cell.squares } : sum,
    { rows: 0, sum: 0, squares: 0 },
  );

/** The overlaps that are chosen, summed. */
export const sumOfBoth = (cells: readonly Overlap[], choose: (cell: Overlap) => boolean): SliceSums =>
  cells.reduce((sum, cell) => (choose(cell) ? addSums(sum, cell.sums) : sum), emptySums);
