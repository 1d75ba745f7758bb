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
export function rowsOfSides(config: AttributionConfig, { reference, production, model }: CellContext): BothRows {
  if (production === null) return missing("production", "It is what the change is looked for in.");
  const column = model?.columns.time ?? null;
  const asksTime = config.from !== null || config.to !== null;
  if (asksTime && (column === null || !hasTime(production, column)))
    return fail({
      code: "config/needs-role",
      message: "Days are set, and production has no time column that they could be compared with.",
      fix: "Set the model's time column, or clear the days.",
    });
  const time = column === null ? "" : `CAST(${identifier(column)} AS TIMESTAMP)`;
  const since = config.from === null ? [] : [`${time} >= ${timestampLiteral(startOf(config.from))}`];
  const until = config.to === null ? [] : [`${time} < ${timestampLiteral(startOf(config.to))}`];
  const where = [...since, ...until].join(" AND ") || "TRUE";
  const rows = (dataset: ContextDataset, role: Side, only: string): RowsOf => ({
    ...{ dataset, role, relation: dataset.relation, where: only },
  });
  const after = rows(production, "production", where);
  if (config.against === "before" && config.from !== null)
    return {
      reference: rows(production, "production", `${time} < ${timestampLiteral(startOf(config.from))}`),
      production: after,
    };
  if (reference === null) return missing("reference", "It is what production is compared with.");
  return { reference: rows(reference, "reference", "TRUE"), production: after };
}

const missing = (role: string, meaning: string): never =>
  fail({
    code: "config/needs-role",
    message: `Missing dataset: no file is pinned as ${role}.`,
    meaning,
    fix: `Pin a file and give it the role ${role}.`,
  });
