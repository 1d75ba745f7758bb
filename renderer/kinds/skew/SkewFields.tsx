import type { ReactNode } from "react";
import { skewConfig, type SkewConfig } from "../../../analysis/kinds/skew/config.ts";
import { NumberField } from "../../ui/NumberField.tsx";
import { Select } from "../../ui/Select.tsx";

const defaults = skewConfig.parse({});

interface FieldsProps {
  readonly config: SkewConfig;
  readonly onChange: (part: Partial<SkewConfig>) => void;
}

interface PercentProps {
  readonly label: string;
  readonly value: number;
  readonly least?: number;
  readonly onChange: (share: number) => void;
}

/** Shares in the settings, percent on the screen. */
const Percent = ({ label, value, least = 0, onChange }: PercentProps): ReactNode => (
  <NumberField
    label={label}
    unit="%"
    value={Number((value * 100).toPrecision(12))}
    min={least}
    max={100}
    onChange={(percent) => percent !== null && onChange(Number((percent / 100).toPrecision(12)))}
  />
);

export function ComparisonFields({ config, onChange }: FieldsProps): ReactNode {
  const { tolerance } = config;
  const set = (part: Partial<SkewConfig["tolerance"]>): void => onChange({ tolerance: { ...tolerance, ...part } });
  return (
    <div className="skew-fields">
      <NumberField
        label="Relative tolerance"
        value={tolerance.relative}
        min={0}
        max={1}
        description="Of the larger number"
        onChange={(value) => set({ relative: value ?? defaults.tolerance.relative })}
      />
      <NumberField
        label="Absolute tolerance"
        value={tolerance.absolute}
        min={0}
        description="In the column’s unit"
        onChange={(value) => set({ absolute: value ?? defaults.tolerance.absolute })}
      />
      <Percent
        label="A pattern explains at least"
        value={config.pattern_share}
        least={50}
        onChange={(pattern_share) => onChange({ pattern_share })}
      />
    </div>
  );
}

/** A fail line never lies on the wrong side of its warn line: moving one past the other takes it along. */
export function LineFields({ config, onChange }: FieldsProps): ReactNode {
  const { coverage } = config;
  return (
    <div className="skew-fields">
      <Percent
        label="Differing rows: warn from"
        value={config.warn}
        onChange={(warn) => onChange({ warn, fail: Math.max(config.fail, warn) })}
      />
      <Percent
        label="Differing rows: fail from"
        value={config.fail}
        onChange={(fail) => onChange({ fail, warn: Math.min(config.warn, fail) })}
      />
      <Percent
        label="Coverage: warn below"
        value={coverage.warn}
        onChange={(warn) => onChange({ coverage: { warn, fail: Math.min(coverage.fail, warn) } })}
      />
      <Percent
        label="Coverage: fail below"
        value={coverage.fail}
        onChange={(fail) => onChange({ coverage: { fail, warn: Math.max(coverage.warn, fail) } })}
      />
    </div>
  );
}

export function LeakageFields({ config, onChange }: FieldsProps): ReactNode {
  const { leakage } = config;
  const set = (part: Partial<SkewConfig["leakage"]>): void => onChange({ leakage: { ...leakage, ...part } });
  return (
    <div className="skew-fields">
      <Select
        label="Look for features that know the label"
        value={leakage.look ? "yes" : "no"}
        options={[
          { value: "yes", label: "Yes" },
          { value: "no", label: "No" },
        ]}
        onChange={(value) => set({ look: value === "yes" })}
      />
      <NumberField
        label="AUC of a feature alone"
        value={leakage.auc}
        min={0.5}
        max={1}
        onChange={(value) => set({ auc: value ?? defaults.leakage.auc })}
      />
      <Percent
        label="Times after the event"
        value={leakage.after_event}
        onChange={(after_event) => set({ after_event })}
      />
    </div>
  );
}
