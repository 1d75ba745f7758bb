import { z } from "../base/schema.ts";
import { exportRowSchema, type ExportRow } from "./rows.ts";

/** Names the shape of the export; a changed shape gets another number. */
export const exportSchemaId = "casefile.export/1";

export const exportSchema = z.strictObject({ schema: z.literal(exportSchemaId), rows: z.array(exportRowSchema) });

/** Rows as JSON with one row a line, so that two exports can be compared line by line. */
export const jsonOf = (rows: readonly ExportRow[]): string =>
  [
    `{"schema":${JSON.stringify(exportSchemaId)},"rows":[`,
    rows.map((row) => JSON.stringify(row)).join(",\n"),
    "]}",
    "",
  ].join("\n");

/** Reads what `jsonOf` writes back to the same rows; throws for anything else. */
export const rowsOfJson = (text: string): readonly ExportRow[] => exportSchema.parse(JSON.parse(text)).rows;
