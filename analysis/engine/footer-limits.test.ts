import { parquetWriteBuffer } from "hyparquet-writer";
import { parquetMetadata, type FileMetaData } from "hyparquet";
import { expect, test } from "vitest";
import { CasefileError } from "../base/errors.ts";
import { checkLimits } from "./worker/footer-limits.ts";

const bytes = parquetWriteBuffer({ columnData: [{ name: "x", data: [1, 2, 3], type: "INT32" }] });
const identity = { path: "/data/a.parquet", device: 1n, inode: 1n, bytes: bytes.byteLength, modifiedNs: 0n };

function codeOf(change: (footer: FileMetaData) => void): string {
  const footer = parquetMetadata(bytes);
  change(footer);
  try {
    checkLimits(footer, identity);
  } catch (thrown) {
    if (thrown instanceof CasefileError) return thrown.record.code;
    throw thrown;
  }
  return "passes";
}

const chunkOf = (footer: FileMetaData): Record<string, unknown> =>
  footer.row_groups[0]?.columns[0]?.meta_data as unknown as Record<string, unknown>;

test.each<readonly [string, string, (footer: FileMetaData) => void]>([
  ["an honest footer", "passes", () => undefined],
  [
    "10,001 columns",
    "limit/size",
    (footer) => void (footer.schema = Array.from({ length: 10_002 }, () => ({ name: "c" }))),
  ],
  [
    "100,001 row groups",
    "limit/size",
    (footer) =>
      void (footer.row_groups = Array.from({ length: 100_001 }, () => ({
        columns: [],
        num_rows: 0n,
        total_byte_size: 0n,
      }))),
  ],
  ["2^41 rows", "limit/size", (footer) => void (footer.num_rows = 2n ** 41n)],
  ["rows that its row groups don't have", "file/unreadable", (footer) => void (footer.num_rows = 4n)],
  [
    "a column that starts beyond the file",
    "file/unreadable",
    (footer) =>
      void Object.assign(chunkOf(footer), { data_page_offset: 1_000_000n, dictionary_page_offset: undefined }),
  ],
  [
    "a column that ends beyond the file",
    "file/unreadable",
    (footer) => void Object.assign(chunkOf(footer), { total_compressed_size: 1_000_000n }),
  ],
  [
    "a column that unpacks to 2 TiB",
    "limit/size",
    (footer) => void Object.assign(chunkOf(footer), { total_uncompressed_size: 2n ** 41n }),
  ],
])("%s: %s", (_what, code, change) => {
  expect(codeOf(change)).toBe(code);
});
