import { z } from "../../base/schema.ts";
import type { StatsQuery, StatsSource } from "../../base/stats-source.ts";
import { exactSum, fromExactSum } from "../../sql/exact-sum.ts";
import { identifier, textLiteral } from "../../sql/quote.ts";
import { meanWithError, type LossSums } from "../../stats/probability-loss.ts";
import type { CellContext } from "../context.ts";
import { daySql, hasTime, inWindowSql, startOf, timeFrame, windowStartSql, type TimeFrame } from "../time-windows.ts";
import type { AttributionResult, SlicePart } from "./result.ts";
import type { RowsOf } from "./sides.ts";
import type { Summed } from "./sql/level-sums.ts";

/** A named slice of a column. */
export interface NamedSlice {
  readonly column: string;
  readonly part: SlicePart;
}

/** Rows with a loss that a window of the slice should have. */
const rowsAWindow = 100;
/** A window shows the change when its own is at least so much of the slice's in all of production. */
const share = 0.5;
/** So many of the windows from the beginning on have to show it. */
const lasting = 2 / 3;
const most = 1000;
const half = 1.959963984540054;

/** When the loss of a slice began to change, from windows of production; nothing where time is not known. */
export async function sinceOf(
  source: StatsSource,
  { column, part }: NamedSlice,
  { production, loss, context }: { production: RowsOf; loss: Summed; context: CellContext },
): Promise<AttributionResult["since"]> {
  const before = part.reference.mean;
  if (before === null || part.production.mean === null || part.nature !== "value") return null;
  const wanted = (rowsAWindow * production.dataset.pinnedRows) / part.production.rows;
  const frame = timeFrame(context, { windows: "auto", rowsAWindow: wanted, sides: [production.dataset] });
  if (frame === null || !hasTime(production.dataset, frame.column)) return null;
  const windows = await source.rows(windowsQuery(production, { column, value: part.label }, frame, loss));
  const change = part.production.mean - before;
  const start = beginning(windows, before, change);
  return { column, value: part.label, start: start === null ? null : startOf(start), unit: frame.unit };
}

const row = (loss: Summed) =>
  z.object({ day: z.string(), n: z.number(), s: z.number(), q: z.number() }).transform(({ day, n, s, q }) => ({
    ...{ day, rows: n, sum: fromExactSum(s, loss.unit), squares: fromExactSum(q, loss.squareUnit) },
  }));
type Window = z.infer<ReturnType<typeof row>>;

function windowsQuery(
  { relation, where }: RowsOf,
  { column, value }: { readonly column: string; readonly value: string },
  frame: TimeFrame,
  loss: Summed,
): StatsQuery<Window> {
  return {
    name: `${column} over time`,
    maxRows: most,
    row: row(loss),
    sql: `SELECT ${daySql("w")} AS day, n, s, q FROM (
  SELECT w, CAST(count(*) AS DOUBLE) AS n, ${exactSum("x", loss.unit)} AS s, ${exactSum("(x * x)", loss.squareUnit)} AS q
  FROM (SELECT ${windowStartSql(frame)} AS w, ${loss.sql} AS x FROM ${identifier(relation)}
    WHERE (${where}) AND ${inWindowSql(frame)} AND CAST(${identifier(column)} AS VARCHAR) = ${textLiteral(value)}) r
  WHERE x IS NOT NULL GROUP BY 1) g ORDER BY w LIMIT ${most}`,
  };
}

/** The first window that shows the change, as does the next, and from which on most do. */
function beginning(windows: readonly Window[], before: number, change: number): string | null {
  const shows = (sums: LossSums): boolean => {
    const found = meanWithError(sums);
    if (found?.error == null) return false;
    const moved = (found.mean - before) * Math.sign(change);
    return moved >= share * Math.abs(change) && moved - half * found.error > 0;
  };
  const judged = windows
    .filter(({ rows }) => rows >= rowsAWindow / 4)
    .map((one) => ({ day: one.day, shows: shows(one) }));
  const lasts = (from: number): boolean => {
    const after = judged.slice(from);
    return after.filter((one) => one.shows).length >= lasting * after.length;
  };
  const first = judged.findIndex((one, index) => one.shows && (judged[index + 1]?.shows ?? true) && lasts(index));
  return judged[first]?.day ?? null;
}
