import { useMemo, useState, type ReactNode } from "react";
import type { ResultTable } from "../../../analysis/kinds/kind.ts";
import type { DriftConfig } from "../../../analysis/kinds/drift/config.ts";
import { overTimeFigure } from "../../../analysis/kinds/drift/figures/over-time.ts";
import { rankedFigure } from "../../../analysis/kinds/drift/figures/ranked.ts";
import type { DriftResult } from "../../../analysis/kinds/drift/result.ts";
import { overviewTable } from "../../../analysis/kinds/drift/tables.ts";
import { PlotFigure } from "../../figures/PlotFigure.tsx";
import { ResultTableView } from "../../figures/ResultTableView.tsx";
import type { ViewProps } from "../view-props.ts";
import { ColumnDetail } from "./ColumnDetail.tsx";
import "./drift.css";

const shownKeys = new Set(["verdict", "column", "psi", "noise", "p", "missing", "since", "note"]);

/** The overview with the few columns that choose a row; the whole table stands in the cell's frame. */
function shortTable(result: DriftResult): ResultTable {
  const table = overviewTable(result);
  return {
    ...table,
    title: "Choose a column to see how it moved",
    columns: table.columns.filter(({ key }) => shownKeys.has(key)),
  };
}

/** The ranking, the windows, and one column opened: its distribution, why it was judged so, and any score's parts. */
export function DriftView({ result }: ViewProps<DriftResult, DriftConfig>): ReactNode {
  const [chosen, setChosen] = useState<string | null>(null);
  const figures = useMemo(() => [...rankedFigure(result), ...overTimeFigure(result)], [result]);
  const table = useMemo(() => shortTable(result), [result]);
  const column = result.columns.find(({ name }) => name === chosen) ?? result.columns[0];
  return (
    <div className="drift-view">
      {figures.map((figure) => (
        <PlotFigure key={figure.id} figure={figure} />
      ))}
      <ResultTableView
        table={table}
        showTitle
        selected={table.rows.find((row) => row["column"] === column?.name) ?? null}
        onSelect={(row) => setChosen(String(row["column"]))}
      />
      {column === undefined ? null : <ColumnDetail key={column.name} column={column} />}
      {result.notes.map((note) => (
        <p key={note} className="drift-note">
          {note}
        </p>
      ))}
    </div>
  );
}
