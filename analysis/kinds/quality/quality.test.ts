import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Check, QualityResult } from "./result.ts";
import { contextOver } from "../testing/context-over.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { runQuality } from "./testing/run-quality.ts";

let source: NativeSource;
beforeEach(async () => {
  source = await nativeSource();
});
afterEach(() => source.close());

const table = (name: string, select: string): Promise<unknown> => source.run(`CREATE TABLE ${name} AS ${select}`);
const find = (result: QualityResult, check: Check["check"], column: string | null = null): Check | undefined =>
  result.checks.find((one) => one.check === check && one.column === column);
const levels = (result: QualityResult): readonly string[] => [...new Set(result.checks.map(({ level }) => level))];

/** 60 days of rows with a planted incident from day 40 of production on, in one channel. */
const day = (side: string, from: string, extra: string): Promise<unknown> =>
  table(
    side,
    `SELECT i AS id, TIMESTAMP '${from}' + INTERVAL (i % 60) DAY + INTERVAL (i % 24) HOUR AS at,
       CASE (i // 60) % 4 WHEN 0 THEN 'app' WHEN 1 THEN 'partner' ELSE 'web' END AS channel, ${extra} FROM range(24000) t(i)`,
  );

describe("a planted incident", () => {
  beforeEach(async () => {
    await day(
      "reference",
      "2026-01-01",
      `(i * 7919 % 1000)::DOUBLE AS amount, CASE i % 5 WHEN 0 THEN 'gold' ELSE 'basic' END AS plan, i % 3 AS stable`,
    );
    const late = "i % 60 >= 40";
    await day(
      "production",
      "2026-03-02",
      `CASE WHEN ${late} AND (i // 60) % 4 = 1 THEN NULL WHEN (i // 60) % 4 = 0 AND ${late} THEN 5000.0 ELSE (i * 7919 % 1000) END::DOUBLE AS amount,
       CASE WHEN i % 5 <> 0 THEN 'basic' WHEN ${late} THEN 'premium' ELSE 'gold' END AS plan, i % 3 AS stable`,
    );
  });

  it("is named with its size, interval, first day and group", async () => {
    const { result, face } = await runQuality(
      source,
      await contextOver(source, { time: "at", id: "id", groups: ["channel"] }),
    );
    expect(result.time).toMatchObject({ unit: "day", median: 400 });
    const missing = find(result, "missing", "amount");
    expect(missing).toMatchObject({ level: "fail", reference: 0, affected: 2000, since: "2026-04-11T00:00:00.000Z" });
    expect(missing?.production).toBeCloseTo(2000 / 24000, 12);
    expect(missing?.where).toEqual({ column: "channel", value: "partner", share: 1 });
    expect(find(result, "out_of_range", "amount")).toMatchObject({
      ...{ level: "fail", affected: 2000, since: "2026-04-11T00:00:00.000Z", where: { value: "app" } },
      detail: "reference 0 to 999; production 0 to 5,000",
    });
    expect(face.verdict.level).toBe("fail");
    expect(face.sentence).toContain("amount lies outside the reference's range in 9.1 % of values");
    expect(face.findings.map(({ subject }) => subject)).toEqual(["amount", "amount", "plan"]);
  });

  it("reports a value that gives way to another as one rename", async () => {
    const { result, face } = await runQuality(source, await contextOver(source, { time: "at" }));
    expect(find(result, "renamed", "plan")).toMatchObject({
      ...{ level: "fail", detail: '"gold" → "premium"', affected: 1600, since: "2026-04-11T00:00:00.000Z" },
    });
    expect(find(result, "new_category", "plan")).toMatchObject({ level: "pass", affected: 0 });
    expect(find(result, "vanished_category", "plan")).toMatchObject({ level: "pass", reference: 0 });
    expect(face.findings.map(({ sentence }) => sentence)).toContain(
      'plan looks renamed: "gold" → "premium" (6.7 % of rows) since 2026-04-11.',
    );
  });

  it("gives the same bytes whatever the order in which tasks end", async () => {
    const context = await contextOver(source, { time: "at", id: "id", groups: ["channel"] });
    const [one, other] = [await runQuality(source, context), await runQuality(source, context, { together: true })];
    expect(other.json).toBe(one.json);
  });

  it("draws the missing values that began late", async () => {
    const { face } = await runQuality(source, await contextOver(source, { time: "at" }));
    expect(face.figures.map(({ id }) => id)).toEqual(["rows_over_time", "missing_change", "missing_over_time"]);
    expect(face.headline).toContainEqual({ metric: "quality.missing_share", column: "amount", value: 2000 / 24000 });
  });
});

