import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { daySql } from "../../time-windows.ts";
import { equalSql, type Tolerance } from "./equality.ts";
import { joinedSql, type JoinedRows } from "./join.ts";

export interface ColumnCounts {
  readonly both_missing: number;
  /** Rows with a value in training and none in serving, and the reverse. */
  readonly serving_missing: number;
  readonly training_missing: number;
  readonly different: number;
}

/** The matched rows of one window; null is for rows whose time is missing or that have none. */
export interface WindowCounts {
  readonly day: string | null;
  readonly rows: number;
  /** In the order of the columns asked about. */
  readonly columns: readonly ColumnCounts[];
}

/** More windows than any time axis has, and one for rows without a time. */
export const mostWindows = 3000;

const counters = ["both_missing", "serving_missing", "training_missing", "different"] as const;

/** Several columns at once: the join costs more than what is counted over it. */
export function compareQuery(rows: JoinedRows, tolerance: Tolerance): StatsQuery<WindowCounts> {
  const { columns, pairing } = rows;
  const counted = columns.flatMap(({ as }, index) => {
    const [a, b] = [`t${index}`, `s${index}`];
    const where = {
      both_missing: `${a} IS NULL AND ${b} IS NULL`,
      serving_missing: `${a} IS NOT NULL AND ${b} IS NULL`,
      training_missing: `${a} IS NULL AND ${b} IS NOT NULL`,
      different: `${a} IS NOT NULL AND ${b} IS NOT NULL AND NOT ${equalSql(a, b, as, tolerance)}`,
    };
    return counters.map((name) => ({
      as: `${name}_${index}`,
      sql: `(count(*) FILTER (WHERE ${where[name]}))::DOUBLE`,
    }));
  });
  const names = counted.map(({ as }) => as);
  const timed = pairing.frame !== null;
  return {
    name: `compare ${columns.map(({ name }) => name).join(", ")}`,
    maxRows: mostWindows,
    sql: `SELECT ${timed ? daySql("w") : "CAST(NULL AS VARCHAR)"} AS "day", ${['n AS "rows"', ...names].join(", ")} FROM (
SELECT ${[...(timed ? ["w"] : []), "count(*)::DOUBLE AS n", ...counted.map(({ as, sql }) => `${sql} AS ${as}`)].join(",\n  ")}
FROM ${joinedSql({ ...rows, windows: true })} j${timed ? " GROUP BY w" : ""}) c${timed ? " ORDER BY w" : ""}`,
    row: z
      .looseObject({ day: z.string().nullable(), rows: z.number() })
      .transform(({ day, rows: n, ...rest }) => ({ day, rows: n, columns: columns.map((_, i) => countsAt(rest, i)) })),
  };
}

const number = z.number();

function countsAt(row: Readonly<Record<string, unknown>>, index: number): ColumnCounts {
  const read = (name: (typeof counters)[number]): number => number.parse(row[`${name}_${index}`]);
  return {
    ...{ both_missing: read("both_missing"), serving_missing: read("serving_missing") },
    ...{ training_missing: read("training_missing"), different: read("different") },
  };
}
