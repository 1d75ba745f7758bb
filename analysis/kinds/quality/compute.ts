import type { CellContext } from "../context.ts";
import { rowsByStart, type Setting } from "./checks/check.ts";
import { categoryFindings } from "./checks/categories.ts";
import { inRole } from "./checks/roles.ts";
import { schemaChecks } from "./checks/schema.ts";
import { duplicateCheck, farTimeCheck, rowsCheck, volumeChecks } from "./checks/time.ts";
import { valueChecks } from "./checks/values.ts";
import { clearOfChance } from "./chance.ts";
import type { QualityConfig } from "./config.ts";
import { inOrder } from "./order.ts";
import type { ColumnPart, Profile, QualityPart, SideTime, TimePart, WindowRows } from "./parts.ts";
import type { Check, ColumnProfile, QualityColumn, QualityResult } from "./result.ts";
import { volumeOf } from "./volume.ts";

export function compute(parts: readonly QualityPart[], config: QualityConfig, context: CellContext): QualityResult {
  const time = parts.find((part): part is TimePart => part.part === "time");
  const setting: Setting = { config, context, frame: time?.frame ?? null };
  const columns = parts.flatMap((part) => (part.part === "column" ? [columnOf(part, setting)] : []));
  const rows = parts.find((part) => part.part === "volume")?.rows ?? { reference: null, production: null };
  const checks = parts.flatMap((part) => partChecks(part, setting));
  const all = [...checks, ...schemaChecks(setting), ...columns.flatMap((column) => column.checks)];
  return {
    rows,
    time: timeOf(setting),
    columns: columns.map(({ column }) => column),
    checks: inOrder(clearOfChance(all).map((check) => inRole(check, context.model?.columns ?? null))),
  };
}

function partChecks(part: QualityPart, setting: Setting): readonly Check[] {
  switch (part.part) {
    case "volume":
      return [rowsCheck(part, setting)];
    case "time":
      return [
        ...(part.frame ? volumeChecks(volumeOf(part.frame, setting.config), setting) : []),
        ...farTimeCheck(part, setting),
      ];
    case "id":
      return duplicateCheck(part, setting);
    case "column":
      return [];
  }
}

function timeOf({ frame, config }: Setting): QualityResult["time"] {
  if (!frame) return null;
  const { windows, median } = volumeOf(frame, config);
  const copy = (side: typeof windows.reference) => side && [...side];
  const { column, unit } = frame;
  return {
    column,
    unit,
    median,
    windows: { reference: copy(windows.reference), production: copy(windows.production) },
  };
}

function columnOf(
  part: ColumnPart,
  setting: Setting,
): { readonly column: QualityColumn; readonly checks: readonly Check[] } {
  const { checks, newValues, vanishedValues } = categoryFindings(part, setting);
  const { reference, production } = part.profiles;
  const values = distinctValues(part);
  const column = {
    name: part.name,
    profiles: {
      reference: reference && profileOf(reference, values.reference),
      production: production && profileOf(production, values.production),
    },
    ...{ new_values: newValues, vanished_values: vanishedValues },
    missing_over_time: missingOverTime(part, setting),
  };
  return { column, checks: [...valueChecks(part, setting), ...checks] };
}

const distinctValues = ({ categories }: ColumnPart): { reference?: number; production?: number } =>
  categories && categories !== "too many"
    ? { reference: categories.referenceValues, production: categories.productionValues }
    : {};

const profileOf = (
  { type, rows, nulls, nans, infinities, min, max, constant }: Profile,
  values: number | undefined,
): ColumnProfile => ({ type, rows, nulls, nans, infinities, constant, min, max, values: values ?? null });

const missingOverTime = (
  { missingInReference, affected }: ColumnPart,
  { frame }: Setting,
): QualityColumn["missing_over_time"] => ({
  reference: overTime(frame?.sides.reference, missingInReference),
  production: overTime(frame?.sides.production, affected.missing?.perWindow ?? []),
});

function overTime(side: SideTime | null | undefined, counted: readonly WindowRows[]): number[] | null {
  if (!side || counted.length === 0) return null;
  const rows = rowsByStart(counted);
  return side.windows.map(({ start }) => rows.get(start) ?? 0);
}
