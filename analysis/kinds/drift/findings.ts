import type { Headline } from "../../document/schema.ts";
import type { Finding } from "../kind.ts";
import type { DriftResult } from "./result.ts";
import { account, flagged } from "./sentence.ts";

/** One finding for each column that drifted, the one of most impact first. */
export const driftFindings = (result: DriftResult): readonly Finding[] =>
  flagged(result).map((column) => ({
    level: column.level === "fail" ? "fail" : "warn",
    subject: column.name,
    sentence: `${column.name} drifted ${account(column)}`,
    impact: column.impact,
    since: column.since,
  }));

const mostHeadlines = 5;

/** The numbers that a locked cell shows for itself: PSI of the columns of most impact, and how many drifted. */
export const driftHeadline = (result: DriftResult): readonly Headline[] => [
  { metric: "drift.columns_drifted", column: null, value: flagged(result).length },
  ...result.columns.slice(0, mostHeadlines).map(({ name, scores }) => {
    const value = scores["casefile/psi"];
    return { metric: "drift.psi", column: name, value: typeof value === "number" ? value : null };
  }),
];
