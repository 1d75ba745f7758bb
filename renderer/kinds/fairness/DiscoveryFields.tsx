import type { ReactNode } from "react";
import type { CellContext } from "../../../analysis/kinds/context.ts";
import {
  fairnessConfig,
  lossesOfTask,
  type FairnessConfig,
  type Loss,
  type rankings,
} from "../../../analysis/kinds/fairness/config.ts";
import { taskOf } from "../../../analysis/kinds/fairness/task.ts";
import { capital, lossNames } from "../../../analysis/kinds/fairness/words.ts";
import { MultiSelect } from "../../ui/MultiSelect.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { Select, type Option } from "../../ui/Select.tsx";
import { groupOptions } from "./group-options.ts";

const defaults = fairnessConfig.parse({}).discovery;

const depths: readonly Option<string>[] = [
  { value: "0", label: "Do not search" },
  { value: "1", label: "One" },
  { value: "2", label: "Up to two" },
  { value: "3", label: "Up to three" },
];

const ranks: readonly Option<(typeof rankings)[number]>[] = [
  { value: "auto", label: "Automatic", description: "By change where the reference has labels" },
  { value: "change", label: "Change since the reference" },
  { value: "level", label: "Loss in production" },
];

interface DiscoveryFieldsProps {
  readonly config: FairnessConfig;
  readonly context: CellContext;
  readonly onChange: (part: Partial<FairnessConfig>) => void;
}

export function DiscoveryFields({ config, context, onChange }: DiscoveryFieldsProps): ReactNode {
  const { discovery } = config;
  const losses: readonly Loss[] = lossesOfTask[taskOf(context)];
  const change = (part: Partial<FairnessConfig["discovery"]>): void =>
    onChange({ discovery: { ...discovery, ...part } });
  return (
    <div className="fairness-form">
      <Select
        label="Conditions of a slice"
        value={discovery.on ? String(discovery.depth) : "0"}
        options={depths}
        onChange={(depth) => change(depth === "0" ? { on: false } : { on: true, depth: Number(depth) })}
      />
      <MultiSelect
        label="Columns to search"
        selected={discovery.columns ?? []}
        options={groupOptions(context)}
        empty="Features and groups"
        disabled={!discovery.on}
        onChange={(columns) => change({ columns: columns.length === 0 ? null : [...columns] })}
      />
      <Select
        label="Ranked by"
        value={discovery.rank}
        options={ranks}
        disabled={!discovery.on}
        onChange={(rank) => change({ rank })}
      />
      <Select
        label="Loss"
        value={discovery.loss ?? losses[0] ?? "error"}
        options={losses.map((loss) => ({ value: loss, label: capital(lossNames[loss]) }))}
        disabled={!discovery.on}
        onChange={(loss) => change({ loss })}
      />
      <NumberField
        label="Smallest effect"
        unit="sd"
        value={discovery.effect}
        min={0}
        max={5}
        step={0.05}
        description="Standard deviations of loss below which a slice is not worth a warning."
        onChange={(effect) => change({ effect: effect ?? defaults.effect })}
      />
    </div>
  );
}
