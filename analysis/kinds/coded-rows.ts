import { invariant } from "../base/assert.ts";
import { z } from "../base/schema.ts";
import type { StatsQuery } from "../base/stats-source.ts";
import { identifier, textLiteral } from "../sql/quote.ts";
import { codeSql, levelsOf, type CodedFeature } from "./coded-column.ts";

export { levelsOf, missingCode, type CodedFeature } from "./coded-column.ts";

/** The only row-level thing that leaves the engine: bounded, binned and without names. docs/decisions/0005 tells why. */
export const mostCodedRows = 10_000;

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** Cuts or values a feature may have, so that each code is one character. */
export const mostCuts = alphabet.length - 2;

export interface CodedRowsQuery {
  readonly relation: string;
  readonly features: readonly CodedFeature[];
  /** Further numbers of each row, as SQL that is null or finite: a label, a score, an error. */
  readonly extra?: readonly string[];
  /** A predicate, or nothing for all rows. */
  readonly where?: string;
  /** The column that tells rows apart; without one they are told apart by what is asked of them. */
  readonly id: string | null;
  /** At most `mostCodedRows`. */
  readonly rows: number;
  readonly seed: number;
}

/** One row: a code a feature, in 0 ≤ code < `levelsOf(feature)`, and the extra numbers in the order asked for. */
export interface CodedRow {
  readonly codes: Uint8Array;
  readonly extra: readonly (number | null)[];
}

const place = new Map(Array.from(alphabet, (character, index) => [character, index]));
const characterOf = (code: number): string => textLiteral(alphabet[code] ?? "");

/**
 * A seeded simple random sample of a relation's rows, each feature reduced to its code. Rows are ranked by a hash of their id;
 * without ids, of their codes and the how-manieth of such rows they are. Either way the sample, and its order, is the same
 * whatever order the rows are read in, and the order is random: the first n rows are a sample too.
 * Infinities fall in a numeric feature's outer bins.
 */
export function codedRows(query: CodedRowsQuery): StatsQuery<CodedRow> {
  const { relation, features, extra = [], where = "TRUE", id, seed } = query;
  const rows = Math.min(query.rows, mostCodedRows);
  for (const feature of features)
    invariant(levelsOf(feature) <= alphabet.length, `a coded feature has at most ${mostCuts} cuts or values`);
  const extras = extra.map((_, index) => `x${index}`);
  const packed =
    features.length === 0 ? "''" : `concat(${features.map((feature) => codeSql(feature, characterOf)).join(", ")})`;
  const asked = [`${packed} AS codes`, ...extra.map((sql, index) => `CAST(${sql} AS DOUBLE) AS x${index}`)];
  const all = ["codes", ...extras].join(", ");
  const key =
    id === null
      ? `row_number() OVER (PARTITION BY codes${extras.length === 0 ? "" : ` ORDER BY ${extras.join(", ")}`})`
      : "id";
  const own = id === null ? [] : [`CAST(${identifier(id)} AS VARCHAR) AS id`];
  return {
    name: `coded rows of ${relation}`,
    maxRows: rows,
    sql: `SELECT ${all} FROM (
  SELECT ${all}, md5(concat(${textLiteral(`${seed}|${relation}|`)}, ${key}, '|', codes)) AS h
  FROM (SELECT ${[...asked, ...own].join(", ")} FROM ${identifier(relation)} WHERE ${where}) r) hashed
ORDER BY h, ${all} LIMIT ${rows}`,
    row: codedRow(features.length, extras),
  };
}

const codedRow = (features: number, extras: readonly string[]): z.ZodType<CodedRow> =>
  z
    .object({
      codes: z.string().length(features),
      ...Object.fromEntries(extras.map((name) => [name, z.number().nullable()])),
    })
    .transform((row) => {
      const numbers: Readonly<Record<string, unknown>> = row;
      return {
        codes: Uint8Array.from(row.codes, (character) => place.get(character) ?? 0),
        extra: extras.map((name) => (typeof numbers[name] === "number" ? numbers[name] : null)),
      };
    });
