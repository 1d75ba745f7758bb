import type { FileMetaData } from "hyparquet";
import { fileFault } from "../faults.ts";
import { limits } from "../limits.ts";
import type { FileIdentity } from "../file-identity.ts";

/** Refuses a footer that declares more than the engine may be asked to read, or that points outside of its file. */
export function checkLimits(footer: FileMetaData, file: FileIdentity): void {
  const tooBig = (what: string, is: number | bigint, allowed: number): void => {
    if (is > allowed) throw fileFault("limit/size", file.path, `declares ${is} ${what}; ${allowed} are allowed.`);
  };
  tooBig("columns", footer.schema.length - 1, limits.columns);
  tooBig("row groups", footer.row_groups.length, limits.rowGroups);
  tooBig("rows", footer.num_rows, limits.rows);
  let [packed, unpacked, rows] = [0, 0, 0n];
  for (const group of footer.row_groups) {
    rows += group.num_rows;
    for (const { meta_data: chunk } of group.columns) {
      if (chunk === undefined) continue;
      const starts = [chunk.dictionary_page_offset, chunk.data_page_offset].map(Number).filter((offset) => offset > 0);
      const start = Math.min(...starts);
      const size = Number(chunk.total_compressed_size);
      if (!(start >= 4 && size >= 0 && start + size <= file.bytes)) {
        throw fileFault("file/unreadable", file.path, "is damaged: its footer points outside of the file.", {
          where: { file: file.path, column: chunk.path_in_schema.join(".") },
        });
      }
      packed += size;
      unpacked += Number(chunk.total_uncompressed_size);
    }
  }
  if (rows !== footer.num_rows)
    throw fileFault(
      "file/unreadable",
      file.path,
      `is damaged: its footer declares ${footer.num_rows} rows, its parts ${rows}.`,
    );
  if (unpacked > limits.expansionFrom)
    tooBig("bytes for each stored byte", Math.floor(unpacked / Math.max(1, packed)), limits.expansion);
}
