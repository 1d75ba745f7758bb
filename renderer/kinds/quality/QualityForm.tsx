import type { ReactNode } from "react";
import type { CellContext } from "../../../analysis/kinds/context.ts";
import { qualityConfig, windowUnits, type Limits, type QualityConfig } from "../../../analysis/kinds/quality/config.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { MultiSelect } from "../../ui/MultiSelect.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { Select, type Option } from "../../ui/Select.tsx";
import type { FormProps } from "../view-props.ts";
import "./quality.css";

type Window = QualityConfig["window"];

const windows: readonly Option<Window>[] = [
  { value: "auto", label: "Automatic", description: "The finest that gives at most 100 windows" },
  ...windowUnits.map((unit) => ({ value: unit, label: unit.charAt(0).toUpperCase() + unit.slice(1) })),
];

export function QualityForm(props: FormProps<QualityConfig>): ReactNode {
  const { config, context } = props;
  const change = (part: Partial<QualityConfig>): void => props.onChange({ ...config, ...part });
  return (
    <div className="quality-form">
      <MultiSelect
        label="Columns"
        selected={config.columns ?? []}
        options={columnOptions(context)}
        empty="All columns"
        onChange={(columns) => change({ columns: columns.length === 0 ? null : [...columns] })}
      />
      <Select
        label="Windows"
        value={config.window}
        options={windows}
        disabled={(context.model?.columns.time ?? null) === null}
        description={
          (context.model?.columns.time ?? null) === null ? "No time column is set for the model." : undefined
        }
        onChange={(window) => change({ window })}
      />
      <NumberField
        label="Fewest rows for a verdict"
        value={config.min_rows}
        min={1}
        step={1}
        unit="rows"
        onChange={(rows) => change({ min_rows: rows === null ? qualityConfig.parse({}).min_rows : Math.round(rows) })}
      />
      <Disclosure title="Limits">
        <LimitFields config={config} onChange={change} />
      </Disclosure>
    </div>
  );
}

function columnOptions({ reference, production }: CellContext): readonly Option<string>[] {
  const columns = [...(reference?.columns ?? []), ...(production?.columns ?? [])];
  const types = new Map(columns.map(({ name, sqlType }) => [name, sqlType]));
  return [...types].map(([value, description]) => ({ value, label: value, description }));
}

type LimitName = keyof QualityConfig["limits"];
const limitNames: Readonly<Record<LimitName, string>> = {
  missing: "Missing and NaN",
  infinite: "Infinite",
  out_of_range: "Out of range",
  categories: "New, vanished and renamed values",
  number_text: "Numbers in text",
  duplicate_id: "Duplicate ids",
  far_time: "Times far outside",
};
const limitOrder: readonly LimitName[] = qualityConfig.shape.limits.unwrap().keyof().options;

interface LimitFieldsProps {
  readonly config: QualityConfig;
  readonly onChange: (part: Partial<QualityConfig>) => void;
}

/** Limits are shares in the settings and percentage points on the screen. */
function LimitFields({ config, onChange }: LimitFieldsProps): ReactNode {
  const set = (name: LimitName, limits: Partial<Limits>): void =>
    onChange({ limits: { ...config.limits, [name]: { ...config.limits[name], ...limits } } });
  return (
    <div className="quality-limits">
      {limitOrder.map((name) => (
        <LimitPair
          key={name}
          name={limitNames[name]}
          limits={config.limits[name]}
          onChange={(part) => set(name, part)}
        />
      ))}
      <p className="quality-limit-name">Rows of a window, in % of the reference's median</p>
      <PercentField
        label="Under"
        unit="%"
        value={config.volume.low}
        most={100}
        onChange={(low) => onChange({ volume: { ...config.volume, low } })}
      />
      <PercentField
        label="Over"
        unit="%"
        value={config.volume.high}
        least={100}
        onChange={(high) => onChange({ volume: { ...config.volume, high } })}
      />
    </div>
  );
}

interface LimitPairProps {
  readonly name: string;
  readonly limits: Limits;
  readonly onChange: (part: Partial<Limits>) => void;
}

function LimitPair({ name, limits, onChange }: LimitPairProps): ReactNode {
  return (
    <>
      <p className="quality-limit-name">{name}</p>
      <PercentField
        label="Warn from"
        unit="pp"
        value={limits.warn}
        most={100}
        onChange={(warn) => onChange({ warn })}
      />
      <PercentField
        label="Fail from"
        unit="pp"
        value={limits.fail}
        most={100}
        onChange={(fail) => onChange({ fail })}
      />
    </>
  );
}

interface PercentFieldProps {
  readonly label: string;
  readonly value: number;
  readonly unit: "pp" | "%";
  readonly least?: number;
  readonly most?: number;
  readonly onChange: (value: number) => void;
}

function PercentField({ label, value, unit, least = 0, most = 100_000, onChange }: PercentFieldProps): ReactNode {
  return (
    <NumberField
      label={label}
      unit={unit}
      value={Number((value * 100).toPrecision(12))}
      min={least}
      max={most}
      onChange={(percent) => percent !== null && onChange(Number((percent / 100).toPrecision(12)))}
    />
  );
}
