import type { ReactNode } from "react";
import { performanceConfig, type PerformanceConfig } from "../../../analysis/kinds/performance/config.ts";
import { NumberField } from "../../ui/NumberField.tsx";
import { Select, type Option } from "../../ui/Select.tsx";

type Estimate = PerformanceConfig["estimate"];

const options: readonly Option<Estimate["when"]>[] = [
  {
    value: "auto",
    label: "Where labels are missing",
    description: "When some window of production is short of labels",
  },
  { value: "always", label: "Always", description: "Also where labels are there, to see how well it does" },
  { value: "never", label: "Never" },
];
const defaults = performanceConfig.parse({}).estimate;

interface EstimateFieldsProps {
  readonly value: Estimate;
  readonly onChange: (next: Estimate) => void;
}

export function EstimateFields({ value, onChange }: EstimateFieldsProps): ReactNode {
  return (
    <div className="performance-form">
      <Select
        label="Estimate performance"
        value={value.when}
        options={options}
        description="From the reference’s labels alone. Estimates are drawn hollow and are never judged."
        onChange={(when) => onChange({ ...value, when })}
      />
      <NumberField
        label="Refuse from"
        unit="%"
        value={Number((value.max_outside * 100).toPrecision(12))}
        min={0}
        max={100}
        description="Of a window’s rows with an input that the reference does not know."
        onChange={(share) =>
          onChange({
            ...value,
            max_outside: share === null ? defaults.max_outside : Number((share / 100).toPrecision(12)),
          })
        }
      />
    </div>
  );
}
