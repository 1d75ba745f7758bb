import { z } from "../../../base/schema.ts";
import type { StatsQuery } from "../../../base/stats-source.ts";
import { identifier, textLiteral } from "../../../sql/quote.ts";
import { edgesOf } from "../../../stats/bin-edges.ts";
import { usable, type Roles } from "../roles.ts";
import { exactSum, fromExactSum } from "../../../sql/exact-sum.ts";
import { binCase, mostValues } from "./windows.ts";

const row = z.object({
  ...{ value: z.string(), bin: z.number(), label: z.number(), n: z.number() },
  scores: z.number().transform((sum) => fromExactSum(sum)),
});
export type GroupBinRow = z.infer<typeof row>;

/** Rows and scores of one side by value, bin of equal width and label: what ECE of each group needs. */
export function groupBinsQuery(
  roles: Roles,
  column: string,
  { values, bins }: { readonly values: readonly string[]; readonly bins: number },
): StatsQuery<GroupBinRow> {
  const value = `CAST(${identifier(column)} AS VARCHAR)`;
  const edges = Array.from(edgesOf({ from: 0, to: 1, bins })).slice(1, -1);
  return {
    name: `bins by ${column} in ${roles.relation}`,
    maxRows: mostValues * bins * 2,
    sql: `SELECT value, bin, label, count(*)::DOUBLE AS n, ${exactSum("s")} AS scores
FROM (SELECT ${value} AS value, ${binCase("s", { edges, closedBelow: false })} AS bin, s, label FROM (
  SELECT ${identifier(column)}, ${roles.scoreSql} AS s, CASE WHEN ${roles.positive} THEN 1 ELSE 0 END AS label
  FROM ${identifier(roles.relation)} WHERE ${usable(roles)}) u
  WHERE ${value} IN (${values.map(textLiteral).join(", ")})) r
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    row,
  };
}
