import type { ReactNode } from "react";
import type { CellContext, ContextDataset } from "../../../analysis/kinds/context.ts";
import { skewConfig, type SkewConfig } from "../../../analysis/kinds/skew/config.ts";
import { chosenDatasets, columnOf, datasetsIn, type SideName } from "../../../analysis/kinds/skew/pairing.ts";
import { windowUnits } from "../../../analysis/kinds/time-windows.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { MultiSelect } from "../../ui/MultiSelect.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { Select, type Option } from "../../ui/Select.tsx";
import type { FormProps } from "../view-props.ts";
import { ComparisonFields, LeakageFields, LineFields } from "./SkewFields.tsx";
import "./skew.css";

const defaults = skewConfig.parse({});
const automatic = "";

const windows: readonly Option<SkewConfig["windows"]>[] = [
  { value: "auto", label: "Automatic", description: "The finest with enough rows" },
  ...windowUnits.map((unit) => ({ value: unit, label: unit.charAt(0).toUpperCase() + unit.slice(1) })),
  { value: "none", label: "None" },
];

const examples: readonly Option<SkewConfig["examples"]>[] = [
  { value: "none", label: "None", description: "The file holds numbers about rows, and no rows" },
  { value: "values", label: "Values", description: "Up to 5 differing values a column, kept in the file" },
  { value: "values_and_ids", label: "Values and ids", description: "The ids beside them, kept in the file" },
];

export function SkewForm(props: FormProps<SkewConfig>): ReactNode {
  const { config, context, onChange } = props;
  const change = (part: Partial<SkewConfig>): void => onChange({ ...config, ...part });
  const timed = (context.model?.columns.time ?? null) !== null;
  return (
    <div className="skew-form">
      <SideSelects config={config} context={context} onChange={change} />
      <MultiSelect
        label="Columns"
        selected={config.columns ?? []}
        options={columnOptions(config, context)}
        empty="The model’s features"
        onChange={(columns) => change({ columns: columns.length === 0 ? null : [...columns] })}
      />
      <Select
        label="Windows"
        value={config.windows}
        options={windows}
        disabled={!timed}
        description={timed ? undefined : "No time column is set for the model."}
        onChange={(value) => change({ windows: value })}
      />
      <Select
        label="Example rows"
        value={config.examples}
        options={examples}
        description={config.examples === "none" ? undefined : "Rows may hold personal data."}
        onChange={(value) => change({ examples: value })}
      />
      <Disclosure title="What counts as different">
        <ComparisonFields config={config} onChange={change} />
        <EntitySelect config={config} context={context} onChange={change} />
      </Disclosure>
      <Disclosure title="Lines">
        <LineFields config={config} onChange={change} />
        <NumberField
          label="Fewest rows for a verdict"
          unit="rows"
          value={config.min_rows}
          min={10}
          step={1}
          onChange={(value) => change({ min_rows: Math.round(value ?? defaults.min_rows) })}
        />
      </Disclosure>
      <Disclosure title="Leakage hints">
        <LeakageFields config={config} onChange={change} />
      </Disclosure>
    </div>
  );
}

interface Changing {
  readonly config: SkewConfig;
  readonly context: CellContext;
  readonly onChange: (part: Partial<SkewConfig>) => void;
}

const sideLabels = {
  training: ["Training-time dataset, or one pipeline", "First further dataset, else the reference"],
  serving: ["Serving-time dataset, or the other pipeline", "Production"],
} as const;

/** Any two datasets: for a backfill, what each pipeline computed. */
function SideSelects({ config, context, onChange }: Changing): ReactNode {
  const select = (side: SideName): ReactNode => (
    <Select
      label={sideLabels[side][0]}
      value={config[side] ?? automatic}
      options={[
        { value: automatic, label: "Automatic", description: sideLabels[side][1] },
        ...datasetsIn(context).map(({ id }) => ({ value: id, label: id })),
      ]}
      onChange={(id) => onChange({ [side]: id === automatic ? null : id })}
    />
  );
  const names = sharedNames(chosen(config, context));
  return (
    <>
      {select("training")}
      {select("serving")}
      <Select
        label="Joined on"
        value={config.key ?? automatic}
        options={[
          { value: automatic, label: "Automatic", description: context.model?.columns.id ?? "No id column is set" },
          ...names.map((name) => ({ value: name, label: name })),
        ]}
        onChange={(key) => onChange({ key: key === automatic ? null : key })}
      />
    </>
  );
}

function chosen(config: SkewConfig, context: CellContext): readonly ContextDataset[] {
  const { training, serving } = chosenDatasets(config, context);
  return [training, serving].filter((side) => side !== null);
}

function sharedNames([first, second]: readonly ContextDataset[]): readonly string[] {
  const names = (first?.columns ?? []).filter(({ type }) => type !== "unsupported").map(({ name }) => name);
  return second === undefined ? names : names.filter((name) => columnOf(second, name) !== null);
}

function columnOptions(config: SkewConfig, context: CellContext): readonly Option<string>[] {
  const [training] = chosen(config, context);
  return sharedNames(chosen(config, context)).map((name) => ({
    ...{ value: name, label: name },
    description: training === undefined ? undefined : columnOf(training, name)?.sqlType,
  }));
}

function EntitySelect({ config, context, onChange }: Changing): ReactNode {
  const { training } = chosenDatasets(config, context);
  return (
    <Select
      label="Entity, for values one step late"
      value={config.entity ?? automatic}
      options={[
        { value: automatic, label: "None", description: "Late values are not looked for" },
        ...(training?.columns ?? []).map(({ name }) => ({ value: name, label: name })),
      ]}
      description="A column of the training side whose rows follow one another in time, such as a customer."
      onChange={(entity) => onChange({ entity: entity === automatic ? null : entity })}
    />
  );
}
