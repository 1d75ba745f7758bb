import { useMemo, useState, type ReactNode } from "react";
import { needs, type DrawnType } from "../../../analysis/kinds/sql/chart-columns.ts";
import type { ChartConfig, SqlConfig } from "../../../analysis/kinds/sql/config.ts";
import { chartFigures, chartProblem } from "../../../analysis/kinds/sql/figures/chart.ts";
import type { SqlResult } from "../../../analysis/kinds/sql/result.ts";
import { tables } from "../../../analysis/kinds/sql/tables.ts";
import { PlotFigure } from "../../figures/PlotFigure.tsx";
import { ResultTableView } from "../../figures/ResultTableView.tsx";
import { Select } from "../../ui/Select.tsx";
import type { ViewProps } from "../view-props.ts";
import { chartTypes } from "./chart-types.ts";
import "./sql.css";

/** The table first, then a chart of its rows. Trying another chart changes neither the settings nor the file. */
export function SqlView({ result, config }: ViewProps<SqlResult, SqlConfig>): ReactNode {
  const shown = useMemo(() => tables(result), [result]);
  return (
    <div className="sql-view">
      {result.keep === "nothing" && result.total > 0 ? <NothingKept /> : null}
      {shown.map((table) => (
        <ResultTableView key={table.id} table={table} showTitle />
      ))}
      {result.rows.length === 0 ? null : (
        <ChartPart key={JSON.stringify(config.chart)} result={result} initial={config.chart} />
      )}
    </div>
  );
}

const NothingKept = (): ReactNode => (
  <p className="sql-note">
    The rows are not shown, since the file may not hold single records unasked. Say under <b>What the rows are</b>{" "}
    whether they are aggregates or records, and run again.
  </p>
);

interface ChartPartProps {
  readonly result: SqlResult;
  readonly initial: ChartConfig;
}

function ChartPart({ result, initial }: ChartPartProps): ReactNode {
  const [chart, setChart] = useState(initial);
  const figures = useMemo(() => chartFigures(result, chart), [result, chart]);
  const problem = chartProblem(result, chart);
  return (
    <>
      <div className="sql-chart-choice" role="group" aria-label="Chart of these rows">
        <Select
          label="Chart"
          value={chart.type}
          options={chartTypes}
          onChange={(type) => setChart({ type, x: null, y: null, z: null })}
        />
        {chart.type === "none" ? null : (
          <ColumnPickers result={result} chart={chart} type={chart.type} onChange={setChart} />
        )}
      </div>
      {problem === null ? null : <p className="sql-note">{problem}</p>}
      {figures.map((figure) => (
        <PlotFigure key={figure.id} figure={figure} />
      ))}
    </>
  );
}

interface ColumnPickersProps {
  readonly result: SqlResult;
  readonly chart: ChartConfig;
  readonly type: DrawnType;
  readonly onChange: (chart: ChartConfig) => void;
}

const axisNames = { x: "Across", y: "Up", z: "Colour" } as const;

/** Option values carry a mark, so that a column of any name differs from no column. */
function ColumnPickers({ result, chart, type, onChange }: ColumnPickersProps): ReactNode {
  const axes = [...needs[type].map(([axis]) => axis), ...(type === "line" ? (["z"] as const) : [])].sort();
  const names = [...new Set(result.columns.map(({ name }) => name))];
  const columns = names.map((name) => ({ value: `=${name}`, label: name }));
  return axes.map((axis) => (
    <Select
      key={axis}
      label={type === "line" && axis === "z" ? "One line for each" : axisNames[axis]}
      value={chart[axis] === null ? "" : `=${chart[axis]}`}
      options={[{ value: "", label: type === "line" && axis === "z" ? "One line only" : "Chosen for you" }, ...columns]}
      onChange={(value) => onChange({ ...chart, [axis]: value === "" ? null : value.slice(1) })}
    />
  ));
}
