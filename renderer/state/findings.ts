import type { Investigation } from "../../analysis/document/schema.ts";
import { rankFindings, type FindingGroup } from "../../analysis/report/findings.ts";

let cached: { readonly investigation: Investigation; readonly groups: readonly FindingGroup[] } | null = null;

/** What the cells found, in the order of the report and the command line; ranked once for a document. */
export function findingsOf(investigation: Investigation): readonly FindingGroup[] {
  if (cached?.investigation !== investigation) cached = { investigation, groups: rankFindings(investigation) };
  return cached.groups;
}
