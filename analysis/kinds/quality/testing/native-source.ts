import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import type { StatsQuery, StatsSource } from "../../../base/stats-source.ts";

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
    values: () => Promise.reject(new Error("quality asks for no values")),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
