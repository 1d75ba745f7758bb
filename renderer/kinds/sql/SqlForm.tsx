import type { ReactNode } from "react";
import { mostRows, sqlConfig, type SqlConfig } from "../../../analysis/kinds/sql/config.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { Select, type Option } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { FormProps } from "../view-props.ts";
import { chartTypes } from "./chart-types.ts";
import { RelationList } from "./RelationList.tsx";
import { SqlEditor } from "./SqlEditor.tsx";
import "./sql.css";

const keepChoices: readonly Option<SqlConfig["keep"]>[] = [
  { value: "nothing", label: "Not said yet", description: "The file holds counts and column names only" },
  {
    value: "aggregates",
    label: "Aggregates",
    description: "Each row stands for many records: the file holds the rows",
  },
  { value: "records", label: "Single records", description: "The file holds them, and says that they are records" },
];

const rules: readonly Option<SqlConfig["expect"]["rule"]>[] = [
  { value: "none", label: "Nothing: no verdict" },
  { value: "no_rows", label: "No rows" },
  { value: "between", label: "First value between" },
];

const levels: readonly Option<SqlConfig["expect"]["level"]>[] = [
  { value: "fail", label: "Fail" },
  { value: "warn", label: "Warn" },
];

export function SqlForm({ config, context, onChange }: FormProps<SqlConfig>): ReactNode {
  const change = (part: Partial<SqlConfig>): void => onChange({ ...config, ...part });
  return (
    <div className="sql-form">
      <SqlEditor
        value={config.sql.join("\n")}
        context={context}
        description="One SELECT. It reads only the relations below."
        onChange={(text) => change({ sql: text === "" ? [] : text.split("\n") })}
      />
      <RelationList context={context} />
      <Select
        label="What the rows are"
        value={config.keep}
        options={keepChoices}
        description="Casefile cannot tell whether a row describes one person. Say it, and the file holds the rows."
        onChange={(keep) => change({ keep })}
      />
      <NumberField
        label="Most rows"
        value={config.max_rows}
        min={1}
        max={mostRows}
        step={1}
        unit="rows"
        onChange={(rows) => change({ max_rows: rows === null ? sqlConfig.parse({}).max_rows : Math.round(rows) })}
      />
      <ExpectFields expect={config.expect} onChange={(expect) => change({ expect })} />
      <ChartFields chart={config.chart} onChange={(chart) => change({ chart })} />
    </div>
  );
}

interface ExpectFieldsProps {
  readonly expect: SqlConfig["expect"];
  readonly onChange: (next: SqlConfig["expect"]) => void;
}

function ExpectFields({ expect, onChange }: ExpectFieldsProps): ReactNode {
  return (
    <>
      <Select label="Expect" value={expect.rule} options={rules} onChange={(rule) => onChange({ ...expect, rule })} />
      {expect.rule === "between" ? (
        <div className="sql-fields">
          <NumberField label="Lowest" value={expect.low} onChange={(low) => onChange({ ...expect, low })} />
          <NumberField label="Highest" value={expect.high} onChange={(high) => onChange({ ...expect, high })} />
        </div>
      ) : null}
      {expect.rule === "none" ? null : (
        <Select
          label="Verdict when it is not met"
          value={expect.level}
          options={levels}
          onChange={(level) => onChange({ ...expect, level })}
        />
      )}
    </>
  );
}

interface ChartFieldsProps {
  readonly chart: SqlConfig["chart"];
  readonly onChange: (next: SqlConfig["chart"]) => void;
}

/** The chart that the file and the report hold. The result's columns are not known here, so they are named in writing. */
function ChartFields({ chart, onChange }: ChartFieldsProps): ReactNode {
  const named = (axis: "x" | "y" | "z", label: string): ReactNode => (
    <TextField
      label={label}
      value={chart[axis] ?? ""}
      placeholder="Chosen for you"
      onChange={(name) => onChange({ ...chart, [axis]: name === "" ? null : name })}
    />
  );
  const { type } = chart;
  return (
    <>
      <Select
        label="Chart"
        value={type}
        options={chartTypes}
        description="Try charts and columns in the cell; what you set here goes into the file with the next run."
        onChange={(next) => onChange({ ...chart, type: next })}
      />
      {type === "none" ? null : (
        <Disclosure title="Columns of the chart">
          <div className="sql-fields">
            {named("x", type === "bar" ? "Name of a bar" : "Across")}
            {type === "histogram" ? null : named("y", type === "bar" ? "Length of a bar" : "Up")}
            {type === "line" || type === "heat" ? named("z", type === "heat" ? "Colour" : "One line for each") : null}
          </div>
        </Disclosure>
      )}
    </>
  );
}
