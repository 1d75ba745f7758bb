import { guarded } from "../csv.ts";
import { exportColumns, exportRowSchema, type ExportColumn, type ExportRow } from "../rows.ts";

const numeric: ReadonlySet<ExportColumn> = new Set([
  ...([
    "value",
    "numerator",
    "denominator",
    "row_count",
    "ci_low",
    "ci_high",
    "ci_level",
    "p_value",
    "p_adjusted",
  ] as const),
]);

/** Reads what `csvOf` writes back to the same rows. */
export function rowsOfCsv(csv: string, { raw = false }: { raw?: boolean } = {}): readonly ExportRow[] {
  const [header, ...records] = recordsOf(csv);
  if (header === undefined || header.map(({ text }) => text).join() !== exportColumns.join())
    throw new Error("not an export: its header differs");
  return records.map((record) =>
    exportRowSchema.parse(
      Object.fromEntries(exportColumns.map((column, index) => [column, valueOf(column, record[index], raw)])),
    ),
  );
}

interface CsvField {
  readonly text: string;
  readonly quoted: boolean;
}

function valueOf(column: ExportColumn, field: CsvField | undefined, raw: boolean): string | number | null {
  if (field === undefined || (field.text === "" && !field.quoted)) return null;
  if (numeric.has(column)) return Number(field.text);
  return !raw && guarded.test(field.text) ? field.text.slice(1) : field.text;
}

/** A field is quoted text or plain text, and ends at a comma, a line end or the end of the file. */
function recordsOf(csv: string): readonly (readonly CsvField[])[] {
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  const records: CsvField[][] = [];
  let record: CsvField[] = [];
  while (pattern.lastIndex < csv.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(csv);
    if (match === null) throw new Error(`not a field at character ${String(at)}`);
    const [, quoted, plain, end] = match;
    record.push(
      quoted === undefined
        ? { text: plain ?? "", quoted: false }
        : { text: quoted.replaceAll('""', '"'), quoted: true },
    );
    if (end !== ",") {
      records.push(record);
      record = [];
    }
  }
  return records;
}
