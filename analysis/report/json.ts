import type { JsonObject } from "../base/json.ts";
import { z } from "../base/schema.ts";
import { exportRowSchema, type ExportRow } from "./rows.ts";

/** Names the shape of the export; a changed shape gets another number. */
export const exportSchemaId = "casefile.export/1";

const exportSchema = z.strictObject({ schema: z.literal(exportSchemaId), rows: z.array(exportRowSchema) });

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

/** The published JSON Schema (draft 2020-12) of the export. */
export const exportJsonSchema = (): JsonObject => ({
  title: "Casefile export, version 1",
  description: "Generated from analysis/report/rows.ts: one row for every number of an investigation.",
  ...(z.toJSONSchema(exportSchema) as JsonObject),
});
