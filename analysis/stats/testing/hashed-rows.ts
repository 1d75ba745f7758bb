import type { LabelledScores } from "../labelled-scores.ts";
import type { SortedCounts } from "../sorted-counts.ts";

/** Rows that fixtures/large.py makes too, number by number: whole numbers from a hash of row and stream. */
export type WholeRows = Int32Array;

/** 20 bits of MurmurHash3's finisher over row + stream · 2^24. */
function hashedRow(stream: number, row: number): number {
  let word = (row + stream * 2 ** 24) >>> 0;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 12;
}

const made = (rows: number, of: (row: number) => number): WholeRows =>
  Int32Array.from({ length: rows }, (_, row) => of(row));
const bell = (stream: number) => (row: number) =>
  hashedRow(stream, row) + hashedRow(stream + 1, row) + hashedRow(stream + 2, row) + hashedRow(stream + 3, row);
const squared = (stream: number, row: number): number => Math.floor(hashedRow(stream, row) ** 2 / 2 ** 20);
const risk = (row: number): number => Math.floor((hashedRow(16, row) * hashedRow(17, row)) / 2 ** 20);

type TwoRows = readonly [reference: (row: number) => number, production: (row: number) => number];
/** By the names of the fixture's inputs. */
export const recipes: Readonly<Record<string, TwoRows>> = {
  "uniform, 20 bits": [(row) => hashedRow(1, row), (row) => hashedRow(2, row)],
  bell: [bell(3), (row) => bell(7)(row) + 900],
  skewed: [(row) => squared(11, row), (row) => squared(12, row) + (hashedRow(13, row) >>> 19)],
  "ties, 200 values": [(row) => hashedRow(14, row) % 200, (row) => hashedRow(15, row) % 201],
  scores: [risk, (row) => (hashedRow(18, row) * 9 < risk(row) * 8 ? 1 : 0)],
};

export const rowsOf = (name: string, rows: number): readonly [WholeRows, WholeRows] => {
  const recipe = recipes[name];
  if (recipe === undefined) throw new Error(`no recipe ${name}`);
  return [made(rows, recipe[0]), made(rows, recipe[1])];
};

/** The sum of the rows, and their sum weighted by place. */
export function digestOf(whole: WholeRows): { readonly sum: number; readonly weighted: number } {
  let [sum, weighted] = [0, 0];
  for (let row = 0; row < whole.length; row++) {
    sum += whole[row] ?? 0;
    weighted += (whole[row] ?? 0) * (row % 1021);
  }
  return { sum, weighted: weighted % 2 ** 53 };
}

/** Sorted counts of whole numbers ≥ 0 over a scale, by counting. */
export function countedRows(whole: WholeRows, scale: number): SortedCounts {
  const counts = new Float64Array(whole.reduce((most, value) => Math.max(most, value), 0) + 1);
  for (const value of whole) counts[value] = (counts[value] ?? 0) + 1;
  const present = Int32Array.from(counts.keys()).filter((value) => (counts[value] ?? 0) > 0);
  return {
    values: Float64Array.from(present, (value) => value / scale),
    counts: Float64Array.from(present, (value) => counts[value] ?? 0),
  };
}

export function countedScores(scores: WholeRows, labels: WholeRows): LabelledScores {
  const all = countedRows(scores, 1);
  const place = new Map(Array.from(all.values, (value, index) => [value, index]));
  const positives = new Float64Array(all.values.length);
  scores.forEach((score, row) => {
    const index = place.get(score) ?? 0;
    if (labels[row] === 1) positives[index] = (positives[index] ?? 0) + 1;
  });
  return {
    scores: all.values.map((value) => value / 2 ** 20),
    positives,
    negatives: all.counts.map((count, index) => count - (positives[index] ?? 0)),
  };
}
