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
  const column = context.model?.columns.time ?? null;
  if (config.last_days !== null && lastDay(production, column) === null) return noTime();
  const days = daysIn(windowOf(config, context), production, column);
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

/** The first and the last day that are compared, as the settings say, or as they follow from production's latest time. */
export function windowOf(config: AttributionConfig, { production, model }: CellContext): DaysSet {
  const { from, to, last_days } = config;
  const latest = last_days === null || production === null ? null : lastDay(production, model?.columns.time ?? null);
  if (last_days === null || latest === null) return { from, to };
  return { from: new Date(latest - (last_days - 1) * dayLength).toISOString().slice(0, 10), to: null };
}
export type DaysSet = Pick<AttributionConfig, "from" | "to">;

const dayLength = 86_400_000;

/** Midnight of the day of the latest time, in milliseconds; nothing where it is not known. */
function lastDay({ timeRange }: ContextDataset, column: string | null): number | null {
  const latest = timeRange?.column === column && timeRange !== null ? Date.parse(timeRange.max) : Number.NaN;
  return Number.isNaN(latest) ? null : Math.floor(latest / dayLength) * dayLength;
}

const noTime = (): never =>
  fail({
    code: "config/needs-role",
    message: "Days are set, and production has no time column that they could be compared with.",
    fix: "Set the model's time column, or clear the days.",
  });

function daysIn({ from, to }: DaysSet, production: ContextDataset, column: string | null): Days {
  if (from === null && to === null) return { since: [], until: [], before: "FALSE" };
  if (column === null || !hasTime(production, column)) return noTime();
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
