import { execFileSync } from "node:child_process";
import { closeSync, existsSync, readFileSync, symlinkSync, truncateSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parquetWriteBuffer } from "hyparquet-writer";
import { CasefileError, recordOf } from "../base/errors.ts";
import type { Engine } from "./engine-api.ts";
import { systemFault } from "./faults.ts";
import { locateWorkers } from "./locate-workers.ts";
import { ask, Bench, errorOf, openAs, specOf } from "./testing/fixtures.ts";
import { WorkerPool } from "./worker-pool.ts";
import { openPath } from "./worker/open-file.ts";
import { damageFooter, mutated } from "./testing/mutate.ts";

const bench = new Bench();
let engine: Engine;
let good: string;
let bytes: Buffer;

beforeAll(async () => {
  engine = await bench.engine({ timeoutMs: 20_000 });
  good = await bench.native(
    "good.parquet",
    "SELECT i AS id, i / 3e0 AS x, 't' || i % 9 AS t FROM range(20000) r(i)",
    "ROW_GROUP_SIZE 5000",
  );
  bytes = readFileSync(good);
});
afterAll(() => bench.close());

const stillWorks = async (): Promise<void> => {
  expect((await engine.pinData([good])).rows).toBe(20_000);
};

describe("a file that is no Parquet file", () => {
  test("but missing is file/not-found, and is not created", async () => {
    const path = bench.path("missing.parquet");
    expect(await errorOf(engine.pinData([path]))).toMatchObject({
      code: "file/not-found",
      where: { file: path },
      fix: expect.any(String),
    });
    expect(existsSync(path)).toBe(false);
  });

  test("but a folder, a device or a pipe is file/not-a-file, without waiting for it", async () => {
    const pipe = bench.path("pipe.parquet");
    execFileSync("mkfifo", [pipe]);
    for (const path of [bench.folder, "/dev/null", pipe])
      expect((await errorOf(engine.pinData([path]))).code).toBe("file/not-a-file");
  });

  test.each([
    ["CSV text", "a,b\n1,2\n"],
    ["JSON text", '{"a": 1}'],
    ["plain text", "hello\nworld\n"],
    ["HTML or XML text", "<html></html>"],
    ["a ZIP archive (an Excel workbook is one, too)", "PK\u0003\u0004rest of it"],
    ["an Arrow or Feather file", "ARROW1\u0000\u0000rest"],
    ["binary data of an unknown kind", Buffer.from([1, 2, 0, 4, 250])],
  ])("is named for what it looks like: %s", async (kind, content) => {
    const error = await errorOf(engine.pinData([bench.write("text.parquet", content)]));
    expect(error).toMatchObject({ code: "file/not-parquet", message: expect.stringContaining(kind) });
  });

  test("but empty is file/empty", async () => {
    expect((await errorOf(engine.pinData([bench.write("empty.parquet", "")]))).code).toBe("file/empty");
  });

  test("that the account may not read is file/no-permission", () => {
    // The tests may run as root, who may read everything, so the system's own answer stands in.
    const denied = Object.assign(new Error("EACCES: permission denied"), { code: "EACCES" });
    expect(systemFault(denied, "/data/a.parquet").record).toMatchObject({
      code: "file/no-permission",
      message: "a.parquet may not be read by your account.",
    });
  });
});

