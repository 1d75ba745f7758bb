import { z } from "../base/schema.ts";
import type { JsonObject } from "../base/json.ts";
import { formatVersion, investigationSchema } from "./schema.ts";

/** The published JSON Schema (draft 2020-12) of the investigation file. What only code can check is not in it. */
export function investigationJsonSchema(): JsonObject {
  const schema = z.toJSONSchema(investigationSchema, { unrepresentable: "any" }) as JsonObject;
  return {
    title: `Casefile investigation, format version ${String(formatVersion)}`,
    description:
      "Generated from analysis/document/schema.ts. Unique ids, paths, the history chain and digests are checked by the reader.",
    ...schema,
  };
}
