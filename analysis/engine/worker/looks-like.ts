const signatures: readonly (readonly [string, string])[] = [
  ["PK\u0003\u0004", "a ZIP archive (an Excel workbook is one, too)"],
  ["\u001f\u008b", "a gzip archive"],
  ["ARROW1", "an Arrow or Feather file"],
  ["ORC", "an ORC file"],
  ["Obj\u0001", "an Avro file"],
  ["SQLite format 3", "an SQLite database"],
  ["\u0089HDF", "an HDF5 file"],
  ["\u0028\u00b5\u002f\u00fd", "a Zstandard archive"],
  ["%PDF", "a PDF document"],
];

/** Says what a file that is not Parquet seems to be, from its first bytes. */
export function looksLike(head: Uint8Array): string {
  const latin = Buffer.from(head).toString("latin1");
  const known = signatures.find(([signature]) => latin.startsWith(signature));
  if (known !== undefined) return known[1];
  if (/[\u0000-\u0008\u000e-\u001a]/.test(latin)) return "binary data of an unknown kind";
  const text = latin.trimStart();
  if (text.startsWith("{") || text.startsWith("[")) return "JSON text";
  if (text.startsWith("<")) return "HTML or XML text";
  const firstLine = text.split("\n")[0] ?? "";
  return /[,;\t]/.test(firstLine) ? "CSV text" : "plain text";
}
