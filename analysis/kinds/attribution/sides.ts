import { fail } from "../../base/errors.ts";
import { identifier, timestampLiteral } from "../../sql/quote.ts";
import type { Side } from "../binary-columns.ts";
import type { CellContext, ContextDataset } from "../context.ts";
import { hasTime, startOf } from "../time-windows.ts";
import type { AttributionConfig } from "./config.ts";

/** The rows of one side of the comparison. */
export interface RowsOf {
  readonly dataset: ContextDataset;
  /** Whose columns these are: production's rows may stand on both sides. */
  readonly role: Side;
  readonly relation: string;
  readonly where: string;
}

export interface BothRows {
  readonly reference: RowsOf;
  readonly production: RowsOf;
}

/** @throws `config/needs-role` when a dataset or the time column that the settings need is not there */
export function rowsOfSides(config: AttributionConfig, context: CellContext): BothRows {
  const { reference, production } = context;
  if (production === null) return missing("production", "It is what the change is looked for in.");
  const days = daysIn(config, production, context.model?.columns.time ?? null);
  const after = rows(production, "production", [...days.since, ...days.until].join(" AND ") || "TRUE");
  if (config.against === "before") return { reference: rows(production, "production", days.before), production: after };
  if (reference === null) return missing("reference", "It is what production is compared with.");
  return { reference: rows(reference, "reference", "TRUE"), production: after };
}

const rows = (dataset: ContextDataset, role: Side, where: string): RowsOf => ({
  ...{ dataset, role, relation: dataset.relation, where },
});

interface Days {
  readonly since: readonly string[];
  readonly until: readonly string[];
  /** Rows before the first day; the settings refuse to ask for them without one. */
  readonly before: string;
}

function daysIn({ from, to }: AttributionConfig, production: ContextDataset, column: string | null): Days {
  if (from === null && to === null) return { since: [], until: [], before: "FALSE" };
  if (column === null || !hasTime(production, column))
    return fail({
      code: "config/needs-role",
      message: "Days are set, and production has no time column that they could be compared with.",
      fix: "Set the model's time column, or clear the days.",
    });
  const time = `CAST(${identifier(column)} AS TIMESTAMP)`;
  const day = (of: string): string => timestampLiteral(startOf(of));
  return {
    since: from === null ? [] : [`${time} >= ${day(from)}`],
    until: to === null ? [] : [`${time} < ${day(to)}`],
    before: from === null ? "FALSE" : `${time} < ${day(from)}`,
  };
}

const missing = (role: string, meaning: string): never =>
  fail({
    code: "config/needs-role",
    message: `Missing dataset: no file is pinned as ${role}.`,
    meaning,
    fix: `Pin a file and give it the role ${role}.`,
  });
