import type { PinnedColumn } from "../document/schema.ts";
import { auditQuery, type AuditReading } from "./audit.ts";
import { unsupportedType } from "./casts.ts";
import type { JobOptions } from "./engine-api.ts";
import type { OpenSession } from "./query-sessions.ts";
import { z } from "../base/schema.ts";
import type { FooterStatistics, StatisticsDomain } from "./worker/file-check.ts";

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

export interface ColumnsToRead {
  readonly relation: string;
  readonly schema: readonly PinnedColumn[];
  readonly statisticsOf: (column: string) => FooterStatistics;
}

/** Reads every supported column of a relation whole, one query each, as many at once as there are workers. */
export async function readColumns(
  session: OpenSession,
  { relation, schema, statisticsOf }: ColumnsToRead,
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

const comparableTypes: Readonly<Record<StatisticsDomain, RegExp>> = {
  integer: /INT/,
  float: /^(DOUBLE|FLOAT)$/,
  text: /^VARCHAR$/,
  boolean: /^BOOLEAN$/,
  days: /^DATE$/,
  milliseconds: /^TIMESTAMP$/,
  microseconds: /^TIMESTAMP$/,
  nanoseconds: /^TIMESTAMP$/,
};

/** A column that was cast to another kind of value can't be compared with its footer. */
const comparableDomain = (type: string, { domain }: FooterStatistics): StatisticsDomain | null =>
  domain !== null && comparableTypes[domain].test(type) ? domain : null;
