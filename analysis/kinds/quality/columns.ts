import { fail } from "../../base/errors.ts";
import type { CellContext, ContextColumn, ContextDataset } from "../context.ts";
import type { QualityConfig } from "./config.ts";
import type { BySide } from "./parts.ts";

/** A column by name, as each side has it. */
export interface ColumnPair extends BySide<ContextColumn> {
  readonly name: string;
}

/** The columns of both sides, in the reference's order and then production's; or those that the settings name. */
export function columnPairs({ columns }: QualityConfig, { reference, production }: CellContext): readonly ColumnPair[] {
  const find = (side: ContextDataset | null, name: string) =>
    side?.columns.find((column) => column.name === name) ?? null;
  const present = new Set([reference, production].flatMap((side) => side?.columns.map((column) => column.name) ?? []));
  const missing = columns?.find((name) => !present.has(name));
  if (missing !== undefined) refuse(missing, [...present]);
  const names = columns === null ? [...present] : [...new Set(columns)];
  return names.map((name) => ({ name, reference: find(reference, name), production: find(production, name) }));
}

const refuse = (name: string, present: readonly string[]): never =>
  fail({
    code: "config/column-missing",
    message: `The column "${name}" is neither in the reference nor in production.`,
    meaning: "This cell cannot run with these settings.",
    fix: `Choose among: ${present.slice(0, 12).join(", ")}${present.length > 12 ? ", …" : ""}.`,
    where: { column: name },
  });

/** The time column where it can be cut into windows: a date or timestamp on that side. */
export const hasTime = (side: ContextDataset | null, column: string): boolean =>
  side?.columns.some(({ name, type }) => name === column && type === "timestamp") ?? false;
