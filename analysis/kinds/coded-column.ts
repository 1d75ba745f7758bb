import { doubleLiteral, identifier, textLiteral } from "../sql/quote.ts";
import { stepSql } from "../sql/step-sql.ts";

/**
 * A column and how a row's value of it becomes a small whole number: its bin or value, then, for values, all others together,
 * and last what is missing (null, NaN). Infinities fall in a number's outer bins.
 */
export type CodedFeature =
  | {
      readonly column: string;
      readonly kind: "numeric";
      /** Ascending and distinct. */
      readonly cuts: readonly number[];
      /** A value equal to a cut belongs to the bin below it, or above it (the default). */
      readonly cutsIn?: "below" | "above";
    }
  | { readonly column: string; readonly kind: "categorical"; readonly values: readonly string[] }
  /** A number with few values, each a category. */
  | { readonly column: string; readonly kind: "categorical"; readonly numbers: readonly number[] };

const namedIn = (feature: CodedFeature): number => {
  if (feature.kind === "numeric") return feature.cuts.length;
  return "numbers" in feature ? feature.numbers.length : feature.values.length;
};

/** Codes a feature can have: bins or values, then others for values (bins have one more than cuts), and missing. */
export const levelsOf = (feature: CodedFeature): number => namedIn(feature) + 2;
/** The code of null and NaN: the last. */
export const missingCode = (feature: CodedFeature): number => levelsOf(feature) - 1;

const isText = (feature: CodedFeature): boolean => feature.kind === "categorical" && !("numbers" in feature);

/** SQL: a column's value as it is compared: numbers as DOUBLE, all else as text. */
export const comparedSql = (column: string, isNumber: boolean): string =>
  `CAST(${identifier(column)} AS ${isNumber ? "DOUBLE" : "VARCHAR"})`;

/** SQL: the value that a feature codes. */
export const codedValueSql = (feature: CodedFeature): string => comparedSql(feature.column, !isText(feature));

/**
 * SQL: the code of a value.
 * @param write a code as an SQL literal
 * @param value the value as `codedValueSql` gives it, under another name where it was computed before
 */
export function codeSql(
  feature: CodedFeature,
  write: (code: number) => string,
  value = codedValueSql(feature),
): string {
  const isMissing = isText(feature) ? `${value} IS NULL` : `${value} IS NULL OR isnan(${value})`;
  return `CASE WHEN ${isMissing} THEN ${write(missingCode(feature))} ELSE ${knownCodeSql(feature, write, value)} END`;
}

function knownCodeSql(feature: CodedFeature, write: (code: number) => string, value: string): string {
  if (feature.kind === "numeric" && feature.cutsIn !== "below")
    return stepSql(value, feature.cuts, doubleLiteral, write);
  const conditions = conditionsOf(feature, value);
  if (conditions.length === 0) return write(0);
  const steps = conditions.map((condition, code) => `WHEN ${condition} THEN ${write(code)}`);
  return `CASE ${steps.join(" ")} ELSE ${write(conditions.length)} END`;
}

function conditionsOf(feature: CodedFeature, value: string): readonly string[] {
  if (feature.kind === "numeric") return feature.cuts.map((cut) => `${value} <= ${doubleLiteral(cut)}`);
  const literals = "numbers" in feature ? feature.numbers.map(doubleLiteral) : feature.values.map(textLiteral);
  return literals.map((literal) => `${value} = ${literal}`);
}
