import { gzipSync } from "node:zlib";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parquetWriteBuffer, type ColumnSource } from "hyparquet-writer";
import { Compression, Encoding, Table, writeParquet, WriterPropertiesBuilder, WriterVersion } from "parquet-wasm/node";
import { tableFromArrays, tableToIPC } from "apache-arrow";
import type { Engine } from "./engine-api.ts";
import { ask, Bench, errorOf, openAs, runNative } from "./testing/fixtures.ts";

const bench = new Bench();
let engine: Engine;
beforeAll(async () => {
  engine = await bench.engine({ workers: 2 });
});
afterAll(() => bench.close());

const write = (name: string, columnData: ColumnSource[], options: object = {}): string =>
  bench.write(name, new Uint8Array(parquetWriteBuffer({ columnData, ...options })));

const numbers = Array.from({ length: 5000 }, (_, index) => (index * 7919) % 4999);
const sums = (relation: string): string =>
  `SELECT count(*)::DOUBLE AS n, sum(i)::DOUBLE AS i, min(d) AS lo, max(d) AS hi, sum(d * (i % 7)) AS mixed, count(DISTINCT t)::DOUBLE AS t, min(s)::VARCHAR AS s FROM ${relation}`;
const select =
  "SELECT i % 4999 AS i, (i % 977)::DOUBLE / 8 AS d, 'text ' || i % 31 AS t, TIMESTAMP '2001-02-03 04:05:06' + to_seconds(i) AS s FROM range(30000) r(i)";

