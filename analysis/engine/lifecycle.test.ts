import { appendFileSync, closeSync, copyFileSync, readFileSync, renameSync, utimesSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EngineSession } from "../run/engine-port.ts";
import { locateWorkers } from "./locate-workers.ts";
import { ask, Bench, errorOf, openAs, specOf } from "./testing/fixtures.ts";
import { WorkerHandle } from "./worker-handle.ts";
import { Duck } from "./worker/duck.ts";
import { openPath } from "./worker/open-file.ts";
import { readRows } from "./worker/read-arrow.ts";

const bench = new Bench();
let file: string;
beforeAll(async () => {
  file = await bench.native(
    "a.parquet",
    "SELECT i AS id, i % 100 AS g, i / 7e0 AS x FROM range(200000) r(i)",
    "ROW_GROUP_SIZE 20000",
  );
});
afterAll(() => bench.close());

const endless = "SELECT count(*) AS n FROM range(100000000) a(i), range(100000) b(j) WHERE (i * j) % 7 = 3";
const count = (session: EngineSession): Promise<unknown> => ask(session, "SELECT count(*) AS n FROM reference");

describe("cancelling", () => {
  test("ends what runs and what waits within a second, and leaves other sessions alone", async () => {
    const engine = await bench.engine({ workers: 2 });
    const stop = new AbortController();
    const spec = await specOf(engine, "reference", [file]);
    const doomed = await engine.open([spec], { signal: stop.signal });
    const other = await engine.open([spec]);
    const running = [
      ask(doomed, endless),
      ask(doomed, "SELECT 1 AS v").then(() => ask(doomed, endless)),
      ask(doomed, endless),
    ];
    const errors = Promise.all(running.map((query) => errorOf(query)));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const values = other.values({ relation: "reference", column: "x" });
    const start = Date.now();
    stop.abort();
    expect((await errors).map(({ code }) => code)).toEqual([
      "cancelled/by-user",
      "cancelled/by-user",
      "cancelled/by-user",
    ]);
    expect(Date.now() - start).toBeLessThan(1000);
    expect((await values).rows).toBe(200_000);
    expect(await count(other)).toEqual([{ n: 200_000 }]);
    expect((await errorOf(count(doomed))).code).toBe("cancelled/by-user");
  });

  test("stops pinning and hashing", async () => {
    const engine = await bench.engine();
    const stop = new AbortController();
    const pinning = errorOf(
      engine.pinData([file, file, file], {
        signal: stop.signal,
        onProgress: ({ phase }) => phase === "hash" && stop.abort(),
      }),
    );
    expect((await pinning).code).toBe("cancelled/by-user");
    expect((await engine.pinData([file])).rows).toBe(200_000);
  });
});

describe("the watchdog", () => {
  test("ends a worker that does not answer in time, and the next query is fine", async () => {
    const engine = await bench.engine({ timeoutMs: 1500 });
    const session = await openAs(engine, "reference", [file]);
    const start = Date.now();
    expect((await errorOf(ask(session, endless))).code).toBe("limit/time");
    expect(Date.now() - start).toBeLessThan(4000);
    expect(await count(session)).toEqual([{ n: 200_000 }]);
  });

  test("gives an error when a worker dies by itself", async () => {
    const worker = new WorkerHandle(bench.write("dies.cjs", "setTimeout(() => { throw new Error('gone') }, 100)"));
    expect(await errorOf(worker.ask({ kind: "gate", sql: "SELECT 1" }, { timeoutMs: 5000 }))).toMatchObject({
      code: "engine/worker-died",
      message: expect.stringContaining("gone"),
    });
    expect(worker.usable).toBe(false);
  });

  test("replaces a worker whose memory grew beyond 1.5 GB", async () => {
    const engine = await bench.engine();
    const session = await openAs(engine, "reference", [file]);
    for (let round = 0; round < 2; round += 1) {
      const error = await errorOf(
        ask(session, "SELECT length(list(repeat('x', 200) || i)::VARCHAR) AS n FROM range(9000000) r(i)"),
      );
      expect(["limit/memory", "engine/query-failed"]).toContain(error.code);
      expect(await count(session)).toEqual([{ n: 200_000 }]);
    }
  });
});

