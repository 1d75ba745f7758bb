import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { doubleLiteral, identifier } from "../../../sql/quote.ts";
import { finiteNumber } from "../../binary-columns.ts";
import type { RowsOf } from "../sides.ts";

/** A feature's values across, its contributions up, and the span of both that is drawn. */
export interface ValueFrame {
  readonly feature: string;
  readonly contribution: string;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** Values are placed by their logarithm. */
  readonly log: boolean;
}

/** Hexagons across, and rows of them up: rows are √3 apart where hexagons are 1. */
export const hexagons = { across: 18, up: 8 } as const;
/** Strips of values that have a median each, and the steps of the contribution that it is found by. */
export const strips = { across: 9, up: 200 } as const;

/** SQL: where a number lies in its span, 0 to `cells`. */
function along(value: string, [low, high]: readonly [number, number], cells: number, log = false): string {
  const [from, to] = log ? [Math.log(low), Math.log(high)] : [low, high];
  const number = log ? `ln(${value})` : value;
  return `(${number} - ${doubleLiteral(from)}) * ${doubleLiteral(cells / (to - from))}`;
}

const inside = (value: string, [low, high]: readonly [number, number]): string =>
  `${value} BETWEEN ${doubleLiteral(low)} AND ${doubleLiteral(high)}`;

/** SQL: rows that have both numbers, as `x` and `y`. */
const bothSql = ({ relation, where }: RowsOf, { feature, contribution }: ValueFrame): string =>
  `SELECT ${finiteNumber(feature)} AS x, ${finiteNumber(contribution)} AS y FROM ${identifier(relation)} WHERE ${where}`;

const cellRow = z.object({ i: z.number().nullable(), j: z.number().nullable(), n: z.number() });

/**
 * Rows by hexagon: `i` and `j` are its centre in half steps, so that centres of one lattice are even and of the other odd; one
 * row without a place holds what lies outside of the span. A row belongs to the nearer of the two centres around it.
 */
export function cellsOfValues(side: RowsOf, frame: ValueFrame): StatsQuery<z.infer<typeof cellRow>> {
  const [u, v] = [along("x", frame.x, hexagons.across, frame.log), along("y", frame.y, hexagons.up)];
  const near =
    "(u - floor(u + 0.5e0)) * (u - floor(u + 0.5e0)) + 3e0 * (v - floor(v + 0.5e0)) * (v - floor(v + 0.5e0))";
  const far = "(u - floor(u) - 0.5e0) * (u - floor(u) - 0.5e0) + 3e0 * (v - floor(v) - 0.5e0) * (v - floor(v) - 0.5e0)";
  const place = (of: string): string =>
    `CASE WHEN u IS NULL THEN NULL WHEN ${near} <= ${far} THEN 2 * floor(${of} + 0.5e0) ELSE 2 * floor(${of}) + 1 END`;
  return {
    name: `${frame.contribution} by value in ${side.relation}`,
    maxRows: (2 * hexagons.across + 3) * (2 * hexagons.up + 3),
    row: cellRow,
    sql: `SELECT i, j, CAST(count(*) AS DOUBLE) AS n FROM (SELECT ${place("u")} AS i, ${place("v")} AS j FROM (
  SELECT CASE WHEN fits THEN ${u} END AS u, CASE WHEN fits THEN ${v} END AS v FROM (
    SELECT x, y, ${inside("x", frame.x)} AND ${inside("y", frame.y)} AS fits FROM (${bothSql(side, frame)}) r
    WHERE x IS NOT NULL AND y IS NOT NULL) s) p) c GROUP BY 1, 2 ORDER BY 1, 2`,
  };
}

const stripRow = z.object({ s: z.number(), b: z.number(), n: z.number() });

/** Rows by strip of values and step of the contribution; what lies beyond its span counts at the end. */
export function stripsOfValues(side: RowsOf, frame: ValueFrame): StatsQuery<z.infer<typeof stripRow>> {
  const step = (of: string, cells: number): string => `least(${cells - 1}, greatest(0, floor(${of})))`;
  return {
    name: `medians of ${frame.contribution} in ${side.relation}`,
    maxRows: strips.across * strips.up,
    row: stripRow,
    sql: `SELECT ${step(along("x", frame.x, strips.across, frame.log), strips.across)} AS s,
  ${step(along("y", frame.y, strips.up), strips.up)} AS b, CAST(count(*) AS DOUBLE) AS n
FROM (${bothSql(side, frame)}) r WHERE x IS NOT NULL AND y IS NOT NULL AND ${inside("x", frame.x)} GROUP BY 1, 2 ORDER BY 1, 2`,
  };
}
