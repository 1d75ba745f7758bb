import type { ReactNode } from "react";
import type { CellContext } from "../../../analysis/kinds/context.ts";
import { performanceConfig, type PerformanceConfig } from "../../../analysis/kinds/performance/config.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { Select, type Option } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";

interface ExtraFieldsProps {
  readonly config: PerformanceConfig;
  readonly context: CellContext;
  readonly binary: boolean;
  readonly onChange: (part: Partial<PerformanceConfig>) => void;
}

/** What runs only where it is asked for: another model, costs of decisions, columns of the serving log. */
export function ExtraFields({ config, context, binary, onChange }: ExtraFieldsProps): ReactNode {
  const { candidate, costs, operational } = config;
  return (
    <>
      <Disclosure title="Candidate model">
        <CandidateFields value={candidate} context={context} onChange={(next) => onChange({ candidate: next })} />
      </Disclosure>
      {binary ? (
        <Disclosure title="Costs of decisions">
          <CostFields value={costs} onChange={(next) => onChange({ costs: next })} />
        </Disclosure>
      ) : null}
      <Disclosure title="Latency and errors">
        <OperationFields value={operational} context={context} onChange={(next) => onChange({ operational: next })} />
      </Disclosure>
    </>
  );
}

/** A list holds texts, and a column may have any name: names are marked, and nothing is the empty text. */
const none = "";
const columnOptions = (context: CellContext, types: readonly string[]): readonly Option<string>[] => [
  { value: none, label: "None" },
  ...(context.production?.columns ?? [])
    .filter(({ type }) => types.includes(type))
    .map(({ name, sqlType }) => ({ value: `=${name}`, label: name, description: sqlType })),
];

interface ColumnSelectProps {
  readonly label: string;
  readonly value: string | null;
  readonly options: readonly Option<string>[];
  readonly onChange: (name: string | null) => void;
}

const ColumnSelect = ({ label, value, options, onChange }: ColumnSelectProps): ReactNode => (
  <Select
    label={label}
    value={value === null ? none : `=${value}`}
    options={options}
    onChange={(chosen) => onChange(chosen === none ? null : chosen.slice(1))}
  />
);

interface FieldsProps<Value> {
  readonly value: Value;
  readonly onChange: (next: Value) => void;
}
type Candidate = PerformanceConfig["candidate"];
const emptyCandidate = performanceConfig.parse({ candidate: {} }).candidate;

function CandidateFields({ value, context, onChange }: FieldsProps<Candidate> & { context: CellContext }): ReactNode {
  const shown = value ?? emptyCandidate;
  if (shown === null) return null;
  /** Without a column there is no candidate. */
  const change = (part: Partial<NonNullable<Candidate>>): void => {
    const next = { ...shown, ...part };
    onChange(next.score === null && next.prediction === null ? null : next);
  };
  return (
    <div className="performance-form">
      <ColumnSelect
        label="Candidate’s score"
        value={shown.score}
        options={columnOptions(context, ["number"])}
        onChange={(score) => change({ score })}
      />
      <ColumnSelect
        label="Candidate’s prediction"
        value={shown.prediction}
        options={columnOptions(context, ["number", "text", "boolean"])}
        onChange={(prediction) => change({ prediction })}
      />
      {value === null ? null : (
        <>
          <TextField
            label="Candidate’s name"
            value={value.name}
            onChange={(name) => change({ name: name === "" ? shown.name : name.slice(0, 80) })}
          />
          <div className="performance-fields">
            <NumberField
              label="Candidate’s threshold"
              value={value.threshold}
              description="Empty: the pinned one."
              onChange={(threshold) => change({ threshold })}
            />
            <NumberField
              label="Margin"
              value={value.margin}
              min={0}
              description="How much worse it may be."
              onChange={(margin) => change({ margin: margin ?? emptyCandidate?.margin ?? 0 })}
            />
          </div>
        </>
      )}
    </div>
  );
}

const costNames = [
  ["tp", "True positive"],
  ["fp", "False positive"],
  ["fn", "False negative"],
  ["tn", "True negative"],
] as const;

function CostFields({ value, onChange }: FieldsProps<PerformanceConfig["costs"]>): ReactNode {
  const zero = { tp: 0, fp: 0, fn: 0, tn: 0 };
  return (
    <div className="performance-fields">
      {costNames.map(([key, label]) => (
        <NumberField
          key={key}
          label={label}
          value={value === null ? null : value[key]}
          onChange={(cost) => {
            const next = { ...(value ?? zero), [key]: cost ?? 0 };
            onChange(Object.values(next).every((one) => one === 0) ? null : next);
          }}
        />
      ))}
    </div>
  );
}

type Operational = PerformanceConfig["operational"];

function OperationFields({ value, context, onChange }: FieldsProps<Operational> & { context: CellContext }): ReactNode {
  const shown = value ?? { latency: null, error: null };
  const change = (part: Partial<NonNullable<Operational>>): void => {
    const next = { ...shown, ...part };
    onChange(next.latency === null && next.error === null ? null : next);
  };
  return (
    <div className="performance-form">
      <ColumnSelect
        label="Latency"
        value={shown.latency}
        options={columnOptions(context, ["number"])}
        onChange={(latency) => change({ latency })}
      />
      <ColumnSelect
        label="Error"
        value={shown.error}
        options={columnOptions(context, ["number", "text", "boolean"])}
        onChange={(error) => change({ error })}
      />
    </div>
  );
}
