import { exportColumns, type ExportColumn, type ExportRow } from "./rows.ts";

/** What a spreadsheet would take for the start of a formula; invisible characters before it do not hide it. */
const formulaStart = /^[\ufeff\u00a0\u200b-\u200d\u2060 ]*[=+\-@\t\r\n＝＋－＠]/;
/** A text that already begins with apostrophes before such a start gets one more, so that reading takes exactly one away. */
export const guarded = /^'+[\ufeff\u00a0\u200b-\u200d\u2060 ]*[=+\-@\t\r\n＝＋－＠]/;

/**
 * Rows as RFC 4180 text: CRLF, a header, quotes where needed. A missing value is an empty field, an empty text is `""`.
 * Text that a spreadsheet would run as a formula gets a leading apostrophe unless `raw`; numbers never do, so `-0.02`
 * stays a number. NUL has no place in a CSV file and is dropped.
 */
export function csvOf(rows: readonly ExportRow[], { raw = false }: { raw?: boolean } = {}): string {
  const lines = rows.map((row) => exportColumns.map((column) => field(row[column], raw)).join(","));
  return [exportColumns.join(","), ...lines, ""].join("\r\n");
}

function field(value: ExportRow[ExportColumn], raw: boolean): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = value.replaceAll("\0", "");
  const safe = !raw && (formulaStart.test(text) || guarded.test(text)) ? `'${text}` : text;
  return safe === "" || safe !== text || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
