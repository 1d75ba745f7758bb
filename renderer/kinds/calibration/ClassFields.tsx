import { useState, type ReactNode } from "react";
import type { CalibrationConfig } from "../../../analysis/kinds/calibration/config.ts";
import type { CellContext } from "../../../analysis/kinds/context.ts";
import { Button } from "../../ui/Button.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";

interface ClassFieldsProps {
  readonly config: CalibrationConfig;
  readonly context: CellContext;
  readonly onChange: (part: Partial<CalibrationConfig>) => void;
}

/** Classes of the label and the column with the score of each: typed, since labels are not listed here. */
export function ClassFields({ config, context, onChange }: ClassFieldsProps): ReactNode {
  const [name, setName] = useState("");
  const [column, setColumn] = useState("");
  const side = context.production ?? context.reference;
  const numbers = (side?.columns ?? []).filter(({ type }) => type === "number");
  const entries = Object.entries(config.class_scores);
  const add = (): void => {
    onChange({ class_scores: { ...config.class_scores, [name]: column } });
    setName("");
    setColumn("");
  };
  return (
    <div className="calibration-classes" role="group" aria-label="Scores of classes">
      {entries.map(([known, of]) => (
        <div key={known} className="calibration-class">
          <span>
            {known}: <code>{of}</code>
          </span>
          <Button
            size="small"
            variant="quiet"
            label={`Remove the class ${known}`}
            onPress={() => onChange({ class_scores: Object.fromEntries(entries.filter(([other]) => other !== known)) })}
          >
            Remove
          </Button>
        </div>
      ))}
      <TextField label="Class" value={name} placeholder="A value of the label" onChange={setName} />
      <Select
        label="Score of the class"
        value={column}
        options={[
          { value: "", label: "Choose a column" },
          ...numbers.map((one) => ({ value: one.name, label: one.name, description: one.sqlType })),
        ]}
        onChange={setColumn}
      />
      <Button size="small" disabled={name === "" || column === ""} onPress={add}>
        Add the class
      </Button>
    </div>
  );
}
