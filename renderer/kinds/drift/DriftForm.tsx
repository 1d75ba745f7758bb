import type { ReactNode } from "react";
import type { CellContext } from "../../../analysis/kinds/context.ts";
import { driftConfig, families, type DriftConfig, type Family } from "../../../analysis/kinds/drift/config.ts";
import { windowUnits } from "../../../analysis/kinds/time-windows.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { MultiSelect } from "../../ui/MultiSelect.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { Select, type Option } from "../../ui/Select.tsx";
import type { FormProps } from "../view-props.ts";
import { ImportanceFields } from "../ImportanceFields.tsx";
import "./drift.css";

const defaults = driftConfig.parse({});

const windows: readonly Option<DriftConfig["windows"]>[] = [
  { value: "auto", label: "Automatic", description: "The finest with enough rows, at most 120 windows" },
  ...windowUnits.map((unit) => ({ value: unit, label: unit.charAt(0).toUpperCase() + unit.slice(1) })),
  { value: "none", label: "None", description: "Compare all of production at once" },
];

const familyNames: Readonly<Record<Family, string>> = {
  casefile: "Casefile",
  "evidently-0.7": "Evidently 0.7",
  "nannyml-0.13": "NannyML 0.13",
  tfdv: "TensorFlow Data Validation",
  deepchecks: "deepchecks",
  popmon: "popmon",
};

export function DriftForm({ config, context, onChange }: FormProps<DriftConfig>): ReactNode {
  const change = (part: Partial<DriftConfig>): void => onChange({ ...config, ...part });
  const columns = columnOptions(context);
  const timed = (context.model?.columns.time ?? null) !== null;
  return (
    <div className="drift-form">
      <MultiSelect
        label="Columns"
        selected={config.columns ?? []}
        options={columns}
        empty={
          context.model === null || context.model.columns.features.length === 0
            ? "All columns of both sides"
            : "Features, score and prediction"
        }
        onChange={(chosen) => change({ columns: chosen.length === 0 ? null : [...chosen] })}
      />
      <Select
        label="Windows"
        value={config.windows}
        options={windows}
        disabled={!timed}
        description={timed ? undefined : "No time column is set for the model."}
        onChange={(value) => change({ windows: value })}
      />
      <MultiSelect
        label="Critical columns"
        selected={config.critical}
        options={columns}
        empty="None: drift warns at most"
        description="Large drift of these fails the cell."
        onChange={(critical) => change({ critical: [...critical] })}
      />
      <Disclosure title="Lines and tests">
        <LineFields config={config} onChange={change} />
      </Disclosure>
      <Disclosure title="Conventions and importance">
        <div className="drift-form">
          <MultiSelect
            label="Conventions"
            selected={config.conventions}
            options={families.map((value) => ({ value, label: familyNames[value] }))}
            empty="Casefile only"
            description="Whose numbers stand beside Casefile’s own."
            onChange={(chosen) => change({ conventions: families.filter((family) => chosen.includes(family)) })}
          />
          <ImportanceFields
            importance={config.importance}
            columns={columns}
            empty="None: ordered by drift alone"
            onChange={(importance) => change({ importance })}
          />
        </div>
      </Disclosure>
    </div>
  );
}

function columnOptions({ reference, production }: CellContext): readonly Option<string>[] {
  const columns = [...(reference?.columns ?? []), ...(production?.columns ?? [])];
  const types = new Map(columns.map(({ name, sqlType }) => [name, sqlType]));
  return [...types].map(([value, description]) => ({ value, label: value, description }));
}

interface LineFieldsProps {
  readonly config: DriftConfig;
  readonly onChange: (part: Partial<DriftConfig>) => void;
}

/** The large line never lies below the moderate one: moving one past the other takes it along. */
function LineFields({ config, onChange }: LineFieldsProps): ReactNode {
  return (
    <div className="drift-fields">
      <NumberField
        label="Moderate from PSI"
        value={config.moderate}
        min={0.001}
        onChange={(value) =>
          onChange({ moderate: value ?? defaults.moderate, large: Math.max(config.large, value ?? defaults.moderate) })
        }
      />
      <NumberField
        label="Large from PSI"
        value={config.large}
        min={0.001}
        onChange={(value) =>
          onChange({ large: value ?? defaults.large, moderate: Math.min(config.moderate, value ?? defaults.large) })
        }
      />
      <NumberField
        label="Change of missing"
        unit="pp"
        value={Number((config.missing * 100).toPrecision(12))}
        min={0.01}
        max={100}
        onChange={(value) => onChange({ missing: value === null ? defaults.missing : value / 100 })}
      />
      <NumberField
        label="Significance level"
        value={config.alpha}
        min={0.0001}
        max={0.5}
        onChange={(value) => onChange({ alpha: value ?? defaults.alpha })}
      />
      <NumberField
        label="Fewest rows for a verdict"
        unit="rows"
        value={config.min_rows}
        min={10}
        step={1}
        onChange={(value) => onChange({ min_rows: Math.round(value ?? defaults.min_rows) })}
      />
      <NumberField
        label="Random seed"
        value={config.seed}
        min={0}
        step={1}
        description="The noise floor and the intervals are drawn with it."
        onChange={(value) => onChange({ seed: Math.round(value ?? defaults.seed) })}
      />
    </div>
  );
}
