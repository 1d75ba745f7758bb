import { invariant } from "../base/assert.ts";
import type { JsonObject } from "../base/json.ts";
import {
  formatName,
  formatVersion,
  type Cell,
  type Conclusion,
  type Dataset,
  type Filters,
  type Investigation,
  type Model,
} from "./schema.ts";

/** What a new investigation starts from. */
export interface NewInvestigation {
  readonly id: string;
  readonly title: string;
  readonly question?: string;
  readonly datasets?: readonly Dataset[];
  readonly models?: readonly Model[];
  readonly cells?: readonly Cell[];
}

export function createInvestigation(start: NewInvestigation): Investigation {
  return {
    ...{ format: formatName, version: formatVersion, id: start.id, title: start.title, question: start.question ?? "" },
    datasets: [...(start.datasets ?? [])],
    models: [...(start.models ?? [])],
    filters: { time: null, slices: [] },
    cells: [...(start.cells ?? [])],
    conclusion: { status: "open", text: [], evidence: [] },
    lock: null,
    results: {},
    history: [],
  };
}

/** `c_drift`, then `c_drift_2`, …: an id that no cell has, nor had as far as the file still knows. */
export function newCellId(investigation: Investigation, kind: string): string {
  const { cells, lock, results, conclusion, history } = investigation;
  const taken = new Set([
    ...cells.map(({ id }) => id),
    ...Object.keys(lock?.cells ?? {}),
    ...Object.keys(results),
    ...conclusion.evidence,
  ]);
  for (const { summary } of history) for (const word of summary.match(/\bc_[a-z0-9_]+/g) ?? []) taken.add(word);
  const base = `c_${kind.toLowerCase().replaceAll(/[^a-z0-9_]/g, "_")}`.slice(0, 56);
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}_${String(number)}`;
  return id;
}

/** Puts a cell before position `at`, or last. */
export function addCell(investigation: Investigation, cell: Cell, at = investigation.cells.length): Investigation {
  invariant(!investigation.cells.some(({ id }) => id === cell.id), `a second cell ${cell.id}`);
  return { ...investigation, cells: investigation.cells.toSpliced(at, 0, cell) };
}

/** Removes a cell with its result, its lock and its place in the conclusion's evidence. */
export function removeCell(investigation: Investigation, cellId: string): Investigation {
  const { cells, lock, results, conclusion } = investigation;
  indexOf(investigation, cellId);
  return {
    ...investigation,
    cells: cells.filter(({ id }) => id !== cellId),
    conclusion: { ...conclusion, evidence: conclusion.evidence.filter((id) => id !== cellId) },
    lock: lock && { ...lock, cells: without(lock.cells, cellId) },
    results: without(results, cellId),
  };
}

/** `to` is the cell's position afterwards. */
export function moveCell(investigation: Investigation, cellId: string, to: number): Investigation {
  const from = indexOf(investigation, cellId);
  const cell = cellOf(investigation, cellId);
  const place = Math.max(0, Math.min(to, investigation.cells.length - 1));
  return from === place
    ? investigation
    : { ...investigation, cells: investigation.cells.toSpliced(from, 1).toSpliced(place, 0, cell) };
}

/** A copy right after the cell, with the same settings and, since its inputs are the same, the same result. */
export function duplicateCell(investigation: Investigation, cellId: string): Investigation {
  const { lock, results } = investigation;
  const cell = cellOf(investigation, cellId);
  const id = newCellId(investigation, cell.kind);
  const copied = addCell(
    investigation,
    { ...cell, id, title: `${cell.title} (copy)` },
    indexOf(investigation, cellId) + 1,
  );
  const locked = lock?.cells[cellId];
  const result = results[cellId];
  if (lock === null || locked === undefined || result === undefined) return copied;
  return {
    ...copied,
    lock: { ...lock, cells: { ...lock.cells, [id]: locked } },
    results: { ...results, [id]: result },
  };
}

export const renameCell = (investigation: Investigation, cellId: string, title: string): Investigation =>
  changeCell(investigation, cellId, { title });

export const setParams = (investigation: Investigation, cellId: string, params: JsonObject): Investigation =>
  changeCell(investigation, cellId, { params });

export const setTitle = (investigation: Investigation, title: string): Investigation => ({ ...investigation, title });
export const setQuestion = (investigation: Investigation, question: string): Investigation => ({
  ...investigation,
  question,
});
export const setFilters = (investigation: Investigation, filters: Filters): Investigation => ({
  ...investigation,
  filters,
});
export const setDatasets = (investigation: Investigation, datasets: readonly Dataset[]): Investigation => ({
  ...investigation,
  datasets: [...datasets],
});
export const setModels = (investigation: Investigation, models: readonly Model[]): Investigation => ({
  ...investigation,
  models: [...models],
});
export const setConclusion = (investigation: Investigation, conclusion: Conclusion): Investigation => ({
  ...investigation,
  conclusion,
});

function changeCell(
  investigation: Investigation,
  cellId: string,
  change: Partial<Pick<Cell, "title" | "params">>,
): Investigation {
  const index = indexOf(investigation, cellId);
  return { ...investigation, cells: investigation.cells.with(index, { ...cellOf(investigation, cellId), ...change }) };
}

function indexOf({ cells }: Investigation, cellId: string): number {
  const index = cells.findIndex(({ id }) => id === cellId);
  invariant(index >= 0, `no cell ${cellId}`);
  return index;
}

function cellOf({ cells }: Investigation, cellId: string): Cell {
  const cell = cells.find(({ id }) => id === cellId);
  invariant(cell !== undefined, `no cell ${cellId}`);
  return cell;
}

function without<T>(map: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(map).filter(([other]) => other !== key));
}
