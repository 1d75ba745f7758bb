import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { numberBin } from "../../../sql/bin-expression.ts";
import type { Hypothesis } from "../hypotheses.ts";
import { differingSql, isNumeric } from "./candidates.ts";
import type { Tolerance } from "./equality.ts";
import type { JoinedRows } from "./join.ts";

export interface Extent {
  readonly least: number | null;
  readonly most: number | null;
}

export interface Explained {
  /** Differing rows that each hypothesis explains, in their order. */
  readonly rows: readonly number[];
  /** The finite training values of the differing rows, and the positive ones of each side; of numbers only. */
  readonly extents: Readonly<Record<"all" | "training" | "serving", Extent>> | null;
}

const extentNames = ["all", "training", "serving"] as const;
const extentOf = { all: ["t", ""], training: ["t", " AND t > 0"], serving: ["s", " AND s > 0"] } as const;

/** How many differing rows each hypothesis explains, in one pass. */
export function explainQuery(
  rows: JoinedRows,
  tolerance: Tolerance,
  hypotheses: readonly Hypothesis[],
): StatsQuery<Explained> {
  const numeric = isNumeric(rows.columns[0]?.as ?? "text");
  const counted = hypotheses.map(({ sql }, index) => `(count(*) FILTER (WHERE ${sql}))::DOUBLE AS h${index}`);
  const ends = (numeric ? extentNames : []).flatMap((name) => {
    const [value, where] = extentOf[name];
    return (["min", "max"] as const).map(
      (of) => `${of}(${value}) FILTER (WHERE isfinite(${value})${where}) AS ${name}_${of}`,
    );
  });
  return {
    name: `explain ${rows.columns[0]?.name ?? ""}`,
    maxRows: 1,
    sql: `SELECT ${[...counted, ...ends].join(",\n  ")}\nFROM (${differingSql(rows, tolerance)}) d`,
    row: z.record(z.string(), z.number().nullable()).transform((row): Explained => {
      const extent = (name: string): Extent => ({
        least: row[`${name}_min`] ?? null,
        most: row[`${name}_max`] ?? null,
      });
      return {
        rows: hypotheses.map((_, index) => row[`h${index}`] ?? 0),
        extents: numeric ? { all: extent("all"), training: extent("training"), serving: extent("serving") } : null,
      };
    }),
  };
}

export interface GridCell {
  readonly training: number;
  readonly serving: number;
  readonly rows: number;
}

export interface GridEdges {
  readonly training: readonly number[];
  readonly serving: readonly number[];
}

/** The differing rows with two positive numbers, counted in the bins between edges of either side. */
export function gridQuery(rows: JoinedRows, tolerance: Tolerance, edges: GridEdges): StatsQuery<GridCell> {
  return {
    name: `grid ${rows.columns[0]?.name ?? ""}`,
    maxRows: (edges.training.length + 1) * (edges.serving.length + 1),
    sql: `SELECT a AS training, b AS serving, count(*)::DOUBLE AS "rows"
FROM (SELECT ${numberBin("t", edges.training)} AS a, ${numberBin("s", edges.serving)} AS b
  FROM (${differingSql(rows, tolerance)}) d WHERE isfinite(t) AND isfinite(s) AND t > 0 AND s > 0) g
GROUP BY a, b ORDER BY a, b`,
    row: z.object({ training: z.number(), serving: z.number(), rows: z.number() }),
  };
}
