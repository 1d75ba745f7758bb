import type { ReactNode } from "react";
import { decisionSettings, type DecisionSetting } from "../../../analysis/kinds/binary-columns.ts";
import { kindsOfTask, type FairnessConfig, type JudgedKind } from "../../../analysis/kinds/fairness/config.ts";
import { taskOf } from "../../../analysis/kinds/fairness/task.ts";
import { capital, kindNames } from "../../../analysis/kinds/fairness/words.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { MultiSelect } from "../../ui/MultiSelect.tsx";
import { Select, type Option } from "../../ui/Select.tsx";
import type { FormProps } from "../view-props.ts";
import { WindowsSelect } from "../WindowsSelect.tsx";
import { DiscoveryFields } from "./DiscoveryFields.tsx";
import { groupOptions } from "./group-options.ts";
import { LineFields } from "./LineFields.tsx";
import "./fairness.css";

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
const optionOf = (kind: JudgedKind): Option<JudgedKind> => ({ value: kind, label: capital(kindNames[kind]) });

export function FairnessForm({ config, context, onChange }: FormProps<FairnessConfig>): ReactNode {
  const change = (part: Partial<FairnessConfig>): void => onChange({ ...config, ...part });
  const task = taskOf(context);
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
        selected={config.judge ?? []}
        options={kindsOfTask[task].map(optionOf)}
        empty="What is usual for the model’s task"
        description="The other measures are shown without a verdict."
        onChange={(chosen) => {
          const judge = kindsOfTask[task].filter((kind) => chosen.includes(kind));
          change({ judge: judge.length === 0 ? null : judge });
        }}
      />
      {task === "binary" && (
        <Select
          label="Decisions from"
          value={config.decision}
          options={decisionSettings.map((value) => ({ value, label: decisionNames[value] }))}
          onChange={(decision) => change({ decision })}
        />
      )}
      <WindowsSelect
        value={config.windows}
        context={context}
        automatic="The finest with enough rows for groups"
        onChange={(value) => change({ windows: value })}
      />
      <Disclosure title="Lines">
        <LineFields config={config} task={task} onChange={change} />
      </Disclosure>
      <Disclosure title="Search for slices">
        <DiscoveryFields config={config} context={context} onChange={change} />
      </Disclosure>
    </div>
  );
}
