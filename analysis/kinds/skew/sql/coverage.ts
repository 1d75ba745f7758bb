import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier } from "../../../sql/quote.ts";
import type { Pairing, SideName } from "../pairing.ts";
import { keySql } from "./join.ts";

const count = z.int().nonnegative();
const side = z.object({ rows: count, no_key: count, repeated_keys: count, repeated_rows: count });
export const coverageRow = z.object({
  ...{ training: side, serving: side },
  /** Keys that both sides have once, that one side has once and the other not at all, and that a side has more than once. */
  ...{ matched: count, only_training: count, only_serving: count, ambiguous: count },
});
export type CoverageCounts = z.infer<typeof coverageRow>;

const flatSide = (name: SideName) => ({
  [`${name}_rows`]: count,
  [`${name}_no_key`]: count,
  [`${name}_repeated_keys`]: count,
  [`${name}_repeated_rows`]: count,
});

/** Every key of both sides, counted by how often each side has it. */
export function coverageQuery(pairing: Pairing): StatsQuery<CoverageCounts> {
  const keys = (name: SideName): string =>
    `SELECT ${keySql(pairing, name)} AS k FROM ${identifier(pairing.datasets[name].relation)}`;
  const counted = (name: SideName): string =>
    `(SELECT k, count(*) AS n FROM (${keys(name)}) WHERE k IS NOT NULL GROUP BY k)`;
  const total = (sql: string, as: string): string => `coalesce(${sql}, 0)::DOUBLE AS ${as}`;
  const of = (name: SideName, n: string): string[] => [
    total(`sum(${n})`, `${name}_keyed`),
    total(`count(*) FILTER (WHERE ${n} > 1)`, `${name}_repeated_keys`),
    total(`sum(${n}) FILTER (WHERE ${n} > 1)`, `${name}_repeated_rows`),
  ];
  const rows = (name: SideName): string =>
    `(SELECT count(*)::DOUBLE FROM ${identifier(pairing.datasets[name].relation)})`;
  return {
    name: "keys of both sides",
    maxRows: 1,
    sql: `SELECT *, training_rows - training_keyed AS training_no_key, serving_rows - serving_keyed AS serving_no_key FROM (
SELECT ${[
      ...of("training", "t.n"),
      ...of("serving", "s.n"),
      total("count(*) FILTER (WHERE t.n = 1 AND s.n = 1)", "matched"),
      total("count(*) FILTER (WHERE t.n = 1 AND s.n IS NULL)", "only_training"),
      total("count(*) FILTER (WHERE s.n = 1 AND t.n IS NULL)", "only_serving"),
      total("count(*) FILTER (WHERE t.n > 1 OR s.n > 1)", "ambiguous"),
      `${rows("training")} AS training_rows`,
      `${rows("serving")} AS serving_rows`,
    ].join(",\n  ")}
FROM ${counted("training")} t FULL OUTER JOIN ${counted("serving")} s ON t.k = s.k) c`,
    row: z
      .object({ ...flatSide("training"), ...flatSide("serving"), ...countsOnly })
      .transform((row): CoverageCounts => coverageRow.parse({ ...row, ...nested(row) })),
  };
}

const countsOnly = { matched: count, only_training: count, only_serving: count, ambiguous: count };

function nested(row: Readonly<Record<string, number>>): Record<SideName, Record<string, number | undefined>> {
  const of = (name: SideName) => ({
    ...{ rows: row[`${name}_rows`], no_key: row[`${name}_no_key`] },
    ...{ repeated_keys: row[`${name}_repeated_keys`], repeated_rows: row[`${name}_repeated_rows`] },
  });
  return { training: of("training"), serving: of("serving") };
}
