import type { ReactNode } from "react";
import { fairnessConfig, type FairnessConfig } from "../../../analysis/kinds/fairness/config.ts";
import { NumberField } from "../../ui/NumberField.tsx";

const defaults = fairnessConfig.parse({});

interface LineFieldsProps {
  readonly config: FairnessConfig;
  readonly onChange: (part: Partial<FairnessConfig>) => void;
}

const percent = (share: number): number => Number((share * 100).toPrecision(12));
const shareOf = (value: number): number => Number((value / 100).toPrecision(12));
const whole = (value: number | null, otherwise: number): number => Math.round(value ?? otherwise);

/** The fail line never lies below the warn line: moving one past the other takes it along. */
export function LineFields({ config, onChange }: LineFieldsProps): ReactNode {
  return (
    <div className="fairness-fields">
      <NumberField
        label="Warn from a difference of"
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
        label="Fail from a difference of"
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
        label="Ratio of selection rates below"
        value={config.ratio}
        min={0.01}
        max={0.99}
        step={0.01}
        description="0.8 is the four-fifths rule."
        onChange={(value) => onChange({ ratio: value ?? defaults.ratio })}
      />
      <NumberField
        label="Fewest rows for a verdict"
        unit="rows"
        value={config.min_rows}
        min={20}
        step={1}
        onChange={(value) => onChange({ min_rows: whole(value, defaults.min_rows) })}
      />
      <NumberField
        label="Bins of a number"
        value={config.bins}
        min={2}
        max={10}
        step={1}
        onChange={(value) => onChange({ bins: whole(value, defaults.bins) })}
      />
      <NumberField
        label="Random seed"
        value={config.seed}
        min={0}
        step={1}
        description="Intervals of disparities are drawn with it."
        onChange={(value) => onChange({ seed: whole(value, defaults.seed) })}
      />
    </div>
  );
}
