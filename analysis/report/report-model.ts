import { worstLevel } from "../kinds/verdict.ts";
import type { Investigation, VerdictLevel } from "../document/schema.ts";
import { groupFindings, modelColumns, type FindingGroup } from "./findings.ts";
import { readCells, type KindLookup, type ReadCell } from "./read-cells.ts";

export interface ReportInput {
  readonly investigation: Investigation;
  /** `verified` only when this process has hashed every pinned file, run every cell again and found the same results. */
  readonly verification: "verified" | "not_verified";
  /** When the report is made, ISO 8601 with milliseconds in UTC. */
  readonly createdAt: string;
  readonly appVersion: string;
  /** The investigation file's name, for the commands that verify it. */
  readonly fileName?: string;
}

/** What the sections of a report share. */
export interface ReportModel extends ReportInput {
  readonly cells: readonly ReadCell[];
  readonly groups: readonly FindingGroup[];
  /** Of the cells that are up to date. */
  readonly overall: VerdictLevel;
}

export function reportModel(input: ReportInput, kindOf?: KindLookup): ReportModel {
  const cells = readCells(input.investigation, kindOf);
  const fresh = cells.filter((cell) => cell.state === "fresh");
  return {
    ...input,
    cells,
    groups: groupFindings(cells, modelColumns(input.investigation)),
    overall: worstLevel(fresh.map((cell) => cell.face?.verdict.level ?? "none")),
  };
}

/** Where a cell's evidence stands on the page. */
export const anchorOf = (cellId: string): string => `cell-${cellId}`;
