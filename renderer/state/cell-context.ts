import type { Cell, Investigation } from "../../analysis/document/schema.ts";
import type { CellContext } from "../../analysis/kinds/context.ts";
import { contextOf } from "../../analysis/kinds/context-of.ts";
import { contextQueries } from "../../analysis/kinds/context-of-cell.ts";

type Parts = Pick<Investigation, "datasets" | "models" | "filters">;

let cached: {
  readonly parts: Parts;
  readonly context: CellContext;
  /** Contexts of cells that see others, by cell. */
  readonly withQueries: Map<string, CellContext>;
} | null = null;

/** What a cell can see: the same object while it says the same, so that typing redraws no chart. */
export function cellContextOf(investigation: Investigation, cell: Cell): CellContext {
  const { context, withQueries } = shared(investigation);
  if (cell.kind !== "sql") return context;
  const queries = contextQueries(investigation, cell);
  const known = withQueries.get(cell.id);
  if (known !== undefined && JSON.stringify(known.queries) === JSON.stringify(queries)) return known;
  const own = { ...context, queries };
  withQueries.set(cell.id, own);
  return own;
}

function shared(investigation: Investigation): NonNullable<typeof cached> {
  const { datasets, models, filters } = investigation;
  const known = cached?.parts;
  if (cached !== null && known?.datasets === datasets && known.models === models && known.filters === filters)
    return cached;
  cached = {
    parts: { datasets, models, filters },
    context: contextOf(investigation),
    withQueries: new Map(),
  };
  return cached;
}
