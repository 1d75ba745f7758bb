import type { ReactNode } from "react";
import { MultiSelect } from "../ui/MultiSelect.tsx";
import { NumberField } from "../ui/NumberField.tsx";
import type { Option } from "../ui/Select.tsx";

type Importance = Readonly<Record<string, number>>;

interface ImportanceFieldsProps {
  readonly importance: Importance | null;
  readonly columns: readonly Option<string>[];
  /** What is done without any. */
  readonly empty: string;
  readonly onChange: (importance: Record<string, number> | null) => void;
}

/** How much each column matters to the model. */
export function ImportanceFields({ columns, empty, onChange, ...given }: ImportanceFieldsProps): ReactNode {
  const importance = given.importance ?? {};
  const set = (entries: readonly (readonly [string, number])[]): void =>
    onChange(entries.length === 0 ? null : Object.fromEntries(entries));
  return (
    <>
      <MultiSelect
        label="Columns with a known importance"
        selected={Object.keys(importance)}
        options={columns}
        empty={empty}
        description="Columns are ordered by drift times importance; one without a value counts as 0."
        onChange={(chosen) => set(chosen.map((name) => [name, importance[name] ?? 0.1]))}
      />
      {Object.entries(importance).map(([name, value]) => (
        <NumberField
          key={name}
          label={`Importance of ${name}`}
          value={value}
          min={0}
          onChange={(next) =>
            set(Object.entries(importance).map(([other, old]) => [other, other === name ? (next ?? 0) : old]))
          }
        />
      ))}
    </>
  );
}