describe("when and where", () => {
  /** 40 days of `perDay` rows; `bad` says which rows of a day `d` are NaN, by their number `k` in the day. */
  const days = (side: string, perDay: number, bad: string) =>
    table(
      side,
      `SELECT TIMESTAMP '${side === "reference" ? "2026-01-01" : "2026-03-01"}' + INTERVAL (d) DAY + INTERVAL (k % 24) HOUR AS seen,
        CASE WHEN ${bad} THEN 'NaN'::DOUBLE ELSE k END AS x, k % 2 = 0 AS half, CASE WHEN k % 20 = 0 THEN 'rare' ELSE 'usual' END AS size
       FROM range(40) t(d), range(${perDay}) u(k)`,
    );
  const missingOf = async (): Promise<Check | undefined> => {
    const context = await contextOver(source, { time: "seen", groups: ["half", "size"] });
    return find((await runQuality(source, context)).result, "missing", "x");
  };

  it("a day a little above the usual share, as chance has it, is not where it began", async () => {
    await days("reference", 100, "k < 5");
    await days("production", 100, "k < 5 OR (d = 5 AND k < 7) OR (d >= 20 AND k < 30)");
    expect(await missingOf()).toMatchObject({ level: "fail", since: "2026-03-21T00:00:00.000Z" });
  });

  it("a day certainly above the usual share, but by less than the limit, is not either", async () => {
    await days("reference", 1000, "FALSE");
    await days("production", 1000, "k < 5 OR (d >= 20 AND k < 120)");
    expect(await missingOf()).toMatchObject({ level: "fail", since: "2026-03-21T00:00:00.000Z" });
  });

  it("a fault of every group has no place, not even the group that nearly all rows are in", async () => {
    await days("reference", 100, "FALSE");
    await days("production", 100, "k BETWEEN 41 AND 59");
    expect(await missingOf()).toMatchObject({ level: "fail", affected: 760, where: null });
  });
});

describe("identical sides", () => {
  const ugly = `SELECT CASE WHEN i % 9 = 0 THEN NULL WHEN i % 7 = 0 THEN 'NaN'::DOUBLE WHEN i % 11 = 0 THEN '-Infinity'::DOUBLE ELSE i END AS x,
    NULL::VARCHAR AS empty, 1 AS one, i % 50 AS id, 'v' || (i % 2000) AS "many ""'; 🦊", i % 2 = 0 AS flag,
    TIMESTAMP '2026-01-01' + INTERVAL (i * i % 97) DAY AS at`;

  it.each([0, 3, 150, 5000])("of %i rows neither warn nor fail", async (rows) => {
    await table("reference", `${ugly} FROM range(${rows}) t(i)`);
    await table("production", `SELECT * FROM reference`);
    const { result, face } = await runQuality(
      source,
      await contextOver(source, { time: "at", id: "id", groups: ["flag"] }),
    );
    expect(levels(result)).not.toContain("warn");
    expect(levels(result)).not.toContain("fail");
    expect(face.findings).toEqual([]);
    expect(face.verdict.level).toBe(rows < 100 ? "low_n" : "pass");
  });

  it("have the counts that brute force gives", async () => {
    await table("reference", `${ugly} FROM range(5000) t(i)`);
    await table("production", `SELECT * FROM reference`);
    const { result } = await runQuality(source, await contextOver(source, { id: "id" }));
    const values = Array.from({ length: 5000 }, (_, i) =>
      i % 9 === 0 ? null : i % 7 === 0 ? Number.NaN : i % 11 === 0 ? -Infinity : i,
    );
    expect(result.columns[0]?.profiles.production).toMatchObject({
      nulls: values.filter((value) => value === null).length,
      nans: values.filter((value) => Number.isNaN(value)).length,
      infinities: values.filter((value) => value === -Infinity).length,
      ...{ min: 1, max: 4999, constant: false },
    });
    expect(find(result, "duplicate_id", "id")).toMatchObject({ level: "pass", production: 4950 / 5000 });
    expect(find(result, "constant", "one")).toMatchObject({ level: "info" });
    expect(find(result, "new_category", "many \"'; 🦊")?.detail).toContain("more than 1,000 distinct values");
  });
});

