import type { StatsSource, ValueCounts } from "../../../base/stats-source.ts";
import { sortedCountsOf } from "../../../stats/testing/sorted-counts-of.ts";

type Rows = readonly (number | null)[];

/** Numeric columns kept in memory, as [reference, production]; questions in SQL are refused. */
export function memorySource(columns: Readonly<Record<string, readonly [Rows, Rows]>>): StatsSource {
  return {
    rows: () => Promise.reject(new Error("no SQL here")),
    table: () => Promise.reject(new Error("no SQL here")),
    groupedValues: () => Promise.reject(new Error("no SQL here")),
    crossCounts: () => Promise.reject(new Error("no SQL here")),
    values: ({ relation, column }) => {
      const rows = columns[column]?.[relation === "reference" ? 0 : 1] ?? [];
      return Promise.resolve(valueCountsOf(rows));
    },
  };
}

function valueCountsOf(rows: Rows): ValueCounts {
  const numbers = rows.filter((value) => value !== null);
  const count = (wanted: number): number => numbers.filter((value) => Object.is(value, wanted)).length;
  return {
    ...sortedCountsOf(numbers.filter(Number.isFinite)),
    ...{ rows: rows.length, nulls: rows.length - numbers.length, nans: count(NaN) },
    ...{ negativeInfinities: count(-Infinity), positiveInfinities: count(Infinity) },
  };
}
