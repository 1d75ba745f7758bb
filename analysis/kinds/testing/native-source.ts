import { identifier } from "../../sql/quote.ts";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import type {
  CrossCounts,
  CrossCountsQuery,
  FreeQuery,
  FreeTable,
  GroupedCounts,
  GroupsQuery,
  StatsQuery,
  StatsSource,
  ValueCounts,
  ValuesQuery,
} from "../../base/stats-source.ts";
import { z } from "../../base/schema.ts";
import { countSql, createViewSql, decodeRows, describeSql, dropViewSql, readSql } from "../../sql/free-table.ts";

/** A source over a recent native DuckDB, so that the product's SQL is checked by an engine that is not the product's. */
export interface NativeSource extends StatsSource {
  /** Runs any statement: how tests make their relations, and count by brute force. */
  run(sql: string): Promise<readonly Record<string, unknown>[]>;
  close(): void;
}

export async function nativeSource(): Promise<NativeSource> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection: DuckDBConnection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  const run = async (sql: string): Promise<readonly Record<string, unknown>[]> =>
    (await connection.runAndReadAll(sql)).getRowObjectsJS();
  return {
    run,
    async rows<Row>({ name, sql, maxRows, row }: StatsQuery<Row>): Promise<readonly Row[]> {
      const rows = await run(sql);
      if (rows.length > maxRows) throw new Error(`${name} gave ${rows.length} rows, more than ${maxRows}`);
      return rows.map((raw) => row.parse(raw));
    },
    values: (query) => valueCounts(run, query),
    groupedValues: (query) => groupedCounts(run, query),
    crossCounts: (query) => Promise.all(query.crossings.map((keys) => crossed(run, query, keys))),
    table: (query) => freeTable(run, query),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const described = z.object({ name: z.string(), type: z.string() });
const scalars = z.record(
  z.string(),
  z.union([z.null(), z.boolean(), z.number(), z.nan(), z.literal(Infinity), z.literal(-Infinity), z.string()]),
);

/** The engine's way without its gate, which only the product's engine has. */
async function freeTable(run: NativeSource["run"], { sql, maxRows, earlier = [] }: FreeQuery): Promise<FreeTable> {
  for (const query of earlier) await run(createViewSql(query.sql, query.name));
  await run(createViewSql(sql));
  try {
    const columns = (await run(describeSql)).map((row) => described.parse(row));
    const rows = decodeRows(
      columns,
      (await run(readSql(columns, maxRows))).map((row) => scalars.parse(row)),
    );
    return { columns, rows, total: Number((await run(countSql))[0]?.["n"]), varies: [] };
  } finally {
    await run(dropViewSql());
    for (const { name } of earlier.toReversed()) await run(dropViewSql(name));
  }
}

async function valueCounts(run: NativeSource["run"], { relation, column, where }: ValuesQuery): Promise<ValueCounts> {
  const select = `SELECT CAST(${identifier(column)} AS DOUBLE) AS v FROM ${identifier(relation)} WHERE ${where ?? "TRUE"}`;
  return counted((await run(select)).map((row) => row["v"]));
}

function counted(all: readonly unknown[]): ValueCounts {
  const finite = all.filter((value): value is number => Number.isFinite(value)).sort((a, b) => a - b);
  const values = [...new Set(finite)];
  const counts = new Map(values.map((value) => [value, 0]));
  for (const value of finite) counts.set(value, (counts.get(value) ?? 0) + 1);
  const occurrences = (wanted: unknown): number => all.filter((value) => Object.is(value, wanted)).length;
  return {
    ...{ values: Float64Array.from(values), counts: Float64Array.from(counts.values()), rows: all.length },
    ...{ nulls: occurrences(null), nans: occurrences(Number.NaN) },
    ...{ negativeInfinities: occurrences(-Infinity), positiveInfinities: occurrences(Infinity) },
  };
}

async function groupedCounts(
  run: NativeSource["run"],
  { relation, value, key, maxGroups }: GroupsQuery,
): Promise<GroupedCounts> {
  const select = `SELECT CAST((${value}\n) AS DOUBLE) AS v, CAST((${key}\n) AS DOUBLE) AS k FROM ${identifier(relation)}`;
  const groups = new Map<number, unknown[]>();
  for (const { v, k } of await run(select)) {
    if (k === null) continue;
    const own = groups.get(Number(k)) ?? [];
    own.push(Object.is(v, -0) ? 0 : v);
    groups.set(Number(k), own);
  }
  if (groups.size > maxGroups) throw new Error(`${groups.size} groups, more than ${maxGroups}`);
  const found = [...groups].sort(([a], [b]) => a - b).map(([key, all]) => ({ key, ...counted(all) }));
  const entries = found
    .flatMap(({ values, counts }, group) =>
      Array.from(values, (value, at) => ({ value, group, count: counts[at] ?? 0 })),
    )
    .sort((a, b) => a.value - b.value || a.group - b.group);
  const of = (what: "key" | "nulls" | "nans" | "negativeInfinities" | "positiveInfinities") =>
    Float64Array.from(found, (group) => group[what]);
  return {
    keys: of("key"),
    values: Float64Array.from(entries, (entry) => entry.value),
    groups: Uint32Array.from(entries, (entry) => entry.group),
    counts: Float64Array.from(entries, (entry) => entry.count),
    ...{ nulls: of("nulls"), nans: of("nans") },
    ...{ negativeInfinities: of("negativeInfinities"), positiveInfinities: of("positiveInfinities") },
  };
}

async function crossed(
  run: NativeSource["run"],
  { relation, value, edges, maxCells }: Omit<CrossCountsQuery, "crossings">,
  keySqls: readonly string[],
): Promise<CrossCounts> {
  const names = keySqls.map((_, index) => `k${index}`);
  const above = ["0", ...edges.map((edge) => `(v >= ${edge.toExponential()})::INTEGER`)].join(" + ");
  const rows = await run(`SELECT ${names.map((name) => `${name}, `).join("")}
      CASE WHEN v IS NULL OR isnan(v) THEN ${edges.length + 1} ELSE ${above} END AS bin, count(*)::DOUBLE AS n
    FROM (SELECT ${keySqls.map((sql, index) => `CAST((${sql}\n) AS DOUBLE) AS k${index}, `).join("")}
      CAST((${value}\n) AS DOUBLE) AS v FROM ${identifier(relation)})
    WHERE ${["TRUE", ...names.map((name) => `${name} IS NOT NULL`)].join(" AND ")} GROUP BY ALL`);
  // Keys occur for themselves, also where another key of the crossing is null.
  const keys = await Promise.all(
    keySqls.map(async (sql) =>
      Float64Array.from(
        await run(`SELECT DISTINCT CAST((${sql}\n) AS DOUBLE) AS k FROM ${identifier(relation)} WHERE k IS NOT NULL`),
        ({ k }) => Number(k),
      ).sort(),
    ),
  );
  const bins = edges.length + 2;
  const counts = new Float64Array(keys.reduce((cells, key) => cells * key.length, bins));
  if (counts.length > maxCells) throw new Error(`${counts.length} cells, more than ${maxCells}`);
  for (const row of rows) {
    const cell = names.reduce((at, name, index) => {
      const key = keys[index] ?? new Float64Array();
      return at * key.length + key.indexOf(Number(row[name]));
    }, 0);
    counts[cell * bins + Number(row["bin"])] = Number(row["n"]);
  }
  return { keys, counts };
}
