import type { ReactNode } from "react";
import { fairnessConfig, type FairnessConfig } from "../../../analysis/kinds/fairness/config.ts";
import type { TaskName } from "../../../analysis/kinds/fairness/task.ts";
import { LinePair } from "../LinePair.tsx";
import { NumberField } from "../../ui/NumberField.tsx";

const defaults = fairnessConfig.parse({});

interface LineFieldsProps {
  readonly config: FairnessConfig;
  readonly task: TaskName;
  readonly onChange: (part: Partial<FairnessConfig>) => void;
}

const whole = (value: number | null, otherwise: number): number => Math.round(value ?? otherwise);

export function LineFields({ config, task, onChange }: LineFieldsProps): ReactNode {
  return (
    <div className="fairness-fields">
      {task === "regression" ? (
        <LinePair
          label={{ warn: "Warn from a difference of", fail: "Fail from a difference of" }}
          unit="% of all errors"
          value={{ warn: config.error_warn, fail: config.error_fail }}
          defaults={{ warn: defaults.error_warn, fail: defaults.error_fail }}
          most={10}
          onChange={({ warn, fail }) => onChange({ error_warn: warn, error_fail: fail })}
        />
      ) : (
        <LinePair
          label={{ warn: "Warn from a difference of", fail: "Fail from a difference of" }}
          unit="pp"
          value={config}
          defaults={defaults}
          most={1}
          onChange={({ warn, fail }) => onChange({ warn, fail })}
        />
      )}
      {task === "binary" && (
        <NumberField
          label="Ratio of selection rates below"
          value={config.ratio}
          min={0.01}
          max={0.99}
          step={0.01}
          description="0.8 is the four-fifths rule."
          onChange={(value) => onChange({ ratio: value ?? defaults.ratio })}
        />
      )}
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
        description="Intervals of disparities and the halves of rows are drawn with it."
        onChange={(value) => onChange({ seed: whole(value, defaults.seed) })}
      />
    </div>
  );
}
