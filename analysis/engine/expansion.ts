import type { NamedQuery } from "../base/stats-source.ts";
import { mentions } from "../base/used-queries.ts";
import { fault } from "./faults.ts";
import { limits } from "./limits.ts";
import { sqlShape } from "./sql-shape.ts";

interface Size {
  /** The query and every query behind its names, each as often as it is named. */
  readonly queries: number;
  readonly branches: number;
  readonly depth: number;
}

/**
 * The engine puts a named query's text wherever its name stands, so that a few short queries can make a plan that no
 * stack holds.
 * @throws `limit/size`
 */
export function checkExpansion(sql: string, earlier: readonly NamedQuery[]): void {
  const known: { readonly name: string; readonly size: Size }[] = [];
  for (const { name, sql: text } of earlier) known.push({ name, size: sizeOf(text, known) });
  const size = sizeOf(sql, known);
  for (const part of ["queries", "branches", "depth"] as const)
    if (size[part] > limits[part])
      throw fault(
        "limit/size",
        `With the cells that it uses, the query has ${size[part]} ${part}; the engine takes ${limits[part]}.`,
        {
          fix: "Name the other cells less often, or write what you need of them here.",
        },
      );
}

function sizeOf(sql: string, known: readonly { readonly name: string; readonly size: Size }[]): Size {
  const own = sqlShape(sql);
  return known.reduce<Size>(
    (sum, { name, size }) => {
      const times = mentions(sql, name);
      if (times === 0) return sum;
      return {
        queries: sum.queries + times * size.queries,
        branches: sum.branches + times * (size.branches - 1),
        depth: Math.max(sum.depth, own.depth + size.depth + 1),
      };
    },
    { queries: 1, branches: own.branches, depth: own.depth },
  );
}
