import type { ReactNode } from "react";
import { decisionSettings, type DecisionSetting } from "../../../analysis/kinds/binary-columns.ts";
import {
  fairnessConfig,
  judgedKinds,
  type FairnessConfig,
  type JudgedKind,
} from "../../../analysis/kinds/fairness/config.ts";
import { windowUnits } from "../../../analysis/kinds/time-windows.ts";
import { capital, kindNames } from "../../../analysis/kinds/fairness/words.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { MultiSelect } from "../../ui/MultiSelect.tsx";
import { Select, type Option } from "../../ui/Select.tsx";
import type { FormProps } from "../view-props.ts";
import { DiscoveryFields } from "./DiscoveryFields.tsx";
import { groupOptions } from "./group-options.ts";
import { LineFields } from "./LineFields.tsx";
import "./fairness.css";

const defaults = fairnessConfig.parse({});

const depths: readonly Option<string>[] = [
  { value: "1", label: "None" },
  { value: "2", label: "Pairs of columns" },
  { value: "3", label: "Up to three columns" },
];
const decisionNames: Readonly<Record<DecisionSetting, string>> = {
  auto: "Automatic",
  threshold: "Score at the threshold",
  prediction: "Prediction column",
};
const windows: readonly Option<FairnessConfig["windows"]>[] = [
  { value: "auto", label: "Automatic", description: "The finest with enough rows for groups" },
  ...windowUnits.map((unit) => ({ value: unit, label: capital(unit) })),
  { value: "none", label: "None" },
];
const judged: readonly Option<JudgedKind>[] = judgedKinds.map((kind) => ({
  value: kind,
  label: capital(kindNames[kind]),
}));

export function FairnessForm({ config, context, onChange }: FormProps<FairnessConfig>): ReactNode {
  const change = (part: Partial<FairnessConfig>): void => onChange({ ...config, ...part });
  const timed = (context.model?.columns.time ?? null) !== null;
  return (
    <div className="fairness-form">
      <MultiSelect
        label="Groups by"
        selected={config.by ?? []}
        options={groupOptions(context)}
        empty="The model’s group columns"
        description="Columns whose values are the groups; eight at most."
        onChange={(by) => change({ by: by.length === 0 ? null : [...by] })}
      />
      <Select
        label="Crossings"
        value={String(config.depth)}
        options={depths}
        onChange={(depth) => change({ depth: Number(depth) })}
      />
      <MultiSelect
        label="Judged by"
        selected={config.judge}
        options={judged}
        empty="The defaults"
        description="The other measures are shown without a verdict."
        onChange={(chosen) => {
          const judge = judgedKinds.filter((kind) => chosen.includes(kind));
          change({ judge: judge.length === 0 ? defaults.judge : judge });
        }}
      />
      <Select
        label="Decisions from"
        value={config.decision}
        options={decisionSettings.map((value) => ({ value, label: decisionNames[value] }))}
        onChange={(decision) => change({ decision })}
      />
      <Select
        label="Windows"
        value={config.windows}
        options={windows}
        disabled={!timed}
        description={timed ? undefined : "No time column is set for the model."}
        onChange={(value) => change({ windows: value })}
      />
      <Disclosure title="Lines">
        <LineFields config={config} onChange={change} />
      </Disclosure>
      <Disclosure title="Search for slices">
        <DiscoveryFields config={config} context={context} onChange={change} />
      </Disclosure>
    </div>
  );
}
