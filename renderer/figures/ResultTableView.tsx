import { ArrowDown, ArrowUp, ChevronLeft, ChevronRight } from "lucide-react";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import type { ResultTable, TableColumn, TableRow } from "../../analysis/kinds/kind.ts";
import { isNumeric, isVerdictLevel, tableText } from "../../analysis/kinds/table-text.ts";
import { Button } from "../ui/Button.tsx";
import { VerdictChip } from "../ui/VerdictChip.tsx";
import { nextSort, sortedRows, type TableSort } from "./table-order.ts";
import "./table.css";

export interface ResultTableViewProps {
  readonly table: ResultTable;
  /** Makes every row a control that Enter or a click opens. */
  readonly onSelect?: (row: TableRow) => void;
  /** The open row, one of `table.rows`. */
  readonly selected?: TableRow | null;
  /** Shows the title above; a disclosure usually says it already. */
  readonly showTitle?: boolean;
}

const pageSize = 50;

export function ResultTableView(props: ResultTableViewProps): ReactNode {
  const { table, onSelect, selected = null, showTitle = false } = props;
  const [sort, setSort] = useState<TableSort | null>(null);
  const [page, setPage] = useState(0);
  const rows = sortedRows(table, sort);
  const lastPage = Math.max(0, Math.ceil(rows.length / pageSize) - 1);
  const first = Math.min(page, lastPage) * pageSize;
  const order = (key: string): void => {
    setSort(nextSort(sort, key));
    setPage(0);
  };
  return (
    <div className="table-block">
      <div className="table-scroll" role="region" aria-label={table.title} tabIndex={onSelect === undefined ? 0 : -1}>
        <table className="table">
          <caption className={showTitle ? "table-caption" : "visually-hidden"}>{table.title}</caption>
          <thead>
            <tr>
              {table.columns.map((column) => (
                <HeaderCell key={column.key} column={column} sort={sort} onSort={order} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(first, first + pageSize).map((row, index) => (
              <BodyRow key={first + index} row={row} table={table} selected={row === selected} onSelect={onSelect} />
            ))}
          </tbody>
        </table>
        {rows.length === 0 ? <p className="table-empty">No rows.</p> : null}
      </div>
      {lastPage === 0 ? null : (
        <Pager first={first} total={rows.length} page={Math.min(page, lastPage)} onPage={setPage} />
      )}
    </div>
  );
}

interface HeaderCellProps {
  readonly column: TableColumn;
  readonly sort: TableSort | null;
  readonly onSort: (key: string) => void;
}

function HeaderCell({ column, sort, onSort }: HeaderCellProps): ReactNode {
  const direction = sort?.key !== column.key ? "none" : sort.descending ? "descending" : "ascending";
  return (
    <th scope="col" aria-sort={direction} className={isNumeric(column.format) ? "numeric" : undefined}>
      <button type="button" className="table-sort" onClick={() => onSort(column.key)}>
        {column.label}
        {direction === "ascending" ? <ArrowUp size={12} aria-hidden /> : null}
        {direction === "descending" ? <ArrowDown size={12} aria-hidden /> : null}
      </button>
    </th>
  );
}

interface BodyRowProps {
  readonly row: TableRow;
  readonly table: ResultTable;
  readonly selected: boolean;
  readonly onSelect: ((row: TableRow) => void) | undefined;
}

function BodyRow({ row, table, selected, onSelect }: BodyRowProps): ReactNode {
  const cells = table.columns.map((column) => (
    <td key={column.key} className={lookOf(row[column.key] ?? null, column)}>
      <TableValue value={row[column.key] ?? null} column={column} />
    </td>
  ));
  if (onSelect === undefined) return <tr>{cells}</tr>;
  const openByKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(row);
  };
  return (
    <tr
      className="table-row-open"
      tabIndex={0}
      aria-selected={selected}
      onClick={() => onSelect(row)}
      onKeyDown={openByKey}
    >
      {cells}
    </tr>
  );
}

const longText = 28;

/** Numbers line up on the right; short texts stay on one line; long ones wrap, but not into a ribbon. */
function lookOf(value: TableRow[string], { format }: TableColumn): string {
  if (isNumeric(format)) return "numeric";
  return typeof value === "string" && format === "text" && value.length > longText ? "table-long" : "table-short";
}

function TableValue({ value, column }: { readonly value: TableRow[string]; readonly column: TableColumn }): ReactNode {
  if (value === null || value === "") return <NoValue />;
  if (column.format === "verdict" && isVerdictLevel(value)) return <VerdictChip level={value} />;
  return tableText(value, column.format);
}

/** These tables are Casefile's own words: nothing to say is a dash. Values of the data themselves are another matter. */
function NoValue(): ReactNode {
  return (
    <span className="table-null">
      <span aria-hidden>–</span>
      <span className="visually-hidden">none</span>
    </span>
  );
}

interface PagerProps {
  readonly first: number;
  readonly total: number;
  readonly page: number;
  readonly onPage: (page: number) => void;
}

function Pager({ first, total, page, onPage }: PagerProps): ReactNode {
  const last = Math.min(first + pageSize, total);
  return (
    <div className="table-pager">
      <span aria-live="polite">
        {first + 1}–{last} of {total}
      </span>
      <Button size="small" variant="quiet" label="Previous rows" disabled={page === 0} onPress={() => onPage(page - 1)}>
        <ChevronLeft size={14} aria-hidden />
      </Button>
      <Button size="small" variant="quiet" label="Next rows" disabled={last >= total} onPress={() => onPage(page + 1)}>
        <ChevronRight size={14} aria-hidden />
      </Button>
    </div>
  );
}