describe("a damaged Parquet file", () => {
  test.each([5, 100, 20_000, -1, -8])("cut at byte %i is file/truncated", async (end) => {
    const error = await errorOf(engine.pinData([bench.write("cut.parquet", bytes.subarray(0, end))]));
    expect(error.code).toBe("file/truncated");
  });

  test("with a footer longer than itself is file/unreadable", async () => {
    const damaged = mutated(bytes, (copy) => (copy.writeUInt32LE(0x7fffffff, copy.length - 8), undefined));
    expect((await errorOf(engine.pinData([bench.write("long.parquet", damaged)]))).code).toBe("file/unreadable");
  });

  test("whose end is glued to another body is refused, since its footer points outside", async () => {
    const glued = Buffer.concat([bytes.subarray(0, 4), bytes.subarray(-2000)]);
    expect(["file/unreadable", "file/audit-failed"]).toContain(
      (await errorOf(engine.pinData([bench.write("glued.parquet", glued)]))).code,
    );
  });

  test("never hangs: 60 damaged footers each give a typed error or the right rows", async () => {
    const codes: string[] = [];
    for (let seed = 0; seed < 60; seed += 1) {
      const path = bench.write(`footer-${seed}.parquet`, damageFooter(bytes, seed));
      codes.push(
        await engine.pinData([path]).then(
          () => "read",
          (thrown: unknown) => (thrown instanceof CasefileError ? thrown.record.code : String(thrown)),
        ),
      );
    }
    const allowed = [
      "read",
      "file/unreadable",
      "file/unsupported",
      "file/audit-failed",
      "limit/size",
      "engine/query-failed",
      "limit/memory",
    ];
    expect(codes.filter((code) => !allowed.includes(code))).toEqual([]);
    expect(codes.filter((code) => code === "file/unreadable").length).toBeGreaterThan(10);
    await stillWorks();
  });

  test("never hangs the engine itself, even where the preflight would have stopped it", async () => {
    const pool = new WorkerPool(locateWorkers().query, 1, 8000);
    const codes = new Set<string>();
    for (let seed = 0; seed < 40; seed += 1) {
      const opened = openPath(bench.write(`engine-${seed}.parquet`, damageFooter(bytes, seed)));
      closeSync(opened.descriptor);
      const session = {
        id: seed,
        grants: [{ ...opened.identity, name: "granted_0" }],
        views: [{ relation: "reference", query: "SELECT * FROM parquet_scan(['granted_0'])" }],
      };
      const sql = "SELECT count(*) AS n, sum(id)::DOUBLE AS a, max(t) AS b FROM reference";
      const asked = pool.run({ kind: "rows", sql, maxRows: 1 }, { session });
      codes.add(
        await asked.then(
          () => "read",
          (thrown: unknown) => recordOf(thrown).code,
        ),
      );
    }
    pool.close();
    expect(
      [...codes].filter((code) => !["read", "file/unreadable", "engine/query-failed", "limit/memory"].includes(code)),
    ).toEqual([]);
    expect(codes.has("file/unreadable")).toBe(true);
  });

  test("whose pages are overwritten is refused by the audit or by the engine, with the column", async () => {
    const damaged = mutated(bytes, (copy) => (copy.fill(7, 200, 12_000), undefined));
    const error = await errorOf(engine.pinData([bench.write("pages.parquet", damaged)]));
    expect(["file/audit-failed", "file/unreadable", "engine/query-failed"]).toContain(error.code);
    await stillWorks();
  });

  test("whose values are not those of its statistics is file/audit-failed, with the column named", async () => {
    const plain = await bench.native(
      "plain.parquet",
      "SELECT 1000000 + i AS id, i AS other FROM range(1000) r(i)",
      "COMPRESSION UNCOMPRESSED",
    );
    const needle = Buffer.alloc(8);
    needle.writeBigInt64LE(1_000_500n);
    const content = readFileSync(plain);
    expect(content.indexOf(needle)).toBeGreaterThan(0);
    const lied = mutated(content, (copy) => (copy.writeBigInt64LE(5n, copy.indexOf(needle)), undefined));
    const error = await errorOf(engine.pinData([bench.write("lied.parquet", lied)]));
    expect(error).toMatchObject({
      code: "file/audit-failed",
      where: { column: "id" },
      message: expect.stringContaining('"id"'),
    });
  });

  test("that was encrypted is refused by name", async () => {
    const encrypted = mutated(bytes, (copy) => (copy.write("PARE", copy.length - 4, "latin1"), undefined));
    expect(await errorOf(engine.pinData([bench.write("encrypted.parquet", encrypted)]))).toMatchObject({
      code: "file/unsupported",
      message: expect.stringContaining("encrypted"),
    });
  });
});

test("columns whose names differ only in case are refused with both names", async () => {
  const file = parquetWriteBuffer({
    columnData: [
      { name: "Age", data: [1, 2], type: "INT32" },
      { name: "age", data: [3, 4], type: "INT32" },
    ],
  });
  const error = await errorOf(engine.pinData([bench.write("case.parquet", new Uint8Array(file))]));
  expect(error).toMatchObject({ code: "file/unsupported", message: expect.stringMatching(/"Age" and "age"/) });
});

test("files of one dataset must have the same columns, and the error names the one that differs", async () => {
  const other = await bench.native("other.parquet", "SELECT i AS id, i::INTEGER AS x, 't' AS t FROM range(5) r(i)");
  const error = await errorOf(engine.pinData([good, other]));
  expect(error).toMatchObject({
    code: "file/unsupported",
    where: { column: "x" },
    message: expect.stringContaining('"x"'),
  });
});

test("several files are one dataset in the order given, whatever the order of their columns", async () => {
  const turned = await bench.native(
    "turned.parquet",
    "SELECT 't' || i AS t, i + 0.5e0 AS x, i + 20000 AS id FROM range(3) r(i)",
  );
  const pinned = await engine.pinData([good, turned]);
  expect(pinned.rows).toBe(20_003);
  const session = await engine.open([await specOf(engine, "production", [good, turned])]);
  expect(await ask(session, "SELECT id, x, t FROM production LIMIT 2 OFFSET 19999")).toEqual([
    { id: 19_999, x: 19_999 / 3, t: "t1" },
    { id: 20_000, x: 0.5, t: "t0" },
  ]);
});

test("a link to a file is followed to the file itself", async () => {
  const link = bench.path("link.parquet");
  symlinkSync(good, link);
  expect(await ask(await openAs(engine, "reference", [link]), "SELECT count(*) AS n FROM reference")).toEqual([
    { n: 20_000 },
  ]);
});

test("a file of 0 rows has its columns and no range", async () => {
  const none = await bench.native("none.parquet", "SELECT 1 AS a, TIMESTAMP '2020-01-01' AS t WHERE false");
  expect(await engine.pinData([none])).toMatchObject({
    rows: 0,
    timestamps: [{ column: "t", min: null, max: null }],
    distinct: { a: 0, t: 0 },
  });
});

test("a file that is not the pinned one is file/changed before anything runs", async () => {
  const path = bench.write("pinned.parquet", bytes);
  const spec = await specOf(engine, "reference", [path]);
  const same = mutated(bytes, (copy) => ((copy[1000] = (copy[1000] ?? 0) ^ 1), undefined));
  bench.write("pinned.parquet", same);
  expect((await errorOf(engine.open([spec]))).code).toBe("file/changed");
  truncateSync(path, 10_000);
  expect(["file/changed", "file/truncated"]).toContain((await errorOf(engine.open([spec]))).code);
});

test("hashing any file gives its SHA-256 and size", async () => {
  const hashed = await engine.hashFile(bench.write("model.bin", "abc"));
  expect(hashed).toEqual({ sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", bytes: 3 });
});
