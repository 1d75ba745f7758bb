import { formatCount, formatInstant, formatNumber, formatPoints, formatShare } from "../../base/format.ts";
import type { ResultTable, TableRow } from "../kind.ts";
import type { Check, ColumnProfile, QualityColumn, QualityResult } from "./result.ts";
import { checkNames, shareText } from "./sentences.ts";

const none = "–";

export const tables = (result: QualityResult): readonly ResultTable[] => [checksTable(result), columnsTable(result)];

const checksTable = ({ checks }: QualityResult): ResultTable => ({
  id: "checks",
  title: "Checks",
  columns: [
    { key: "verdict", label: "Verdict", format: "verdict" },
    { key: "check", label: "Check", format: "text" },
    { key: "column", label: "Column", format: "text" },
    { key: "reference", label: "Reference", format: "text" },
    { key: "production", label: "Production", format: "text" },
    { key: "difference", label: "Difference (95 % interval)", format: "text" },
    { key: "affected", label: "Rows affected", format: "count" },
    { key: "since", label: "Since", format: "text" },
    { key: "detail", label: "Detail", format: "text" },
  ],
  rows: checks.map(checkRow),
});

const checkRow = (check: Check): TableRow => ({
  ...{ verdict: check.level, check: checkNames[check.check], column: check.column ?? none, affected: check.affected },
  reference: valueText(check, check.reference),
  production: valueText(check, check.production),
  difference: differenceText(check),
  since: check.since === null ? none : formatInstant(check.since),
  detail:
    [check.detail, check.where && `${formatShare(check.where.share)} in ${check.where.column} = ${check.where.value}`]
      .filter(Boolean)
      .join("; ") || none,
});

function valueText({ unit }: Check, value: number | null): string {
  if (value === null) return none;
  return unit === "share" ? shareText(value) : formatCount(value);
}

function differenceText({ difference, low, high }: Check): string {
  if (difference === null) return none;
  if (low === null || high === null) return points(difference);
  return `${points(difference)} (${points(low)} to ${points(high)})`;
}

/** Without the sign of what rounds to nothing. */
const points = (difference: number): string => formatPoints(Math.abs(difference) < 0.0005 ? 0 : difference);

const columnsTable = ({ columns }: QualityResult): ResultTable => ({
  id: "columns",
  title: "Columns",
  columns: [
    { key: "column", label: "Column", format: "text" },
    { key: "type", label: "Type", format: "text" },
    { key: "reference_missing", label: "Missing, reference", format: "share" },
    { key: "production_missing", label: "Missing, production", format: "share" },
    { key: "reference_nan", label: "NaN, reference", format: "count" },
    { key: "production_nan", label: "NaN, production", format: "count" },
    { key: "reference_infinite", label: "Infinite, reference", format: "count" },
    { key: "production_infinite", label: "Infinite, production", format: "count" },
    { key: "reference_values", label: "Reference values", format: "text" },
    { key: "production_values", label: "Production values", format: "text" },
  ],
  rows: columns.map(columnRow),
});

function columnRow({ name, profiles }: QualityColumn): TableRow {
  const { reference, production } = profiles;
  const types = [...new Set([reference?.type, production?.type].filter((type) => type !== undefined))];
  return {
    ...{ column: name, type: types.join(" → ") || "not supported" },
    ...{ reference_missing: missingShare(reference), production_missing: missingShare(production) },
    ...{ reference_nan: reference?.nans ?? null, production_nan: production?.nans ?? null },
    ...{ reference_infinite: reference?.infinities ?? null, production_infinite: production?.infinities ?? null },
    ...{ reference_values: valuesText(reference), production_values: valuesText(production) },
  };
}

const missingShare = (profile: ColumnProfile | null): number | null =>
  profile && profile.rows > 0 ? (profile.nulls + profile.nans) / profile.rows : null;

/** A range for numbers and times, a number of distinct values for text. */
function valuesText(profile: ColumnProfile | null): string {
  if (!profile) return none;
  if (profile.constant) return "one value";
  if (profile.values !== null) return `${formatCount(profile.values)} distinct`;
  if (profile.min === null || profile.max === null) return none;
  const show = (end: number | string) => (typeof end === "number" ? formatNumber(end) : formatInstant(end));
  return `${show(profile.min)} to ${show(profile.max)}`;
}