const stamp = (path: string): string => {
  const { size, ino, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  return [size, ino, mtimeNs, ctimeNs].join(" ");
};

async function agreesWithNative(path: string): Promise<void> {
  const session = await openAs(engine, "reference", [path]);
  const [expected] = await runNative(sums(`'${path}'`));
  expect(await ask(session, sums("reference"))).toEqual([expected]);
}

describe("compression that the engine can't read", () => {
  test.each(["lz4_raw", "brotli", "gzip"])(
    "%s is converted once, and the values are those of native DuckDB",
    async (codec) => {
      const path = await bench.native(`${codec}.parquet`, select, `COMPRESSION ${codec}, ROW_GROUP_SIZE 10000`);
      const before = stamp(path);
      const pinned = await engine.pinData([path]);
      expect(pinned.notes.join()).toMatch(/converted once/);
      await agreesWithNative(path);
      const copies = readdirSync(bench.cacheDir).filter((name) => name.startsWith(pinned.files[0]?.sha256 ?? "?"));
      expect(copies).toHaveLength(1);
      const made = statSync(`${bench.cacheDir}/${copies[0] ?? ""}`).mtimeMs;
      await engine.pinData([path]);
      expect(statSync(`${bench.cacheDir}/${copies[0] ?? ""}`).mtimeMs).toBe(made);
      expect(stamp(path)).toEqual(before);
      expect(readdirSync(bench.cacheDir).filter((name) => name.endsWith(".part"))).toEqual([]);
    },
  );

  test("LZ4 of the old framing is converted", async () => {
    const table = Table.fromIPCStream(tableToIPC(tableFromArrays({ i: Int32Array.from(numbers) }), "stream"));
    const path = bench.write(
      "lz4.parquet",
      writeParquet(table, new WriterPropertiesBuilder().setCompression(Compression.LZ4).build()),
    );
    const session = await openAs(engine, "reference", [path]);
    expect(await ask(session, "SELECT sum(i)::DOUBLE AS s FROM reference")).toEqual([
      { s: numbers.reduce((a, b) => a + b, 0) },
    ]);
  });

  test("GZIP with several members gives every value right", async () => {
    const members = (input: Uint8Array): Uint8Array =>
      Buffer.concat([gzipSync(input.subarray(0, 1000)), gzipSync(input.subarray(1000))]);
    const path = write("members.parquet", [{ name: "i", data: numbers, type: "INT32", encoding: "PLAIN" }], {
      codec: "GZIP",
      compressors: { GZIP: members },
    });
    const session = await openAs(engine, "reference", [path]);
    const read = await ask(session, "SELECT i FROM reference", 5000);
    expect(read.map(({ i }) => i)).toEqual(numbers);
  });
});

describe("encodings that the engine misreads", () => {
  test("DELTA_BINARY_PACKED hash ids beyond 2^62 are converted, that column alone, and every value is right", async () => {
    const path = await bench.native(
      "delta.parquet",
      "SELECT (hash(i)::HUGEINT - 9223372036854775808::HUGEINT)::BIGINT AS h, i, i / 7e0 AS d FROM range(20000) r(i)",
      "PARQUET_VERSION V2",
    );
    const [expected] = await runNative(
      `SELECT min(h)::VARCHAR AS lo, max(h)::VARCHAR AS hi, sum(h)::VARCHAR AS s, sum(CASE WHEN h % 2 = 0 THEN i END)::VARCHAR AS joined FROM '${path}'`,
    );
    const pinned = await engine.pinData([path]);
    expect(pinned.notes).toEqual([expect.stringMatching(/DELTA_BINARY_PACKED.*: h\./)]);
    const session = await openAs(engine, "reference", [path]);
    const sql =
      "SELECT min(h)::VARCHAR AS lo, max(h)::VARCHAR AS hi, sum(h)::VARCHAR AS s, sum(CASE WHEN h % 2 = 0 THEN i END)::VARCHAR AS joined FROM reference";
    expect(await ask(session, sql)).toEqual([expected]);
    expect(
      await ask(session, "SELECT count(*) AS n, sum(i)::DOUBLE AS s FROM reference WHERE h > 0 AND d < 100"),
    ).toEqual(
      await runNative(`SELECT count(*)::INTEGER AS n, sum(i)::DOUBLE AS s FROM '${path}' WHERE h > 0 AND d < 100`),
    );
  });

  test("DELTA_BINARY_PACKED of small integers is read as it is", async () => {
    const path = write("delta-small.parquet", [
      { name: "i", data: numbers.map(BigInt), type: "INT64", encoding: "DELTA_BINARY_PACKED" },
    ]);
    expect((await engine.pinData([path])).notes).toEqual([]);
    const session = await openAs(engine, "reference", [path]);
    expect((await ask(session, "SELECT i FROM reference", 5000)).map(({ i }) => i)).toEqual(numbers);
  });

  test("BYTE_STREAM_SPLIT of integers is converted, of doubles it is not", async () => {
    const path = write("split.parquet", [
      { name: "i", data: Int32Array.from(numbers), type: "INT32", encoding: "BYTE_STREAM_SPLIT" },
      { name: "d", data: Float64Array.from(numbers, (n) => n / 4), type: "DOUBLE", encoding: "BYTE_STREAM_SPLIT" },
    ]);
    expect((await engine.pinData([path])).notes).toEqual([expect.stringMatching(/BYTE_STREAM_SPLIT.*: i\./)]);
    const session = await openAs(engine, "reference", [path]);
    const read = await ask(session, "SELECT i, d FROM reference", 5000);
    expect(read).toEqual(numbers.map((n) => ({ i: n, d: n / 4 })));
  });

  test("files that need it and files that don't make one dataset", async () => {
    const plain = await bench.native("mixed-1.parquet", select);
    const packed = await bench.native("mixed-2.parquet", select, "COMPRESSION lz4_raw");
    const session = await openAs(engine, "reference", [plain, packed, plain]);
    const [expected] = await runNative(sums(`read_parquet(['${plain}', '${packed}', '${plain}'])`));
    expect(await ask(session, sums("reference"))).toEqual([expected]);
  });

  test("a copy in the cache that is not whole is made again", async () => {
    const path = await bench.native("again.parquet", select, "COMPRESSION brotli");
    const { files } = await engine.pinData([path]);
    const copy = readdirSync(bench.cacheDir).find((name) => name.startsWith(files[0]?.sha256 ?? "?")) ?? "";
    const whole = readFileSync(`${bench.cacheDir}/${copy}`);
    writeFileSync(`${bench.cacheDir}/${copy}`, whole.subarray(0, 900));
    await agreesWithNative(path);
    expect(readFileSync(`${bench.cacheDir}/${copy}`).equals(whole)).toBe(true);
  });

  test("a cache folder that can't be written is named as the culprit, not the data", async () => {
    const path = await bench.native("nowhere.parquet", select, "COMPRESSION brotli");
    const unlucky = await bench.engine({ cacheDir: `${bench.write("not-a-folder", "x")}/cache` });
    expect(await errorOf(unlucky.pinData([path]))).toMatchObject({
      code: "output/not-writable",
      message: expect.stringContaining("not-a-folder"),
    });
  });

  test("columns with dots, quotes and emoji in their names are converted, too", async () => {
    const path = await bench.native(
      "names.parquet",
      `SELECT i AS "a.b", i * 2 AS "it's ""quoted"" 🙂", i * 3 AS a FROM range(10) r(i)`,
      "COMPRESSION brotli",
    );
    const session = await openAs(engine, "reference", [path]);
    expect(
      await ask(
        session,
        `SELECT sum("a.b")::DOUBLE AS x, sum("it's ""quoted"" 🙂")::DOUBLE AS y, sum(a)::DOUBLE AS z FROM reference`,
      ),
    ).toEqual([{ x: 45, y: 90, z: 135 }]);
  });
});

describe("types", () => {
  test("that Casefile can't compute with are columns of type UNSUPPORTED, with the reason", async () => {
    const path = write("types.parquet", [
      { name: "half", data: [1.5, 2.5], type: "FLOAT16" },
      { name: "variant", data: [{ a: 1 }, 2], type: "VARIANT" },
      {
        name: "place",
        data: [
          { type: "Point", coordinates: [1, 2] },
          { type: "Point", coordinates: [3, 4] },
        ],
        type: "GEOMETRY",
      },
      { name: "binary", data: [new Uint8Array([1]), new Uint8Array([2])], type: "BYTE_ARRAY" },
      { name: "x", data: [1, 2], type: "INT32" },
    ]);
    const { schema } = await engine.pinData([path]);
    expect(Object.fromEntries(schema.map(({ name, type }) => [name, type]))).toEqual({
      half: "UNSUPPORTED",
      variant: "UNSUPPORTED",
      place: "UNSUPPORTED",
      binary: "UNSUPPORTED",
      x: "INTEGER",
    });
    for (const { type, note } of schema) expect(typeof note === "string").toBe(type === "UNSUPPORTED");
    expect(await ask(await openAs(engine, "reference", [path]), "SELECT * FROM reference")).toEqual([
      { x: 1 },
      { x: 2 },
    ]);
  });

  test("are cast so that every value is a number, a text, a boolean or a time in UTC", async () => {
    const path = await bench.native(
      "casts.parquet",
      `SELECT 1.25::DECIMAL(9,2) AS dec1, 5::HUGEINT AS huge, '2001-02-03 04:05:06.789+02'::TIMESTAMPTZ AS zoned, TIME '10:11:12' AS tod, INTERVAL 3 DAY AS ival,
        '6ba7b810-9dad-11d1-80b4-00c04fd430c8'::UUID AS u, 'a'::ENUM('a','b') AS e, TIMESTAMP_NS '2001-02-03 04:05:06.123456789' AS ns, TIMESTAMP_S '2001-02-03 04:05:06' AS sec,
        DATE '1900-01-02' AS d, {'a': 1} AS st, [1] AS li, 200::UTINYINT AS u1, 18446744073709551615::UBIGINT AS u8`,
    );
    const { schema, timestamps } = await engine.pinData([path]);
    const types = Object.fromEntries(schema.map(({ name, type }) => [name, type]));
    expect(types).toEqual({
      ...{
        dec1: "DOUBLE",
        huge: "DOUBLE",
        zoned: "TIMESTAMP",
        tod: "VARCHAR",
        ival: "VARCHAR",
        u: "VARCHAR",
        e: "VARCHAR",
        ns: "TIMESTAMP",
        sec: "TIMESTAMP",
      },
      ...{ d: "DATE", st: "UNSUPPORTED", li: "UNSUPPORTED", u1: "UTINYINT", u8: "UBIGINT" },
    });
    expect(schema.find(({ name }) => name === "ns")?.note).toMatch(/cut to microseconds/);
    expect(timestamps).toContainEqual({
      column: "zoned",
      min: "2001-02-03T02:05:06.789Z",
      max: "2001-02-03T02:05:06.789Z",
    });
    expect(timestamps).toContainEqual({
      column: "d",
      min: "1900-01-02T00:00:00.000Z",
      max: "1900-01-02T00:00:00.000Z",
    });
    const session = await openAs(engine, "reference", [path]);
    expect(
      await ask(
        session,
        "SELECT dec1, huge, zoned::VARCHAR AS zoned, tod, u, e, ns::VARCHAR AS ns, u8::VARCHAR AS u8 FROM reference",
      ),
    ).toEqual([
      {
        dec1: 1.25,
        huge: 5,
        zoned: "2001-02-03 02:05:06.789",
        tod: "10:11:12",
        u: "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        e: "a",
        ns: "2001-02-03 04:05:06.123456",
        u8: "18446744073709551615",
      },
    ]);
  });

  test("of a file without a readable column are refused", async () => {
    const path = await bench.native("nested.parquet", "SELECT [1, 2] AS l");
    expect((await errorOf(engine.pinData([path]))).code).toBe("file/unsupported");
  });
});

test("every codec and encoding that arrow-rs writes gives the same rows", async () => {
  const data = {
    i: Int32Array.from(numbers),
    b: BigInt64Array.from(numbers, (n) => BigInt(n) * 1_000_000_007n),
    d: Float64Array.from(numbers, (n) => n / 3),
    t: numbers.map((n) => `v${n % 13}`),
  };
  const expected = [
    {
      i: numbers.reduce((a, b) => a + b, 0),
      b: numbers.reduce((a, b) => a + b, 0) * 1_000_000_007,
      d: numbers.reduce((a, n) => a + n / 3, 0),
      t: 13,
    },
  ];
  for (const version of [WriterVersion.V1, WriterVersion.V2]) {
    for (const codec of [
      Compression.UNCOMPRESSED,
      Compression.SNAPPY,
      Compression.GZIP,
      Compression.BROTLI,
      Compression.ZSTD,
      Compression.LZ4_RAW,
    ]) {
      const table = Table.fromIPCStream(tableToIPC(tableFromArrays(data), "stream"));
      const properties = new WriterPropertiesBuilder()
        .setCompression(codec)
        .setWriterVersion(version)
        .setColumnEncoding("b", Encoding.DELTA_BINARY_PACKED)
        .build();
      const path = bench.write(`rs-${version}-${codec}.parquet`, writeParquet(table, properties));
      const session = await openAs(engine, "reference", [path]);
      const [read] = await ask(
        session,
        "SELECT sum(i)::DOUBLE AS i, sum(b)::DOUBLE AS b, sum(d) AS d, count(DISTINCT t) AS t FROM reference",
      );
      expect({ ...read, d: Math.round(Number(read?.["d"]) * 1000) }).toEqual({
        ...expected[0],
        d: Math.round((expected[0]?.d ?? 0) * 1000),
      });
    }
  }
});
