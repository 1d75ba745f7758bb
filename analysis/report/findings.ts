import type { Investigation } from "../document/schema.ts";
import type { Finding } from "../kinds/kind.ts";
import { readCells, type ReadCell } from "./read-cells.ts";

/** A finding with the cell that it stands in. */
interface RankedFinding extends Finding {
  readonly cellId: string;
  readonly cellTitle: string;
  readonly kind: string;
  /** Whether the cell's result no longer belongs to its settings, data or software. */
  readonly stale: boolean;
}

/** Everything that was found about one subject, worst first. `level` and `since` are of the worst and the earliest. */
export interface FindingGroup {
  readonly subject: string;
  readonly level: Finding["level"];
  readonly since: string | null;
  readonly findings: readonly RankedFinding[];
}

/**
 * What a reader should know first, as one fold over all cells: the report, the command line and the app show this list.
 * Order: fail before warn; what the model reads or writes before other columns, where the investigation says what that is;
 * then by place among the findings of the same kind and level, because `impact` is comparable only there; then subjects
 * that more findings speak of; then the notebook's order. Stale cells take part: who shows the list says so.
 */
export const rankFindings = (investigation: Investigation): readonly FindingGroup[] =>
  groupFindings(readCells(investigation), modelColumns(investigation));

/** The model's features and outputs; empty where its features are not known. */
export function modelColumns({ models }: Investigation): ReadonlySet<string> {
  const columns = models[0]?.columns;
  if (columns === undefined || columns.features.length === 0) return new Set();
  const outputs = [columns.score, columns.prediction].filter((name) => name !== null);
  return new Set([...columns.features, ...outputs]);
}

/** `rankFindings` for cells that were already read. */
export function groupFindings(
  cells: readonly ReadCell[],
  ofModel: ReadonlySet<string> = new Set(),
): readonly FindingGroup[] {
  const groups = new Map<string, PlacedFinding[]>();
  for (const placed of placedFindings(cells)) {
    const group = groups.get(placed.finding.subject);
    if (group) group.push(placed);
    else groups.set(placed.finding.subject, [placed]);
  }
  return [...groups.values()]
    .map((members) => members.sort(byPlace))
    .sort((a, b) => byLevel(a, b) || byModel(ofModel, a, b) || byBest(a, b) || b.length - a.length)
    .map(groupOf);
}

interface PlacedFinding {
  readonly finding: RankedFinding;
  /** 0 for the finding with the largest impact of its kind and level. */
  readonly place: number;
}

const levelOrder = { fail: 0, warn: 1 } as const;

const byPlace = (a: PlacedFinding, b: PlacedFinding): number =>
  levelOrder[a.finding.level] - levelOrder[b.finding.level] || a.place - b.place;

/** The members of a group, the worst first; never empty. */
type Members = readonly PlacedFinding[];

const byLevel = ([a]: Members, [b]: Members): number =>
  a && b ? levelOrder[a.finding.level] - levelOrder[b.finding.level] : 0;

const byModel = (ofModel: ReadonlySet<string>, [a]: Members, [b]: Members): number =>
  a && b ? Number(ofModel.has(b.finding.subject)) - Number(ofModel.has(a.finding.subject)) : 0;

const byBest = ([a]: Members, [b]: Members): number => (a && b ? byPlace(a, b) : 0);

function placedFindings(cells: readonly ReadCell[]): readonly PlacedFinding[] {
  const all = cells.flatMap(({ cell, title, face, state }) =>
    (face?.findings ?? []).map((finding) => ({
      ...finding,
      cellId: cell.id,
      cellTitle: title,
      kind: cell.kind,
      stale: state === "stale",
    })),
  );
  return all.map((finding) => ({
    finding,
    place: all.filter(
      (other) => other.kind === finding.kind && other.level === finding.level && other.impact > finding.impact,
    ).length,
  }));
}

function groupOf(members: readonly PlacedFinding[]): FindingGroup {
  const findings = members.map(({ finding }) => finding);
  const starts = findings.flatMap(({ since }) => (since === null ? [] : [since])).sort();
  return {
    subject: findings[0]?.subject ?? "",
    level: findings[0]?.level ?? "warn",
    since: starts[0] ?? null,
    findings,
  };
}
