import { identifier } from "../../../sql/quote.ts";
import { inWindowSql, windowStartSql } from "../../time-windows.ts";
import type { ComparedColumn, Pairing, SideName } from "../pairing.ts";

/** Which sides have keys that occur more than once: only those pay for leaving them out. */
export type Duplicated = Readonly<Record<SideName, boolean>>;

/** What a query over joined rows reads: compared columns as `t0`, `s0`, `t1`, …, and further expressions of one side. */
export interface JoinedRows {
  readonly pairing: Pairing;
  readonly duplicated: Duplicated;
  readonly columns: readonly ComparedColumn[];
  /** The start of each row's window as `w`. */
  readonly windows?: boolean;
  readonly extras?: readonly { readonly side: SideName; readonly sql: string; readonly as: string }[];
  /** The value of each column in the entity's row before, as `p0`, `p1`, … */
  readonly steps?: boolean;
}

const letters = { training: "t", serving: "s" } as const;
/** Whole numbers that a DOUBLE holds exactly. */
const exact = "9.007199254740992e15";

/** A key as both sides can be compared: null is no key. */
export function keySql({ key, keyAs, keyTypes }: Pairing, side: SideName): string {
  const [name, { type, sqlType }] = [identifier(key), keyTypes[side]];
  const isFloat = type === "number" && !sqlType.includes("INT");
  const whole = isFloat
    ? `CASE WHEN isfinite(${name}) AND ${name} = floor(${name}) AND abs(${name}) < ${exact} THEN CAST(${name} AS BIGINT) END`
    : name;
  if (keyAs === "text") return `CAST(${whole} AS VARCHAR)`;
  if (keyAs === "whole") return whole;
  return isFloat ? `CASE WHEN NOT isnan(${name}) THEN ${name} END` : name;
}

/** A value as it is compared. NaN is missing, but for `parsed`, where it stands for text that is no number. */
export function valueSql({ name, as, sqlTypes }: ComparedColumn, side: SideName): string {
  const [column, type] = [identifier(name), sqlTypes[side]];
  switch (as) {
    case "whole":
      return Object.values(sqlTypes).includes("UBIGINT") ? `CAST(${column} AS HUGEINT)` : `CAST(${column} AS BIGINT)`;
    case "number":
      return withoutNan(`CAST(${type === "BOOLEAN" ? `CAST(${column} AS INTEGER)` : column} AS DOUBLE)`);
    case "parsed":
      return type === "VARCHAR"
        ? `CASE WHEN ${column} IS NOT NULL THEN coalesce(TRY_CAST(${column} AS DOUBLE), CAST('nan' AS DOUBLE)) END`
        : withoutNan(`CAST(${column} AS DOUBLE)`);
    case "text":
      return `CAST(${column} AS VARCHAR)`;
    case "boolean":
      return column;
    case "instant":
      return `CAST(${column} AS TIMESTAMP)`;
  }
}

const withoutNan = (value: string): string => `CASE WHEN NOT isnan(${value}) THEN ${value} END`;

/** The rows that both sides have under a key that each has once, as a FROM item. */
export function joinedSql(rows: JoinedRows): string {
  const { columns, windows = false, extras = [], steps = false, pairing } = rows;
  const wanted = [
    "t.k AS k",
    ...columns.flatMap((_, index) => [`t.v${index} AS t${index}`, `s.v${index} AS s${index}`]),
    ...(windows && pairing.frame !== null ? [`${letters[pairing.timeSide]}.w AS w`] : []),
    ...extras.map(({ side, as }) => `${letters[side]}.${as} AS ${as}`),
    ...(steps && pairing.steps !== null ? columns.map((_, index) => `t.p${index} AS p${index}`) : []),
  ];
  return `(SELECT ${wanted.join(", ")} FROM ${sideSql(rows, "training")} t JOIN ${sideSql(rows, "serving")} s ON t.k = s.k)`;
}

function sideSql({ pairing, duplicated, columns, ...more }: JoinedRows, side: SideName): string {
  const { frame, timeSide, steps } = pairing;
  const relation = identifier(pairing.datasets[side].relation);
  const selected = columns.map((column, index) => ({ as: `v${index}`, sql: valueSql(column, side) }));
  if (more.windows === true && frame !== null && timeSide === side)
    selected.push({ as: "w", sql: `CASE WHEN ${inWindowSql(frame)} THEN ${windowStartSql(frame)} END` });
  selected.push(...(more.extras ?? []).filter((extra) => extra.side === side));
  if (more.steps === true && steps !== null && side === "training") {
    const key = keySql(pairing, side);
    const order = `PARTITION BY ${identifier(steps.entity)} ORDER BY CAST(${identifier(steps.time)} AS TIMESTAMP), ${key}`;
    selected.push(
      ...columns.map((column, index) => ({ as: `p${index}`, sql: `lag(${valueSql(column, side)}) OVER (${order})` })),
    );
  }
  const list = selected.map(({ as, sql }) => `${sql} AS ${as}`);
  const plain = `SELECT ${[`${keySql(pairing, side)} AS k`, ...list].join(", ")} FROM ${relation}`;
  if (!duplicated[side]) return `(${plain})`;
  const once = selected.map(({ as }) => `min(${as}) AS ${as}`);
  return `(SELECT ${["k", ...once].join(", ")} FROM (${plain}) GROUP BY k HAVING count(*) = 1)`;
}
