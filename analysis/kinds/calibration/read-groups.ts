import type { StatsSource } from "../../base/stats-source.ts";
import type { ContextColumn } from "../context.ts";
import type { GroupPart, SideName } from "./parts.ts";
import type { Roles } from "./roles.ts";
import type { Setting } from "./setting.ts";
import { groupsQuery, mostColumns, valuesQuery, type GroupColumn, type GroupRow } from "./sql/groups.ts";
import { frameIn } from "./time-frame.ts";

/** Columns that are counted together. */
export const inChunks = (columns: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(columns.length / mostColumns) }, (_, chunk) =>
    columns.slice(chunk * mostColumns, (chunk + 1) * mostColumns),
  );

/** Text, truth values and whole numbers; other numbers are no groups, and engines write them differently. */
const isGroup = ({ type, sqlType }: ContextColumn): boolean =>
  type === "text" || type === "boolean" || (type === "number" && !["FLOAT", "DOUBLE"].includes(sqlType));

/** What is known of a column before anything is counted in it. */
interface Asked {
  readonly part: GroupPart;
  /** Its values in production and how many there are; nothing where the part says why. */
  readonly values: readonly string[] | null;
}

/** Each column by value, on both sides: production's values, then one scan a side for all columns. */
export async function groupsOf(
  source: StatsSource,
  columns: readonly string[],
  made: Setting,
): Promise<readonly GroupPart[]> {
  const asked = await Promise.all(columns.map((column) => askedOf(source, column, made)));
  const [reference, production] = await Promise.all([
    countedIn(source, "reference", asked, made),
    countedIn(source, "production", asked, made),
  ]);
  return asked.map(({ part }) => {
    const rows = { reference: reference.get(part.column) ?? null, production: production.get(part.column) ?? null };
    const only = (isBin: boolean, list: readonly GroupRow[] | null) =>
      list && list.filter(({ bin }) => (bin !== null) === isBin);
    return {
      ...part,
      rows: { reference: only(false, rows.reference), production: only(false, rows.production) },
      bins: { reference: only(true, rows.reference), production: only(true, rows.production) },
    };
  });
}

async function askedOf(source: StatsSource, column: string, made: Setting): Promise<Asked> {
  const { context } = made;
  const nothing = { reference: null, production: null };
  const blank = { column, reason: null, values: 0, rows: nothing, bins: nothing };
  const without = (reason: GroupPart["reason"]): Asked => ({ part: { ...blank, reason }, values: null });
  const types = [context.reference, context.production].flatMap((side) => side?.columns ?? []);
  const known = types.find(({ name }) => name === column);
  if (known && !isGroup(known)) return without("unsupported_type");
  const lead = rolesFor("production", column, made);
  if (lead === null) return without(context.production ? "missing_in_production" : "not_applicable");
  const top = await source.rows(valuesQuery(lead, column));
  if (top.length === 0) return without("too_few_rows");
  return { part: { ...blank, values: top[0]?.values ?? 0 }, values: top.map(({ value }) => value) };
}

/** How to ask a side about the column; nothing where it cannot be asked. */
function rolesFor(side: SideName, column: string, { roles, context }: Setting): Roles | null {
  const [own, found] = [roles[side], context[side]?.columns.find(({ name }) => name === column)];
  return own === null || typeof own === "string" || !found || !isGroup(found) ? null : own;
}

async function countedIn(
  source: StatsSource,
  side: SideName,
  asked: readonly Asked[],
  made: Setting,
): Promise<ReadonlyMap<string, readonly GroupRow[]>> {
  const { context, config, frame } = made;
  const columns = asked.flatMap(({ part: { column, values: all }, values }): (GroupColumn & { roles: Roles })[] => {
    const roles = rolesFor(side, column, made);
    const complete = side === "production" && values?.length === all;
    return roles === null || values === null ? [] : [{ column, values, complete, roles }];
  });
  const [first] = columns;
  if (first === undefined) return new Map();
  // The reference is looked at as a whole.
  const axis = side === "production" ? frameIn(context.production, frame) : null;
  const rows = await source.rows(groupsQuery(first.roles, columns, { frame: axis, bins: config.bins }));
  return new Map(columns.map(({ column }, place) => [column, rows.filter((row) => row.place === place)]));
}