describe("a file that changes while a session is open", () => {
  const cases: readonly (readonly [string, (path: string) => void])[] = [
    ["grows", (path) => appendFileSync(path, "x")],
    ["is touched", (path) => utimesSync(path, new Date(), new Date(Date.now() + 5000))],
    ["is replaced by a copy of itself", (path) => (copyFileSync(path, `${path}.new`), renameSync(`${path}.new`, path))],
    ["is gone", (path) => renameSync(path, `${path}.gone`)],
  ];
  test.each(cases)("and %s fails every later answer with file/changed-during-run", async (_how, change) => {
    const engine = await bench.engine();
    const path = bench.path("changing.parquet");
    copyFileSync(file, path);
    const session = await openAs(engine, "reference", [path]);
    expect(await count(session)).toEqual([{ n: 200_000 }]);
    await session.assertUnchanged();
    change(path);
    expect((await errorOf(count(session))).code).toBe("file/changed-during-run");
    expect((await errorOf(session.values({ relation: "reference", column: "x" }))).code).toBe(
      "file/changed-during-run",
    );
    expect((await errorOf(session.assertUnchanged())).code).toBe("file/changed-during-run");
  });

  test("even while a query runs, discards that query's rows", async () => {
    const engine = await bench.engine();
    const path = bench.path("during.parquet");
    copyFileSync(file, path);
    const session = await openAs(engine, "reference", [path]);
    const running = errorOf(
      ask(session, "SELECT count(*) AS n FROM reference a, range(600) b(j) WHERE (a.id * j) % 7 = 3"),
    );
    await new Promise((resolve) => setTimeout(resolve, 400));
    appendFileSync(path, "x");
    expect((await running).code).toBe("file/changed-during-run");
  });
});

describe("an instance above 2 GB of memory", () => {
  test("reads files right, since addresses are unsigned", async () => {
    const duck = await Duck.start(locateWorkers().wasm);
    const opened = openPath(file);
    closeSync(opened.descriptor);
    duck.grant([{ ...opened.identity, name: "granted_0" }]);
    const sql = "SELECT sum(id)::DOUBLE AS s, count(*)::DOUBLE AS n FROM parquet_scan(['granted_0'])";
    // Large blocks take it above 2 GB, small ones fill the gaps below, so that what is read must lie above.
    for (let blocks = 0; duck.heapBytes < 2.3 * 2 ** 30 && blocks < 40; blocks += 1) duck.reserve(64 * 1024 * 1024);
    for (const [bytes, blocks] of [
      [1 << 20, 60],
      [1 << 16, 800],
      [1 << 12, 4000],
    ] as const) {
      for (let block = 0; block < blocks; block += 1) duck.reserve(bytes);
    }
    expect(duck.heapBytes).toBeGreaterThan(2 ** 31);
    expect(readRows(duck.select(sql))).toEqual([{ s: 19_999_900_000, n: 200_000 }]);
  });
});

test("two sessions over other files take turns on one worker without mixing", async () => {
  const engine = await bench.engine();
  const second = await bench.native("b.parquet", "SELECT 5 AS id");
  const [a, b] = [await openAs(engine, "reference", [file], "id < 10"), await openAs(engine, "reference", [second])];
  for (let round = 0; round < 3; round += 1)
    expect(await Promise.all([count(a), count(b)])).toEqual([[{ n: 10 }], [{ n: 1 }]]);
});

test("one file serves as reference and production of one session, each with its rows", async () => {
  const engine = await bench.engine();
  const [reference, production] = [
    await specOf(engine, "reference", [file], "g < 50"),
    await specOf(engine, "production", [file], "g >= 50 -- rest"),
  ];
  const session = await engine.open([reference, production]);
  expect(
    await ask(session, "SELECT (SELECT max(g) FROM reference) AS r, (SELECT min(g) FROM production) AS p"),
  ).toEqual([{ r: 49, p: 50 }]);
});

test("progress is told for every phase", async () => {
  const engine = await bench.engine();
  const packed = await bench.native(
    "packed.parquet",
    "SELECT i AS id, i / 3e0 AS x FROM range(100000) r(i)",
    "COMPRESSION brotli",
  );
  const told = new Set<string>();
  await engine.pinData([packed], {
    onProgress: ({ phase, done, total }) => told.add(done <= total || phase === "convert" ? phase : "wrong"),
  });
  expect([...told].sort()).toEqual(["audit", "check", "convert", "hash"]);
});

test("a closed engine answers nothing and holds no worker", async () => {
  const engine = await bench.engine();
  const session = await openAs(engine, "reference", [file]);
  const running = errorOf(ask(session, endless));
  await engine.close();
  expect((await running).code).toBe("cancelled/by-user");
  await expect(count(session)).rejects.toThrow(/closed/);
});

test("the bundled workers name no network or process module", () => {
  const { query, file: fileWorker } = locateWorkers();
  for (const path of [query, fileWorker]) {
    const source = readFileSync(path, "utf8");
    const required = [...source.matchAll(/\brequire\("(?:node:)?([a-z_/]+)"\)/g)].map(([, name]) => name);
    expect(
      required.filter((name) => /^(net|tls|https?|http2|dns|dgram|child_process|cluster|inspector)/.test(name ?? "")),
    ).toEqual([]);
  }
});
