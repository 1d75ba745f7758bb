import { basename } from "node:path";
import type { PinnedColumn } from "../document/schema.ts";
import { identifier } from "../sql/quote.ts";
import { combineStatistics, disagreement } from "./audit.ts";
import { castOf, unsupportedType } from "./casts.ts";
import type { ConversionCache } from "./conversion-cache.ts";
import type { JobOptions, PinnedData } from "./engine-api.ts";
import { cancelled, fault, fileFault } from "./faults.ts";
import type { FileJobs, KnownFile } from "./file-jobs.ts";
import { readColumns, type AuditedColumn } from "./read-columns.ts";
import { GrantBook, relationQuery, relationSource, type RelationSource } from "./relation-source.ts";
import { assertUnchanged } from "./worker/open-file.ts";
import type { CheckedColumn, FileCheck } from "./worker/file-check.ts";
import type { QuerySessions } from "./query-sessions.ts";

export interface PinTools {
  readonly jobs: FileJobs;
  readonly cache: ConversionCache;
  readonly sessions: QuerySessions;
}

/** Takes files in as one dataset: checks, hashes, converts where needed, and audits what the engine reads. */
export async function pinData(
  { jobs, cache, sessions }: PinTools,
  paths: readonly string[],
  options: JobOptions,
): Promise<PinnedData> {
  if (paths.length === 0) throw fault("usage/invalid", "A dataset needs at least one file.");
  const checks = await jobs.check(paths, options);
  assertSameColumns(checks);
  const files: KnownFile[] = [];
  for (const check of checks) files.push(await jobs.hash(check, options));
  const book = new GrantBook();
  const source = await relationSource(files, book, cache, options);
  const checked = checks[0]?.columns ?? [];
  const types = await sessions.use(
    { grants: book.grants, views: [{ relation: "raw", query: rawQuery(source) }] },
    options,
    (session) => session.typesOf("raw"),
  );
  const schema = checked.map((column) => pinnedColumn(column, types, checks));
  const query = relationQuery(source, schema, null);
  const audited = await sessions.use(
    { grants: book.grants, views: [{ relation: "data", query }] },
    options,
    (session) =>
      readColumns(session, { relation: "data", schema, statisticsOf: (name) => statisticsOf(checks, name) }, options),
  );
  checkAudit(audited, checks);
  for (const { check } of files) assertUnchanged(check.identity);
  if (options.signal?.aborted === true) throw cancelled();
  return {
    files: files.map(({ check, sha256 }, index) => ({
      path: paths[index] ?? check.identity.path,
      sha256,
      bytes: check.identity.bytes,
      rows: check.rows,
    })),
    rows: checks.reduce((sum, { rows }) => sum + rows, 0),
    schema,
    timestamps: audited
      .filter(({ type }) => type === "TIMESTAMP" || type === "DATE")
      .map(({ name, reading }) => ({ column: name, min: isoOf(reading.from), max: isoOf(reading.until) })),
    distinct: Object.fromEntries(audited.map(({ name, reading }) => [name, reading.distinct])),
    notes: notesOf(checks),
  };
}

const rawQuery = ({ from, columns }: RelationSource): string =>
  `SELECT ${[...columns].map(([name, expression]) => `${expression} AS ${identifier(name)}`).join(", ")} FROM ${from}`;

/** Files of one dataset have the same columns, stored alike; their order may differ. */
function assertSameColumns([first, ...others]: readonly FileCheck[]): void {
  for (const other of first === undefined ? [] : others) {
    const names = new Set([...(first?.columns ?? []), ...other.columns].map(({ name }) => name));
    for (const name of names) {
      const [a, b] = [first, other].map((check) => check?.columns.find((column) => column.name === name)?.storage);
      if (a === b) continue;
      const first_ = basename(first?.identity.path ?? "");
      throw fileFault(
        "file/unsupported",
        other.identity.path,
        `does not have the columns of ${first_}: "${name}" is ${b ?? "not there"} here and ${a ?? "not there"} there.`,
        {
          where: { file: other.identity.path, column: name },
          fix: "Pin the files as separate datasets, or export them with the same columns and types.",
        },
      );
    }
  }
}

const sameColumn = (checks: readonly FileCheck[], name: string): CheckedColumn[] =>
  checks.flatMap(({ columns }) => columns.filter((column) => column.name === name));

const statisticsOf = (checks: readonly FileCheck[], name: string): ReturnType<typeof combineStatistics> =>
  combineStatistics(
    sameColumn(checks, name).map(({ statistics }, index) => ({ statistics, rows: checks[index]?.rows ?? 0 })),
  );

function pinnedColumn(
  column: CheckedColumn,
  types: ReadonlyMap<string, string>,
  checks: readonly FileCheck[],
): PinnedColumn {
  const { name } = column;
  const unsupported = sameColumn(checks, name).find((same) => same.unsupported !== null)?.unsupported;
  if (typeof unsupported === "string") return { name, type: unsupportedType, note: unsupported };
  const cast = castOf(types.get(name) ?? "");
  const note = column.allNull ? "every value is missing" : (column.note ?? cast.note);
  return note === undefined ? { name, type: cast.type } : { name, type: cast.type, note };
}

function checkAudit(audited: readonly AuditedColumn[], checks: readonly FileCheck[]): void {
  const rows = checks.reduce((sum, check) => sum + check.rows, 0);
  for (const { name, reading } of audited) {
    const column = sameColumn(checks, name);
    const problem = disagreement(
      reading,
      statisticsOf(checks, name),
      rows,
      column.some(({ allNull }) => allNull),
    );
    if (problem === null) continue;
    const [file] = checks;
    const which = checks.length > 1 ? `and the other files of the dataset are` : "is";
    throw fileFault(
      "file/audit-failed",
      file?.identity.path ?? "",
      `${which} read wrong: in the column "${name}", ${problem}.`,
      { where: { file: file?.identity.path ?? "", column: name } },
    );
  }
}

function isoOf(milliseconds: number | null): string | null {
  if (milliseconds === null) return null;
  const instant = new Date(milliseconds);
  const year = instant.getUTCFullYear();
  return year >= 0 && year <= 9999 ? instant.toISOString() : null;
}

/** What happened to whole files; what holds for one column stands in its note. */
function notesOf(checks: readonly FileCheck[]): string[] {
  const reasons = new Map<string, string[]>();
  for (const { columns } of checks) {
    for (const { name, convert } of columns) {
      if (convert !== null) reasons.set(convert, [...new Set([...(reasons.get(convert) ?? []), name])]);
    }
  }
  return [...reasons].map(([reason, names]) => {
    const shown = names.length > 5 ? `${names.length} columns` : names.join(", ");
    return `Columns with ${reason} were converted once to be read right: ${shown}. The pin stays on the original file.`;
  });
}
