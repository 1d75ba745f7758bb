import type { Investigation } from "../document/schema.ts";
import type { Finding } from "../kinds/kind.ts";
import { readCells, type ReadCell } from "./read-cells.ts";

/** A finding with the cell that it stands in. */
export interface RankedFinding extends Finding {
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
 * Order: fail before warn; then by place among the findings of the same kind and level, because `impact` is comparable
 * only there; then subjects that more findings speak of; then the notebook's order. Stale cells take part: who shows the
 * list says so.
 */
export const rankFindings = (investigation: Investigation): readonly FindingGroup[] =>
  groupFindings(readCells(investigation));

/** `rankFindings` for cells that were already read. */
export function groupFindings(cells: readonly ReadCell[]): readonly FindingGroup[] {
  const groups = new Map<string, PlacedFinding[]>();
  for (const placed of placedFindings(cells)) {
    const group = groups.get(placed.finding.subject);
    if (group) group.push(placed);
    else groups.set(placed.finding.subject, [placed]);
  }
  return [...groups.values()]
    .map((members) => members.sort(byPlace))
    .sort((a, b) => byBest(a, b) || b.length - a.length)
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

const byBest = (a: readonly PlacedFinding[], b: readonly PlacedFinding[]): number =>
  a[0] && b[0] ? byPlace(a[0], b[0]) : 0;

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
