import type { ReactNode } from "react";
import {
  binaryPrimaries,
  multiclassPrimaries,
  regressionPrimaries,
  type PerformanceConfig,
} from "../../../analysis/kinds/performance/config.ts";
import { infoOf } from "../../../analysis/kinds/performance/definitions.ts";
import { taskOf, type TaskName } from "../../../analysis/kinds/performance/roles.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { Select, type Option } from "../../ui/Select.tsx";
import { ClassScoreFields } from "../ClassScoreFields.tsx";
import type { FormProps } from "../view-props.ts";
import { EstimateFields } from "./EstimateFields.tsx";
import { ExtraFields } from "./ExtraFields.tsx";
import { LineFields } from "./LineFields.tsx";
import { WindowFields } from "./WindowFields.tsx";
import "./performance.css";

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const taskOptions: readonly Option<PerformanceConfig["task"]>[] = [
  { value: "auto", label: "The model’s" },
  ...(["binary", "multiclass", "regression"] as const).map((value) => ({ value, label: capital(value) })),
];
const decisionOptions: readonly Option<PerformanceConfig["decision"]>[] = [
  { value: "auto", label: "Automatic", description: "The pinned threshold, else the prediction column" },
  { value: "threshold", label: "Score and threshold" },
  { value: "prediction", label: "Prediction column" },
];

export function PerformanceForm({ config, context, onChange }: FormProps<PerformanceConfig>): ReactNode {
  const change = (part: Partial<PerformanceConfig>): void => onChange({ ...config, ...part });
  const task = taskOf(config, context);
  const timed = (context.model?.columns.time ?? null) !== null;
  return (
    <div className="performance-form">
      <Select label="Task" value={config.task} options={taskOptions} onChange={(value) => change({ task: value })} />
      {task === null ? null : <PrimaryField task={task} config={config} onChange={change} />}
      {task === "binary" ? (
        <Select
          label="Decisions"
          value={config.decision}
          options={decisionOptions}
          onChange={(decision) => change({ decision })}
        />
      ) : null}
      <WindowFields value={config.windows} timed={timed} onChange={(windows) => change({ windows })} />
      <Disclosure title="Lines and rules">
        <LineFields config={config} onChange={change} />
      </Disclosure>
      {task === "multiclass" ? (
        <Disclosure title="Scores of classes">
          <ClassScoreFields
            value={config.class_scores}
            context={context}
            onChange={(class_scores) => change({ class_scores })}
          />
        </Disclosure>
      ) : null}
      {task === null ? null : (
        <Disclosure title="Without labels">
          <EstimateFields value={config.estimate} onChange={(estimate) => change({ estimate })} />
        </Disclosure>
      )}
      <ExtraFields config={config} context={context} binary={task === "binary"} onChange={change} />
    </div>
  );
}

interface PrimaryFieldProps {
  readonly task: TaskName;
  readonly config: PerformanceConfig;
  readonly onChange: (part: Partial<PerformanceConfig>) => void;
}

/** The metric that is drawn and judged, of those that the task has. */
function PrimaryField({ task, config, onChange }: PrimaryFieldProps): ReactNode {
  const { primary } = config;
  const label = "Primary metric";
  if (task === "binary")
    return (
      <Select
        label={label}
        value={primary.binary}
        options={binaryPrimaries.map((value) => ({
          value,
          label: value === "auto" ? "Automatic (ROC AUC with a score, else F1)" : infoOf(value).name,
        }))}
        onChange={(binary) => onChange({ primary: { ...primary, binary } })}
      />
    );
  if (task === "multiclass")
    return (
      <Select
        label={label}
        value={primary.multiclass}
        options={multiclassPrimaries.map((value) => ({ value, label: infoOf(value).name }))}
        onChange={(multiclass) => onChange({ primary: { ...primary, multiclass } })}
      />
    );
  return (
    <Select
      label={label}
      value={primary.regression}
      options={regressionPrimaries.map((value) => ({ value, label: infoOf(value).name }))}
      onChange={(regression) => onChange({ primary: { ...primary, regression } })}
    />
  );
}
