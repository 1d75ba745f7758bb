import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { doubleLiteral, identifier } from "../../../sql/quote.ts";
import type { ContextColumn } from "../../context.ts";
import type { Profile } from "../parts.ts";
import { asTimestamp, instantText } from "./instant.ts";

const count = z.number();
const profileRow = z.object({
  ...{ rows: count, nulls: count, nans: count, infinities: count, number_texts: count },
  min: z.union([z.number(), z.string()]).nullable(),
  max: z.union([z.number(), z.string()]).nullable(),
  constant: z.boolean().nullable(),
  many_values: z.boolean().nullable(),
});

/** One column of one relation in one row. */
export function profileQuery(relation: string, column: ContextColumn): StatsQuery<Profile> {
  const name = identifier(column.name);
  const { nans, infinities, numberTexts, min, max, constant, manyValues } = expressions(column, name);
  return {
    name: `profile ${relation}.${column.name}`,
    maxRows: 1,
    sql: `SELECT count(*)::DOUBLE AS "rows", (count(*) - count(${name}))::DOUBLE AS nulls,
  (count(*) FILTER (WHERE ${nans}))::DOUBLE AS nans, (count(*) FILTER (WHERE ${infinities}))::DOUBLE AS infinities,
  (count(*) FILTER (WHERE ${numberTexts}))::DOUBLE AS number_texts,
  ${min} AS "min", ${max} AS "max", ${constant} AS constant, ${manyValues} AS many_values
FROM ${identifier(relation)}`,
    row: profileRow.transform(
      ({ number_texts: numberTexts, many_values: manyValues, constant, min, max, ...counts }) => ({
        ...{ ...counts, numberTexts, type: column.type, sqlType: column.sqlType },
        ...{ manyValues: manyValues === true, constant: constant === true, min: plainZero(min), max: plainZero(max) },
      }),
    ),
  };
}

/** Values that are missing: null, and NaN in a number column. */
export const missingPredicate = (column: ContextColumn): string =>
  column.type === "number"
    ? `${identifier(column.name)} IS NULL OR ${nanPredicate(column)}`
    : `${identifier(column.name)} IS NULL`;
export const nanPredicate = (column: ContextColumn): string => `isnan(${asDouble(column)})`;
export const infinitePredicate = (column: ContextColumn): string => `isinf(${asDouble(column)})`;
export const outsidePredicate = (column: ContextColumn, min: number, max: number): string =>
  `isfinite(${asDouble(column)}) AND (${asDouble(column)} < ${doubleLiteral(min)} OR ${asDouble(column)} > ${doubleLiteral(max)})`;

const asDouble = (column: ContextColumn): string => `CAST(${identifier(column.name)} AS DOUBLE)`;
const plainZero = <T>(value: T): T | 0 => (value === 0 ? 0 : value);

/** So far above 1,000 that the approximate count, good to a few percent, cannot be wrong about it. */
const certainlyMany = 20_000;

interface Expressions {
  readonly nans: string;
  readonly infinities: string;
  readonly numberTexts: string;
  readonly min: string;
  readonly max: string;
  readonly constant: string;
  readonly manyValues: string;
}

function expressions(column: ContextColumn, name: string): Expressions {
  const none = {
    nans: "FALSE",
    infinities: "FALSE",
    numberTexts: "FALSE",
    min: "NULL::DOUBLE",
    max: "NULL::DOUBLE",
    manyValues: "FALSE",
  };
  const same = `min(${name}) = max(${name})`;
  if (column.type === "number") {
    const finite = `FILTER (WHERE isfinite(${asDouble(column)}))`;
    const [min, max] = [`min(${asDouble(column)}) ${finite}`, `max(${asDouble(column)}) ${finite}`];
    return {
      ...{ ...none, nans: nanPredicate(column), infinities: infinitePredicate(column), min, max },
      constant: `(${same} AND count(*) FILTER (WHERE ${nanPredicate(column)} OR ${infinitePredicate(column)}) = 0)`,
    };
  }
  if (column.type === "timestamp") {
    const instant = asTimestamp(column.name);
    const finite = `FILTER (WHERE isfinite(${instant}))`;
    const ends = { min: instantText(`min(${instant}) ${finite}`), max: instantText(`max(${instant}) ${finite}`) };
    return { ...none, ...ends, constant: same };
  }
  const text = `CAST(${name} AS VARCHAR)`;
  const numberTexts = column.type === "text" ? `isfinite(TRY_CAST(${text} AS DOUBLE))` : "FALSE";
  const manyValues = column.type === "text" ? `approx_count_distinct(${name}) > ${certainlyMany}` : "FALSE";
  return { ...none, numberTexts, manyValues, constant: `min(${text}) = max(${text})` };
}

/** How many rows of a relation satisfy a predicate. */
export const countQuery = (relation: string, predicate: string): StatsQuery<number> => ({
  name: `count ${relation}`,
  maxRows: 1,
  sql: `SELECT count(*)::DOUBLE AS n FROM ${identifier(relation)} WHERE ${predicate}`,
  row: z.object({ n: count }).transform(({ n }) => n),
});
