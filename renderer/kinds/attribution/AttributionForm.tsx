import { useState, type ReactNode } from "react";
import { attributionConfig, metricNames, type AttributionConfig } from "../../../analysis/kinds/attribution/config.ts";
import { metricLabels } from "../../../analysis/kinds/attribution/names.ts";
import type { CellContext } from "../../../analysis/kinds/context.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { MultiSelect } from "../../ui/MultiSelect.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { Select, type Option } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { ImportanceFields } from "../ImportanceFields.tsx";
import type { FormProps } from "../view-props.ts";
import "./attribution.css";

const defaults = attributionConfig.parse({});

const metrics: readonly Option<AttributionConfig["metric"]>[] = [
  { value: "auto", label: "Automatic", description: "What the model’s task and score allow" },
  ...metricNames.map((value) => ({ value, label: metricLabels[value] })),
];

export function AttributionForm({ config, context, onChange }: FormProps<AttributionConfig>): ReactNode {
  const change = (part: Partial<AttributionConfig>): void => onChange({ ...config, ...part });
  const columns = columnOptions(context);
  return (
    <div className="attribution-form">
      <Select label="Metric" value={config.metric} options={metrics} onChange={(metric) => change({ metric })} />
      <MultiSelect
        label="Slices by"
        selected={config.by ?? []}
        options={columns}
        empty="The model’s group columns"
        description="Each column’s values, or ranges of a number, share the change."
        onChange={(by) => change({ by: by.length === 0 ? null : [...by] })}
      />
      <MultiSelect
        label="Features"
        selected={config.features ?? []}
        options={columns}
        empty="The model’s features"
        onChange={(features) => change({ features: features.length === 0 ? null : [...features] })}
      />
      <WindowFields config={config} context={context} onChange={change} />
      <Disclosure title="Contributions and importance">
        <div className="attribution-form">
          <TextField
            label="Contribution columns begin with"
            value={config.shap_prefix}
            onChange={(text) => change({ shap_prefix: text === "" ? defaults.shap_prefix : text })}
          />
          <Select
            label="Contribution against value"
            value={config.shap_feature ?? ""}
            options={[{ value: "", label: "The feature that changed most" }, ...columns]}
            onChange={(feature) => change({ shap_feature: feature === "" ? null : feature })}
          />
          <ImportanceFields
            importance={config.importance}
            columns={columns}
            empty="From contributions or the score"
            onChange={(importance) => change({ importance })}
          />
        </div>
      </Disclosure>
      <Disclosure title="Lines and samples">
        <LineFields config={config} onChange={change} />
      </Disclosure>
    </div>
  );
}

function columnOptions({ reference, production }: CellContext): readonly Option<string>[] {
  const columns = [...(reference?.columns ?? []), ...(production?.columns ?? [])];
  const types = new Map(columns.map(({ name, sqlType }) => [name, sqlType]));
  return [...types].map(([value, description]) => ({ value, label: value, description }));
}

interface PartProps {
  readonly config: AttributionConfig;
  readonly onChange: (part: Partial<AttributionConfig>) => void;
}

/** Which rows of production, and what they are compared with. Comparing production with itself needs a first day. */
function WindowFields({ config, context, onChange }: PartProps & { readonly context: CellContext }): ReactNode {
  const timed = (context.model?.columns.time ?? null) !== null;
  const untimed = timed ? undefined : "No time column is set for the model.";
  const begins = config.from !== null || config.last_days !== null;
  /** Without a first day production cannot be compared with itself. */
  const begin = (part: Pick<AttributionConfig, "from" | "to" | "last_days">): void =>
    onChange(part.from === null && part.last_days === null ? { ...part, against: "reference" } : part);
  return (
    <>
      <div className="attribution-fields">
        <DayField
          label="Production from"
          day={config.from}
          disabled={!timed}
          onChange={(from) => begin({ from, to: config.to, last_days: null })}
        />
        <DayField
          label="Production before"
          day={config.to}
          disabled={!timed}
          onChange={(to) => begin({ from: config.from, to, last_days: null })}
        />
      </div>
      <NumberField
        label="Or its last days"
        unit="days"
        value={config.last_days}
        min={1}
        max={3660}
        step={1}
        disabled={!timed}
        description="They end with the day of production’s latest row."
        onChange={(days) =>
          begin(
            days === null
              ? { from: config.from, to: config.to, last_days: null }
              : { from: null, to: null, last_days: Math.round(days) },
          )
        }
      />
      <Select
        label="Compared with"
        value={config.against}
        options={[
          { value: "reference", label: "The reference" },
          { value: "before", label: "Production before that day" },
        ]}
        disabled={!begins}
        description={untimed ?? (begins ? undefined : "Set the first day to compare production with itself.")}
        onChange={(against) => onChange({ against })}
      />
    </>
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly day: string | null;
  readonly disabled: boolean;
  readonly onChange: (day: string | null) => void;
}

/** Half a date stays in the field and is not a setting yet. */
function DayField({ label, day, disabled, onChange }: DayFieldProps): ReactNode {
  const [draft, setDraft] = useState<string | null>(null);
  const write = (text: string): void => {
    const complete = text === "" || attributionConfig.safeParse({ from: text }).success;
    setDraft(complete ? null : text);
    if (complete) onChange(text === "" ? null : text);
  };
  return (
    <TextField
      label={label}
      value={draft ?? day ?? ""}
      placeholder="2026-11-14"
      disabled={disabled}
      error={draft === null ? undefined : "Year-month-day"}
      onChange={write}
    />
  );
}

const percent = (share: number): number => Number((share * 100).toPrecision(12));

function LineFields({ config, onChange }: PartProps): ReactNode {
  const whole = (value: number | null, otherwise: number): number => Math.round(value ?? otherwise);
  return (
    <div className="attribution-form">
      <div className="attribution-fields">
        <NumberField
          label="Warn from a rise of"
          unit="%"
          value={percent(config.warn)}
          min={0.01}
          onChange={(value) =>
            onChange({ warn: value === null ? defaults.warn : Number((value / 100).toPrecision(12)) })
          }
        />
        <NumberField
          label="Features that share"
          value={config.most_features}
          min={1}
          max={8}
          step={1}
          onChange={(value) => onChange({ most_features: whole(value, defaults.most_features) })}
        />
        <NumberField
          label="Fewest rows for a verdict"
          unit="rows"
          value={config.min_rows}
          min={10}
          step={1}
          onChange={(value) => onChange({ min_rows: whole(value, defaults.min_rows) })}
        />
        <NumberField
          label="Random seed"
          value={config.seed}
          min={0}
          step={1}
          description="Samples, shuffles and intervals are drawn with it."
          onChange={(value) => onChange({ seed: whole(value, defaults.seed) })}
        />
      </div>
      <Select
        label="Domain classifier"
        value={config.classifier ? "on" : "off"}
        options={[
          { value: "on", label: "On" },
          { value: "off", label: "Off" },
        ]}
        onChange={(value) => onChange({ classifier: value === "on" })}
      />
      <NumberField
        label="Rows a side for the classifier"
        unit="rows"
        value={config.classifier_rows}
        min={200}
        max={10_000}
        step={1}
        disabled={!config.classifier}
        onChange={(value) => onChange({ classifier_rows: whole(value, defaults.classifier_rows) })}
      />
    </div>
  );
}