describe("one side alone", () => {
  it("is profiled, and judged only on what is wrong by itself", async () => {
    await table(
      "production",
      `SELECT CASE WHEN i % 10 = 0 THEN 'Infinity'::DOUBLE END AS x, i % 900 AS id FROM range(1000) t(i)`,
    );
    const { result, face } = await runQuality(source, await contextOver(source, { id: "id" }));
    expect(find(result, "missing", "x")).toMatchObject({
      level: "info",
      reference: null,
      production: 0.9,
      difference: null,
    });
    expect(find(result, "infinite", "x")).toMatchObject({ level: "fail", production: 0.1 });
    expect(find(result, "duplicate_id", "id")).toMatchObject({ level: "fail", production: 0.1 });
    expect(find(result, "schema")).toBeUndefined();
    expect(face.metrics.find(({ metric }) => metric === "quality.infinite_share")).toMatchObject({
      value: 0.1,
      numerator: 100,
    });
  });

  it("with no rows is not enough data", async () => {
    await table("reference", `SELECT 1 AS x, 'a' AS y WHERE FALSE`);
    const { face } = await runQuality(source, await contextOver(source));
    expect(face.verdict.level).toBe("low_n");
  });
});

it("production without rows fails when the reference has some", async () => {
  await table("reference", `SELECT i AS x FROM range(500) t(i)`);
  await table("production", `SELECT i AS x FROM range(0) t(i)`);
  const { result, face } = await runQuality(source, await contextOver(source));
  expect(find(result, "rows")).toMatchObject({ level: "fail" });
  expect(face.sentence).toMatch(/^Production has no rows/);
  expect(
    face.metrics.find(({ metric, dataset_role: side }) => metric === "quality.missing_share" && side === "production"),
  ).toMatchObject({
    ...{ value: null, reason: "empty_production" },
  });
});

it("what the model reads comes first; other columns warn at most, and late labels are no fault", async () => {
  const select = (late: boolean) =>
    `SELECT CASE WHEN ${late} AND i % 2 = 0 THEN NULL ELSE 1 END AS label, CASE WHEN ${late} AND i % 3 = 0 THEN NULL ELSE i END AS spare,
      CASE WHEN ${late} AND i % 5 = 0 THEN NULL ELSE i END AS income FROM range(3000) t(i)`;
  await table("reference", select(false));
  await table("production", select(true));
  const { face, result } = await runQuality(
    source,
    await contextOver(source, { features: ["income"], label: "label" }),
  );
  expect(face.findings.map(({ subject, level }) => [subject, level])).toEqual([
    ["income", "fail"],
    ["spare", "warn"],
  ]);
  expect(find(result, "missing", "label")).toMatchObject({ level: "info", production: 0.5 });
});

it("a tiny change in many rows does not alarm, however significant", async () => {
  await table("reference", `SELECT CASE WHEN i % 1000 >= 1 THEN i END AS x FROM range(2000000) t(i)`);
  await table("production", `SELECT CASE WHEN i % 1000 >= 3 THEN i END AS x FROM range(2000000) t(i)`);
  const { result } = await runQuality(source, await contextOver(source));
  const missing = find(result, "missing", "x");
  expect(missing?.low).toBeGreaterThan(0.0018);
  expect(missing?.level).toBe("pass");
});

