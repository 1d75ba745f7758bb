import { formatCount } from "../../base/format.ts";
import type { CellFormat, ResultTable } from "../kind.ts";
import { isExactInteger, isNumberType } from "./column-types.ts";
import type { SqlResult } from "./result.ts";

/** The rows that the file holds, or the columns alone when it holds none. */
export function tables(result: SqlResult): readonly ResultTable[] {
  const { columns, rows, total, keep } = result;
  if (keep === "nothing") return [columnTable(result)];
  const title = rows.length < total ? `First ${formatCount(rows.length)} of ${formatCount(total)} rows` : "Rows";
  return [
    {
      ...{ id: "rows", title },
      columns: columns.map(({ name, type }, index) => ({ key: `c${index}`, label: name, format: formatOf(type) })),
      rows: rows.map((row) => Object.fromEntries(row.map((value, index) => [`c${index}`, value]))),
    },
  ];
}

const columnTable = ({ columns }: SqlResult): ResultTable => ({
  ...{ id: "columns", title: "Columns" },
  columns: [
    { key: "name", label: "Column", format: "text" },
    { key: "type", label: "Type", format: "text" },
  ],
  rows: columns.map(({ name, type }) => ({ name, type })),
});

const formatOf = (type: string): CellFormat => {
  if (isExactInteger(type)) return "count";
  return isNumberType(type) ? "number" : "text";
};
