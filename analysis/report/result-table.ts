import type { Element } from "hast";
import { h } from "hastscript";
import { formatCount } from "../base/format.ts";
import type { ResultTable, TableColumn, TableRow } from "../kinds/kind.ts";
import { verdictChip } from "./chip.ts";
import { plural } from "./words.ts";
import { isNumeric, isVerdictLevel, tableText } from "../kinds/table-text.ts";

const shownRows = 10;
/** A report is read, not queried: what is beyond stands in the investigation and in `casefile export`. */
const printedRows = 200;

/** The first ten rows, and the others behind a disclosure. */
export function resultTable(table: ResultTable): Element {
  const rest = table.rows.slice(shownRows, printedRows);
  const left = table.rows.length - shownRows - rest.length;
  return h("div.table-block", [
    h("h4", table.title),
    table.rows.length === 0
      ? h("p.muted", "No rows.")
      : scrollable(table.title, rowsTable(table.columns, table.rows.slice(0, shownRows), table.title)),
    rest.length === 0
      ? null
      : h("details", [
          h("summary", plural(rest.length, "more row")),
          scrollable(`${table.title}, more rows`, rowsTable(table.columns, rest, `${table.title}, more rows`)),
        ]),
    left > 0 ? h("p.muted", `${formatCount(left)} further rows are in the investigation file.`) : null,
  ]);
}

/** Wide tables scroll in their own box, also by keyboard. */
export const scrollable = (label: string, table: Element): Element =>
  h("div.scroll", { role: "group", ariaLabel: label, tabIndex: 0 }, table);

function rowsTable(columns: readonly TableColumn[], rows: readonly TableRow[], caption: string): Element {
  const alignment = ({ format }: TableColumn): string => (isNumeric(format) ? "number" : format);
  return h("table.result", [
    h("caption.hidden", caption),
    h(
      "thead",
      h(
        "tr",
        columns.map((column) => h("th", { scope: "col", class: alignment(column) }, column.label)),
      ),
    ),
    h(
      "tbody",
      rows.map((row) =>
        h(
          "tr",
          columns.map((column) => h("td", { class: alignment(column) }, valueOf(row, column))),
        ),
      ),
    ),
  ]);
}

function valueOf(row: TableRow, column: TableColumn): Element | string {
  const value = row[column.key];
  return column.format === "verdict" && isVerdictLevel(value) ? verdictChip(value) : tableText(value, column.format);
}
