import { z } from "../../base/schema.ts";
import type { StatsQuery, StatsSource } from "../../base/stats-source.ts";
import { identifier } from "../../sql/quote.ts";
import type { CellContext } from "../context.ts";
import { daySql, hasTime, inWindowSql, startOf, timeFrame, windowStartSql, type TimeFrame } from "../time-windows.ts";
import type { LevelSet } from "./levels.ts";
import type { AttributionResult } from "./result.ts";
import type { RowsOf } from "./sides.ts";

/** A feature's levels that the reference does not have. */
export interface OutsideLevels {
  readonly levels: LevelSet;
  readonly outside: readonly number[];
}

export interface OutsideFrame {
  readonly production: RowsOf;
  readonly context: CellContext;
  /** The column whose slices say most about the change. */
  readonly column: string | null;
}

const rowsAWindow = 100;
const most = 1000;
/** A window shows it when its share of such rows is at least so much of the largest window's. */
const share = 0.5;
/** So many of the windows from the beginning on have to show it. */
const lasting = 2 / 3;

/** Since when production has rows whose value the reference does not have, and which slice holds most of them. */
export async function outsideOf(
  source: StatsSource,
  feature: OutsideLevels,
  { production, context, column }: OutsideFrame,
): Promise<AttributionResult["outside"]> {
  const inside = `${feature.levels.sql} IN (${feature.outside.join(", ")})`;
  const frame = timeFrame(context, { windows: "auto", rowsAWindow, sides: [production.dataset] });
  const timed = frame !== null && hasTime(production.dataset, frame.column) ? frame : null;
  const name = feature.levels.column;
  const [windows, slices] = await Promise.all([
    timed === null ? [] : source.rows(windowsQuery(production, name, inside, timed)),
    column === null ? [] : source.rows(sliceQuery(production, name, inside, column)),
  ]);
  const start = beginning(windows);
  const [first] = slices;
  const named = first !== undefined && column !== null && first.value !== null && first.n >= context.privacyFloor;
  return {
    ...{ column: name, start: start === null ? null : startOf(start) },
    slice: named ? { column, value: first.value ?? "", share: first.n / first.all } : null,
  };
}

const windowRow = z.object({ day: z.string(), n: z.number(), o: z.number() });

const windowsQuery = (
  { relation, where }: RowsOf,
  name: string,
  inside: string,
  frame: TimeFrame,
): StatsQuery<z.infer<typeof windowRow>> => ({
  name: `new values of ${name} over time`,
  maxRows: most,
  row: windowRow,
  sql: `SELECT ${daySql("w")} AS day, n, o FROM (
  SELECT w, CAST(count(*) AS DOUBLE) AS n, CAST(count(*) FILTER (WHERE inside) AS DOUBLE) AS o
  FROM (SELECT ${windowStartSql(frame)} AS w, ${inside} AS inside FROM ${identifier(relation)}
    WHERE (${where}) AND ${inWindowSql(frame)}) r GROUP BY 1) g ORDER BY w LIMIT ${most}`,
});

const sliceRow = z.object({ value: z.string().nullable(), n: z.number(), all: z.number() });

const sliceQuery = (
  { relation, where }: RowsOf,
  name: string,
  inside: string,
  column: string,
): StatsQuery<z.infer<typeof sliceRow>> => ({
  name: `new values of ${name} by ${column}`,
  maxRows: 1,
  row: sliceRow,
  sql: `SELECT value, CAST(n AS DOUBLE) AS n, CAST(sum(n) OVER () AS DOUBLE) AS "all" FROM (
  SELECT CAST(${identifier(column)} AS VARCHAR) AS value, count(*) AS n FROM ${identifier(relation)}
  WHERE (${where}) AND ${inside} GROUP BY 1) g ORDER BY 2 DESC, 1 LIMIT 1`,
});

function beginning(windows: readonly z.infer<typeof windowRow>[]): string | null {
  const judged = windows.filter(({ n }) => n >= rowsAWindow / 4).map(({ day, n, o }) => ({ day, part: o / n }));
  const largest = Math.max(0, ...judged.map(({ part }) => part));
  if (largest === 0) return null;
  const shows = ({ part }: { readonly part: number }): boolean => part >= share * largest;
  const first = judged.findIndex((one, index) => {
    const after = judged.slice(index);
    return shows(one) && after.filter(shows).length >= lasting * after.length;
  });
  return judged[first]?.day ?? null;
}