it("columns removed, added and retyped are told apart, and a retyped one breaks nothing else", async () => {
  await table("reference", `SELECT i AS gone, i AS zip, i AS wide, i AS feature, 'x' AS label FROM range(200) t(i)`);
  await table("production", `SELECT i::VARCHAR AS zip, i::DOUBLE AS wide, i AS fresh FROM range(200) t(i)`);
  const { result } = await runQuality(
    source,
    await contextOver(source, { features: ["feature", "zip"], label: "label" }),
  );
  const schema = result.checks.filter(({ check }) => ["removed", "added", "retyped"].includes(check));
  expect(schema.map(({ check, column, level }) => [check, column, level])).toEqual([
    ["removed", "feature", "fail"],
    ["retyped", "zip", "fail"],
    ["removed", "gone", "warn"],
    ["removed", "label", "info"],
    ["added", "fresh", "info"],
    ["retyped", "wide", "info"],
  ]);
  expect(find(result, "missing", "zip")).toMatchObject({ level: "pass" });
  expect(find(result, "out_of_range", "zip")).toBeUndefined();
});

it("rare new values are counted together, never named", async () => {
  await table("reference", `SELECT 'a' AS x FROM range(1000) t(i)`);
  await table(
    "production",
    `SELECT CASE WHEN i < 19 THEN 'rare' WHEN i < 40 THEN 'new;''"' WHEN i < 60 THEN 'u' || i ELSE 'a' END AS x FROM range(1000) t(i)`,
  );
  const { result, json } = await runQuality(source, await contextOver(source));
  expect(result.columns[0]?.new_values).toEqual({
    named: [{ value: "new;'\"", rows: 21 }],
    other_values: 21,
    other_rows: 39,
  });
  expect(find(result, "new_category", "x")).toMatchObject({ level: "warn", affected: 60 });
  expect(json).not.toContain('rare"');
});

it("a time in the year 2099 neither stretches the windows nor goes unseen", async () => {
  const rows = (from: string, bad: string) =>
    `SELECT CASE WHEN ${bad} THEN TIMESTAMP '2099-12-31' ELSE TIMESTAMP '${from}' + INTERVAL (i % 30) DAY END AS at FROM range(3000) t(i)`;
  await table("reference", rows("2026-01-01", "FALSE"));
  await table("production", rows("2026-02-01", "i % 40 = 0"));
  const { result } = await runQuality(source, await contextOver(source, { time: "at" }));
  expect(result.time?.windows.production?.length).toBe(30);
  expect(find(result, "far_time", "at")).toMatchObject({
    level: "fail",
    affected: 75,
    detail: "from 2026-02-01 to 2099-12-31",
  });
});

it("a day with far fewer rows and a week without any are flagged, quiet Sundays of the reference are not", async () => {
  const rows = (from: string, keep: string) =>
    `SELECT seen, i FROM (SELECT TIMESTAMP '${from}' + INTERVAL (i // 200) DAY + INTERVAL (i % 24) HOUR AS seen, i FROM range(10000) t(i)) WHERE ${keep}`;
  const quietSunday = "(dayofweek(seen) <> 0 OR i % 5 = 0)";
  await table("reference", rows("2026-01-01", quietSunday));
  await table(
    "production",
    rows(
      "2026-03-01",
      `${quietSunday} AND NOT (seen >= TIMESTAMP '2026-03-10' AND seen < TIMESTAMP '2026-03-12') AND (seen::DATE <> DATE '2026-04-01' OR i % 20 = 0)`,
    ),
  );
  const { result } = await runQuality(source, await contextOver(source, { time: "seen" }));
  expect(find(result, "volume")).toMatchObject({ level: "warn", since: "2026-04-01T00:00:00.000Z", affected: 10 });
  expect(find(result, "gap")).toMatchObject({ level: "warn", production: 2, since: "2026-03-10T00:00:00.000Z" });
});

it("refuses a column that neither side has, and an investigation without sides", async () => {
  await table("reference", `SELECT 1 AS x`);
  const context = await contextOver(source);
  await expect(runQuality(source, context, { params: { columns: ["y"] } })).rejects.toMatchObject({
    record: { code: "config/column-missing" },
  });
  await expect(runQuality(source, { ...context, reference: null })).rejects.toMatchObject({
    record: { code: "config/needs-role" },
  });
});
