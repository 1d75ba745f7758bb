import { closeSync } from "node:fs";
import { parquetSchema, type ColumnMetaData, type FileMetaData } from "hyparquet";
import { CasefileError } from "../../base/errors.ts";
import { fileFault } from "../faults.ts";
import type { FileIdentity } from "../file-identity.ts";
import { checkColumn } from "./check-column.ts";
import type { FileCheck } from "./file-check.ts";
import { checkLimits } from "./footer-limits.ts";
import { openPath } from "./open-file.ts";
import { readFooter } from "./read-footer.ts";

/** Preflight: what a file is and how each of its columns must be read, from the footer alone. Throws `file/…` or `limit/size`. */
export async function checkFile(path: string): Promise<FileCheck> {
  const file = openPath(path);
  try {
    return described(await readFooter(file), file.identity);
  } catch (thrown) {
    if (thrown instanceof CasefileError) throw thrown;
    throw fileFault("file/unreadable", path, "has a damaged footer.", { detail: String(thrown) });
  } finally {
    closeSync(file.descriptor);
  }
}

function described(footer: FileMetaData, identity: FileIdentity): FileCheck {
  const { path } = identity;
  checkEncryption(footer, path);
  checkLimits(footer, identity);
  const chunks = chunksByColumn(footer, path);
  const nodes = parquetSchema(footer).children;
  checkNames(
    nodes.map(({ element }) => element.name),
    path,
  );
  return {
    identity,
    rows: Number(footer.num_rows),
    columns: nodes.map((node) => checkColumn(node, chunks.get(node.element.name) ?? [])),
    largestRowGroupBytes: footer.row_groups.reduce((most, group) => Math.max(most, Number(group.total_byte_size)), 0),
  };
}

function checkEncryption(footer: FileMetaData, path: string): void {
  const hidden =
    footer.row_groups[0]?.columns.findIndex(
      (column) => column.crypto_metadata !== undefined || column.encrypted_column_metadata !== undefined,
    ) ?? -1;
  if (hidden >= 0) throw fileFault("file/unsupported", path, "has encrypted columns, which Casefile can't read.");
}

/** The engine reads names without regard to case; two that differ in nothing else would be one column to it. */
function checkNames(names: readonly string[], path: string): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const twin = seen.get(name.toLowerCase());
    if (twin !== undefined) {
      throw fileFault(
        "file/unsupported",
        path,
        `has the columns "${twin}" and "${name}", whose names differ only in case.`,
        {
          where: { file: path, column: name },
          fix: "Rename one of them in the file.",
        },
      );
    }
    seen.set(name.toLowerCase(), name);
  }
}

function chunksByColumn(footer: FileMetaData, path: string): Map<string, ColumnMetaData[]> {
  const chunks = new Map<string, ColumnMetaData[]>();
  for (const { columns } of footer.row_groups) {
    for (const { meta_data: chunk } of columns) {
      const name = chunk?.path_in_schema[0];
      if (chunk === undefined || name === undefined)
        throw fileFault("file/unreadable", path, "is damaged: its footer lacks a column's metadata.");
      const known = chunks.get(name);
      if (known === undefined) chunks.set(name, [chunk]);
      else known.push(chunk);
    }
  }
  return chunks;
}
