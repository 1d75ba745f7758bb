import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "../base/schema.ts";
import { Bench, openAs } from "../engine/testing/fixtures.ts";
import type { EngineSession } from "../run/engine-port.ts";
import { daySql } from "./time-windows.ts";
import { dayOf, instantOf, minuteOf, untimed, windowKeySql, windowOfKey } from "./window-keys.ts";

const bench = new Bench();
let session: EngineSession;

beforeAll(async () => {
  const file = await bench.native(
    "times.parquet",
    `SELECT TIMESTAMP '1970-01-01 00:00:00' + to_minutes(CAST(m AS BIGINT)) AS t FROM (
      SELECT unnest([-153560861280, -62198755200, -1035593280, -1035591841, -510171841, -36816480, -1, 0, 1439, 1440, 15863039, 29858400, 151489238400]) AS m
      UNION ALL SELECT (hash(i) % 200000000)::BIGINT - 100000000 AS m FROM range(3000) r(i)) UNION ALL SELECT NULL`,
  );
  session = await openAs(await bench.engine(), "reference", [file]);
});
afterAll(() => bench.close());

test("minutes are written as the engine writes the day and the instant, from the first year of timestamps to the last", async () => {
  const rows = await session.rows({
    name: "times",
    maxRows: 4000,
    row: z.strictObject({ minute: z.number(), day: z.string(), instant: z.string() }),
    sql: `SELECT ${minuteOf("t")} AS "minute", ${daySql("t")} AS day, strftime(t, '%Y-%m-%dT%H:%M:00.000Z') AS instant FROM reference WHERE t IS NOT NULL`,
  });
  expect(rows.length).toBe(3013);
  for (const { minute, day, instant } of rows)
    expect([dayOf(minute), instantOf(minute)], String(minute)).toEqual([day, instant]);
});

test("a key holds window and code, and rows without a window have a window of their own", async () => {
  for (const code of [0, 3]) {
    const { keys } = await session.groupedValues({
      ...{ relation: "reference", value: "1", maxGroups: 4000, key: windowKeySql("t", `${code}`) },
    });
    const found = Array.from(keys, windowOfKey);
    expect(new Set(found.map((key) => key.code))).toEqual(new Set([code]));
    expect(found.at(-1)?.minute).toBe(untimed);
    expect(found[0]?.minute).toBe(-153_560_861_280);
  }
});
