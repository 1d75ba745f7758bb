import type { VerdictLevel } from "../../document/schema.ts";
import { benjaminiHochberg } from "../../stats/benjamini-hochberg.ts";
import type { CellContext } from "../context.ts";
import type { CalibrationConfig } from "./config.ts";
import { addSums, changeOf, outcomeOf, type Sums } from "./outcome.ts";
import { groupEce } from "./group-ece.ts";
import type { GroupPart, SideName } from "./parts.ts";
import type { GroupEce, GroupResult, GroupValue, Outcome } from "./result.ts";
import { beginsAt } from "./since.ts";
import type { GroupRow } from "./sql/groups.ts";
import { byDay } from "./windows.ts";

/** The share of false alarms among groups that are called changed. */
const alpha = 0.01;

/** Each value of each group column that may be named, the largest change first; p adjusted over all that are judged. */
export function groupResults(
  parts: readonly GroupPart[],
  config: CalibrationConfig,
  { privacyFloor, reference }: CellContext,
): GroupResult[] {
  const measured = parts.map((part) => measure(part, { config, floor: privacyFloor, compared: reference !== null }));
  const judged = measured.flatMap(({ values }) => values.filter((value) => enough(value, config, reference !== null)));
  const adjusted = benjaminiHochberg(judged.map(({ change }) => change.p));
  const adjustedOf = new Map(judged.map((value, index) => [value, adjusted[index] ?? 1]));
  return measured.map(({ values, ...group }) => ({
    ...group,
    values: values
      .map((value) => judge(value, adjustedOf.get(value) ?? null, config))
      .sort((a, b) => Math.abs(b.change.value) - Math.abs(a.change.value) || (a.value < b.value ? -1 : 1)),
  }));
}

interface Setting {
  readonly config: CalibrationConfig;
  readonly floor: number;
  readonly compared: boolean;
}

function measure({ column, reason, values, rows, bins }: GroupPart, setting: Setting): GroupResult {
  const before = byValue(rows.reference ?? []);
  const binned = { reference: byValue(bins.reference ?? []), production: byValue(bins.production ?? []) };
  const fewest = Math.max(setting.floor, setting.config.min_rows);
  const ece = (side: SideName, value: string): GroupEce | null =>
    groupEce(binned[side].get(value) ?? [], setting.config.bins, fewest);
  const named = [...byValue(rows.production ?? [])].flatMap(([value, list]): GroupValue[] => {
    const sums = addSums(list);
    const reference = addSums(before.get(value) ?? []);
    const rare = sums.n < setting.floor || (reference.n > 0 && reference.n < setting.floor);
    const errors = { reference: ece("reference", value), production: ece("production", value) };
    return rare ? [] : [{ ...groupValue({ value, list, sums, reference }, setting), ece: errors }];
  });
  return { column, reason, values: named, unnamed: values - named.length };
}

function byValue<Row extends { readonly value: string }>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) found.set(row.value, [...(found.get(row.value) ?? []), row]);
  return found;
}

interface Given {
  readonly value: string;
  readonly list: readonly GroupRow[];
  readonly sums: Sums;
  readonly reference: Sums;
}

function groupValue({ value, list, sums, reference }: Given, { config, floor }: Setting): Omit<GroupValue, "ece"> {
  const production = outcomeOf(sums);
  const before = reference.n > 0 ? outcomeOf(reference) : null;
  const change = changeOf(before, production);
  const days = byDay(list).map(({ start, rows }) => ({ start, sums: addSums(rows) }));
  const windows = days.map((day) => outcomeOf(day.sums));
  const line = { warn: config.warn, fewest: Math.max(floor, config.min_rows) };
  const first = beginsAt(windows, before, Math.sign(change.value), line);
  return {
    ...{ value, reference: before, production },
    change: { ...change, adjusted: null },
    ...{ level: "low_n", since: days[first]?.start ?? null },
    since_outcome: first < 0 ? null : sinceOutcome(days.slice(first).map((day) => day.sums)),
  };
}

const sinceOutcome = (windows: readonly Sums[]): Outcome => outcomeOf(addSums(windows));

const enough = ({ reference, production }: GroupValue, { min_rows }: CalibrationConfig, compared: boolean): boolean =>
  production.rows >= min_rows && (!compared || (reference?.rows ?? 0) >= min_rows);

function judge(value: GroupValue, adjusted: number | null, config: CalibrationConfig): GroupValue {
  const level = adjusted === null ? "low_n" : levelOf(value.change, adjusted, config);
  const alarm = level === "warn" || level === "fail";
  return {
    ...{ ...value, level, change: { ...value.change, adjusted } },
    ...(alarm ? {} : { since: null, since_outcome: null }),
  };
}

/** A change fails when all of its interval is beyond the fail line, and warns when it is beyond the warn line and not by chance. */
function levelOf(
  { value, low, high }: GroupValue["change"],
  adjusted: number,
  { warn, fail }: CalibrationConfig,
): VerdictLevel {
  const nearest = value > 0 ? low : -high;
  if (adjusted > alpha || nearest <= 0 || Math.abs(value) < warn) return "pass";
  return nearest >= fail ? "fail" : "warn";
}
