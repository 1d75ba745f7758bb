import type { EnginePin, Investigation } from "../../analysis/document/schema.ts";
import type { Finding } from "../../analysis/kinds/kind.ts";
import { statusesOf } from "./cell-status.ts";
import { faceOf } from "./faces.ts";

export interface CellFinding extends Finding {
  readonly cell: string;
  readonly cellTitle: string;
  readonly stale: boolean;
}

/** What the cells say about one column, metric or slice. */
export interface FindingGroup {
  readonly subject: string;
  readonly level: "fail" | "warn";
  /** Worst first. */
  readonly findings: readonly CellFinding[];
}

const worse = (a: Finding, b: Finding): number =>
  a.level === b.level ? b.impact - a.impact : a.level === "fail" ? -1 : 1;

let cached: {
  readonly investigation: Investigation;
  readonly engine: EnginePin | null;
  readonly groups: readonly FindingGroup[];
} | null = null;

/** Everything that the cells found, by subject: fail before warn, then by impact. */
export function findingsOf(investigation: Investigation, engine: EnginePin | null): readonly FindingGroup[] {
  if (cached !== null && cached.investigation === investigation && cached.engine === engine) return cached.groups;
  const statuses = statusesOf(investigation, engine);
  const all = investigation.cells
    .flatMap((cell): readonly CellFinding[] => {
      const stale = statuses.get(cell.id)?.freshness === "stale";
      const found = faceOf(investigation, cell)?.findings ?? [];
      return found.map((finding) => ({ ...finding, cell: cell.id, cellTitle: cell.title, stale }));
    })
    .toSorted(worse);
  const bySubject = new Map<string, CellFinding[]>();
  for (const finding of all) bySubject.set(finding.subject, [...(bySubject.get(finding.subject) ?? []), finding]);
  const groups = [...bySubject].map(([subject, findings]) => ({
    subject,
    level: findings[0]?.level ?? "warn",
    findings,
  }));
  cached = { investigation, engine, groups };
  return groups;
}
