import { useState, type ReactNode } from "react";
import type { CellContext } from "../../analysis/kinds/context.ts";
import { Button } from "../ui/Button.tsx";
import { Select } from "../ui/Select.tsx";
import { TextField } from "../ui/TextField.tsx";
import "./class-score-fields.css";

/** The column with the score of each class. */
type ClassScores = Readonly<Record<string, string>>;

interface ClassScoreFieldsProps {
  readonly value: ClassScores;
  readonly context: CellContext;
  readonly onChange: (next: Record<string, string>) => void;
}

/** Classes of the label and the column with the score of each: typed, since labels are not listed here. */
export function ClassScoreFields({ value, context, onChange }: ClassScoreFieldsProps): ReactNode {
  const [name, setName] = useState("");
  const [column, setColumn] = useState("");
  const side = context.production ?? context.reference;
  const taken = new Set(Object.values(value));
  const free = (side?.columns ?? []).filter(({ type, name: own }) => type === "number" && !taken.has(own));
  const entries = Object.entries(value);
  const add = (): void => {
    onChange({ ...value, [name]: column });
    setName("");
    setColumn("");
  };
  return (
    <div className="class-scores" role="group" aria-label="Scores of classes">
      {entries.map(([known, of]) => (
        <div key={known} className="class-score">
          <span>
            {known}: <code>{of}</code>
          </span>
          <Button
            size="small"
            variant="quiet"
            label={`Remove the class ${known}`}
            onPress={() => onChange(Object.fromEntries(entries.filter(([other]) => other !== known)))}
          >
            Remove
          </Button>
        </div>
      ))}
      <PrefixField columns={free.map((one) => one.name)} onAdd={(found) => onChange({ ...found, ...value })} />
      <TextField label="Class" value={name} placeholder="A value of the label" onChange={setName} />
      <Select
        label="Score of the class"
        value={column}
        options={[
          { value: "", label: "Choose a column" },
          ...free.map((one) => ({ value: one.name, label: one.name, description: one.sqlType })),
        ]}
        onChange={setColumn}
      />
      <Button size="small" disabled={name === "" || column === ""} onPress={add}>
        Add the class
      </Button>
    </div>
  );
}

interface PrefixFieldProps {
  readonly columns: readonly string[];
  readonly onAdd: (found: ClassScores) => void;
}

/** All columns whose names begin alike at once: what follows is the class. */
function PrefixField({ columns, onAdd }: PrefixFieldProps): ReactNode {
  const [prefix, setPrefix] = useState("");
  const found = prefix === "" ? [] : columns.filter((name) => name.startsWith(prefix) && name.length > prefix.length);
  const add = (): void => {
    onAdd(Object.fromEntries(found.map((name) => [name.slice(prefix.length), name])));
    setPrefix("");
  };
  return (
    <>
      <TextField
        label="Score columns begin with"
        value={prefix}
        placeholder="score_"
        description="The rest of a column’s name is its class."
        onChange={setPrefix}
      />
      <Button size="small" disabled={found.length === 0} onPress={add}>
        {found.length === 0 ? "Add classes" : `Add ${found.length} ${found.length === 1 ? "class" : "classes"}`}
      </Button>
    </>
  );
}
