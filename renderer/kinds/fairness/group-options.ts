import type { CellContext } from "../../../analysis/kinds/context.ts";
import type { Option } from "../../ui/Select.tsx";

/** Columns that can be cut into groups: all of production but times and what the engine cannot read. */
export function groupOptions({ production, reference }: CellContext): readonly Option<string>[] {
  return ((production ?? reference)?.columns ?? [])
    .filter(({ type }) => type !== "timestamp" && type !== "unsupported")
    .map(({ name, sqlType }) => ({ value: name, label: name, description: sqlType }));
}
