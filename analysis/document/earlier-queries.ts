import type { NamedQuery } from "../base/stats-source.ts";
import type { Json } from "../base/json.ts";
import { usedQueries } from "../base/used-queries.ts";
import { roles, type Cell, type Investigation } from "./schema.ts";

/** The kind whose cells can read each other. */
export const queryKind = "sql";

/**
 * The `sql` cells above a cell, under their ids: what its own SQL may name. A cell whose id is a role's name is none,
 * since the name is that of the data. A text that the file leaves to the kind's default is empty here.
 */
export function queriesAbove({ cells }: Investigation, cell: Cell): readonly NamedQuery[] {
  const place = cells.findIndex(({ id }) => id === cell.id);
  return cells
    .slice(0, Math.max(0, place))
    .filter(({ id, kind }) => kind === queryKind && !roles.some((role) => role === id))
    .map((above) => ({ name: above.id, sql: textOf(above) }));
}

/** What a cell's numbers depend on beside its own settings: the SQL of the cells that it names. */
export function usedByCell(investigation: Investigation, cell: Cell): readonly NamedQuery[] {
  return cell.kind === queryKind ? usedQueries(textOf(cell), queriesAbove(investigation, cell)) : [];
}

function textOf({ params }: Cell): string {
  const lines: Json = params["sql"] ?? [];
  return Array.isArray(lines) ? lines.join("\n") : "";
}
