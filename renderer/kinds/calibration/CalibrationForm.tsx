import type { ReactNode } from "react";
import {
  binnings,
  calibrationConfig,
  type Binning,
  type CalibrationConfig,
} from "../../../analysis/kinds/calibration/config.ts";
import type { CellContext } from "../../../analysis/kinds/context.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { MultiSelect } from "../../ui/MultiSelect.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { Select, type Option } from "../../ui/Select.tsx";
import { ClassScoreFields } from "../ClassScoreFields.tsx";
import type { FormProps } from "../view-props.ts";
import { WindowsSelect } from "../WindowsSelect.tsx";
import "./calibration.css";

const defaults = calibrationConfig.parse({});

const binningNames: Readonly<Record<Binning, string>> = { equal_count: "Equal count", equal_width: "Equal width" };
export function CalibrationForm({ config, context, onChange }: FormProps<CalibrationConfig>): ReactNode {
  const change = (part: Partial<CalibrationConfig>): void => onChange({ ...config, ...part });
  return (
    <div className="calibration-form">
      <MultiSelect
        label="By"
        selected={config.by ?? []}
        options={groupOptions(context)}
        empty="The model’s group columns"
        description="Columns whose values are looked at one by one."
        onChange={(by) => change({ by: by.length === 0 ? null : [...by] })}
      />
      <Select
        label="Bins of"
        value={config.binning}
        options={binnings.map((value) => ({ value, label: binningNames[value] }))}
        onChange={(binning) => change({ binning })}
      />
      <WindowsSelect
        value={config.windows}
        context={context}
        automatic="The finest with enough labelled rows"
        onChange={(value) => change({ windows: value })}
      />
      {context.model?.task === "multiclass" ? (
        <ClassScoreFields
          value={config.class_scores}
          context={context}
          onChange={(class_scores) => change({ class_scores })}
        />
      ) : null}
      <Disclosure title="Lines and bins">
        <LineFields config={config} onChange={change} />
      </Disclosure>
    </div>
  );
}

/** Columns that can be groups: text, truth values and whole numbers of production. */
function groupOptions({ production }: CellContext): readonly Option<string>[] {
  return (production?.columns ?? [])
    .filter(({ type, sqlType }) => ["text", "boolean"].includes(type) || (type === "number" && sqlType.includes("INT")))
    .map(({ name, sqlType }) => ({ value: name, label: name, description: sqlType }));
}

interface LineFieldsProps {
  readonly config: CalibrationConfig;
  readonly onChange: (part: Partial<CalibrationConfig>) => void;
}

const percent = (share: number): number => Number((share * 100).toPrecision(12));
const shareOf = (value: number): number => Number((value / 100).toPrecision(12));

/** The fail line never lies below the warn line: moving one past the other takes it along. */
function LineFields({ config, onChange }: LineFieldsProps): ReactNode {
  const whole = (value: number | null, otherwise: number): number => Math.round(value ?? otherwise);
  return (
    <div className="calibration-fields">
      <NumberField
        label="Warn from"
        unit="pp"
        value={percent(config.warn)}
        min={0.01}
        max={100}
        onChange={(value) => {
          const warn = value === null ? defaults.warn : shareOf(value);
          onChange({ warn, fail: Math.max(config.fail, warn) });
        }}
      />
      <NumberField
        label="Fail from"
        unit="pp"
        value={percent(config.fail)}
        min={0.01}
        max={100}
        onChange={(value) => {
          const fail = value === null ? defaults.fail : shareOf(value);
          onChange({ fail, warn: Math.min(config.warn, fail) });
        }}
      />
      <NumberField
        label="Bins"
        value={config.bins}
        min={2}
        max={50}
        step={1}
        onChange={(value) => onChange({ bins: whole(value, defaults.bins) })}
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
        description="The intervals of ECE are drawn with it."
        onChange={(value) => onChange({ seed: whole(value, defaults.seed) })}
      />
    </div>
  );
}
