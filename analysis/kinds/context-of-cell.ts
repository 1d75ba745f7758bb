import { queriesAbove, queryKind } from "../document/earlier-queries.ts";
import type { Cell, Investigation } from "../document/schema.ts";
import type { CellContext, ContextQuery } from "./context.ts";
import { contextOf } from "./context-of.ts";
import { kindById } from "./registry.ts";

/** What one cell can see: what all can, and for an `sql` cell the ones above it. */
export function contextOfCell(investigation: Investigation, cell: Cell): CellContext {
  const context = contextOf(investigation);
  return cell.kind === queryKind ? { ...context, queries: contextQueries(investigation, cell) } : context;
}

/** A text that the file leaves out is the kind's default, which names no other cell. */
export function contextQueries(investigation: Investigation, cell: Cell): readonly ContextQuery[] {
  const titles = new Map(investigation.cells.map(({ id, title }) => [id, title]));
  return queriesAbove(investigation, cell).map(({ name, sql }) => ({
    ...{ name, title: titles.get(name) ?? name },
    sql: sql === "" ? defaultText() : sql,
  }));
}

function defaultText(): string {
  const settings = kindById(queryKind)?.normalize({});
  const lines = typeof settings === "object" && settings !== null && "sql" in settings ? settings["sql"] : [];
  return Array.isArray(lines) ? lines.join("\n") : "";
}
