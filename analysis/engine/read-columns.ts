import type { PinnedColumn } from "../document/schema.ts";
import { auditQuery, type AuditReading } from "./audit.ts";
import { unsupportedType } from "./casts.ts";
import type { JobOptions } from "./engine-api.ts";
import type { OpenSession } from "./query-sessions.ts";
import { z } from "../base/schema.ts";
import type { FooterStatistics } from "./worker/file-check.ts";

export interface AuditedColumn {
  readonly name: string;
  readonly type: string;
  readonly reading: AuditReading;
}

// Doubles may be infinite, which z.number() refuses.
const extreme = z.union([z.string(), z.custom<number>((value) => typeof value === "number"), z.null()]);
const instant = z.number().nullable();
const reading = z.object({
  rows: z.number(),
  present: z.number(),
  low: extreme,
  high: extreme,
  distinct: z.number(),
  from: instant,
  until: instant,
});

/** Reads every supported column of a relation whole, one query each, as many at once as there are workers. */
export async function readColumns(
  session: OpenSession,
  relation: string,
  schema: readonly PinnedColumn[],
  statisticsOf: (column: string) => FooterStatistics,
  { onProgress }: JobOptions,
): Promise<AuditedColumn[]> {
  const columns = schema.filter(({ type }) => type !== unsupportedType);
  let done = 0;
  return Promise.all(
    columns.map(async ({ name, type }) => {
      const sql = auditQuery(relation, name, type, comparableDomain(type, statisticsOf(name)));
      const [row] = await session.rows({ name: `audit of ${name}`, sql, maxRows: 1, row: reading });
      done += 1;
      onProgress?.({ phase: "audit", label: name, done, total: columns.length });
      return {
        name,
        type,
        reading: row ?? { rows: 0, present: 0, low: null, high: null, distinct: 0, from: null, until: null },
      };
    }),
  );
}

/** A column that was cast to another kind of value can't be compared with its footer. */
function comparableDomain(type: string, { domain }: FooterStatistics): FooterStatistics["domain"] {
  const isTime = domain === "milliseconds" || domain === "microseconds" || domain === "nanoseconds";
  if (isTime) return type === "TIMESTAMP" ? domain : null;
  if (domain === "days") return type === "DATE" ? domain : null;
  if (domain === "text") return type === "VARCHAR" ? domain : null;
  if (domain === "float") return type === "DOUBLE" || type === "FLOAT" ? domain : null;
  if (domain === "boolean") return type === "BOOLEAN" ? domain : null;
  return type.endsWith("INT") || type.endsWith("INTEGER") ? domain : null;
}
