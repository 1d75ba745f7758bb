import type { Investigation } from "../../analysis/document/schema.ts";
import type { CellContext } from "../../analysis/kinds/context.ts";
import { contextOf } from "../../analysis/kinds/context-of.ts";

type Parts = Pick<Investigation, "datasets" | "models" | "filters">;

let cached: { readonly parts: Parts; readonly context: CellContext } | null = null;

/** What cells can see: the same object while data, model and filters are the same, so that typing redraws no chart. */
export function cellContextOf(investigation: Investigation): CellContext {
  const { datasets, models, filters } = investigation;
  const known = cached?.parts;
  if (cached !== null && known?.datasets === datasets && known.models === models && known.filters === filters)
    return cached.context;
  cached = { parts: { datasets, models, filters }, context: contextOf(investigation) };
  return cached.context;
}
