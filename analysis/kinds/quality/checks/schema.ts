import type { ContextColumn } from "../../context.ts";
import { columnPairs, type ColumnPair } from "../columns.ts";
import type { Check } from "../result.ts";
import { factCheck, type Setting } from "./check.ts";

/** Columns that one side lacks or has with another type; one passing check when there are none. */
export function schemaChecks({ config, context }: Setting): readonly Check[] {
  if (!context.reference || !context.production) return [];
  const pairs = columnPairs(config, context);
  const found = pairs.flatMap((pair) => schemaCheck(pair, context.model?.columns) ?? []);
  const changed = found.filter(({ level }) => level === "warn" || level === "fail").length;
  const whole = factCheck({
    ...{ check: "schema", column: null, unit: "count", reference: 0, production: changed },
    ...{ level: changed === 0 ? "pass" : "info", detail: `${changed} of ${pairs.length} columns removed or retyped` },
  });
  return [whole, ...found];
}

type Roles = NonNullable<Setting["context"]["model"]>["columns"] | undefined;

function schemaCheck({ name, reference, production }: ColumnPair, roles: Roles): Check | null {
  if (!reference && production)
    return factCheck({
      check: "added",
      column: name,
      level: "info",
      detail: `${production.sqlType}, in production only`,
    });
  if (reference && !production)
    return factCheck({
      check: "removed",
      column: name,
      level: removedLevel(name, roles),
      detail: `${reference.sqlType}, in the reference only`,
    });
  if (!reference || !production || reference.sqlType === production.sqlType) return null;
  const detail = `${reference.sqlType} in the reference, ${production.sqlType} in production`;
  return factCheck({ check: "retyped", column: name, level: retypedLevel(reference, production), detail });
}

/** A model cannot do without a feature; labels often come later than the rows. */
function removedLevel(name: string, roles: Roles): Check["level"] {
  if (roles?.features.includes(name) || roles?.score === name || roles?.prediction === name) return "fail";
  return roles?.label === name ? "info" : "warn";
}

/** A wider number is still a number; text in place of a number is not. */
const retypedLevel = (reference: ContextColumn, production: ContextColumn): Check["level"] =>
  reference.type === production.type ? "info" : "fail";
