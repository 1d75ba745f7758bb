import type { ReactNode } from "react";
import { performanceConfig, type PerformanceConfig } from "../../../analysis/kinds/performance/config.ts";
import { NumberField } from "../../ui/NumberField.tsx";

const defaults = performanceConfig.parse({});

interface LineFieldsProps {
  readonly config: PerformanceConfig;
  readonly onChange: (part: Partial<PerformanceConfig>) => void;
}

/** Lines are set both or not at all: filling one in fills the other with it, emptying one empties both. */
export function LineFields({ config, onChange }: LineFieldsProps): ReactNode {
  const { lines, persistence } = config;
  const both = (warn: number | null, fail: number | null): void => onChange({ lines: { warn, fail } });
  const [warnAt, failAt] = [config.warn_deviations, config.fail_deviations];
  return (
    <div className="performance-fields">
      <NumberField
        label="Warn line by hand"
        value={lines.warn}
        description="Empty: learnt from the reference."
        onChange={(value) => both(value, value === null ? null : (lines.fail ?? value))}
      />
      <NumberField
        label="Fail line by hand"
        value={lines.fail}
        onChange={(value) => both(value === null ? null : (lines.warn ?? value), value)}
      />
      <NumberField
        label="Warn from"
        unit="σ"
        value={warnAt}
        min={0.1}
        onChange={(value) => {
          const next = value ?? defaults.warn_deviations;
          onChange({ warn_deviations: next, fail_deviations: Math.max(failAt, next) });
        }}
      />
      <NumberField
        label="Fail from"
        unit="σ"
        value={failAt}
        min={0.1}
        onChange={(value) => {
          const next = value ?? defaults.fail_deviations;
          onChange({ fail_deviations: next, warn_deviations: Math.min(warnAt, next) });
        }}
      />
      <NumberField
        label="Windows that must cross"
        value={persistence.needed}
        min={1}
        max={20}
        step={1}
        onChange={(value) => {
          const needed = Math.round(value ?? defaults.persistence.needed);
          onChange({ persistence: { needed, of: Math.max(persistence.of, needed) } });
        }}
      />
      <NumberField
        label="Of the last"
        unit="windows"
        value={persistence.of}
        min={1}
        max={20}
        step={1}
        onChange={(value) => {
          const of = Math.round(value ?? defaults.persistence.of);
          onChange({ persistence: { of, needed: Math.min(persistence.needed, of) } });
        }}
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
        label="Label coverage"
        unit="%"
        value={Number((config.min_coverage * 100).toPrecision(12))}
        min={0}
        max={100}
        description="Of the reference’s; below it a window is provisional."
        onChange={(value) => onChange({ min_coverage: value === null ? defaults.min_coverage : value / 100 })}
      />
      <NumberField
        label="Random seed"
        value={config.seed}
        min={0}
        step={1}
        onChange={(value) => onChange({ seed: Math.round(value ?? defaults.seed) })}
      />
    </div>
  );
}
