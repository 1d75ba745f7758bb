import type { ReactNode } from "react";
import type { DriftConfig } from "../../../analysis/kinds/drift/config.ts";
import { MultiSelect } from "../../ui/MultiSelect.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import type { Option } from "../../ui/Select.tsx";

interface ImportanceFieldsProps {
  readonly config: DriftConfig;
  readonly columns: readonly Option<string>[];
  readonly onChange: (part: Partial<DriftConfig>) => void;
}

/** How much each column matters to the model. Without any, columns are ordered by their drift alone. */
export function ImportanceFields({ config, columns, onChange }: ImportanceFieldsProps): ReactNode {
  const importance = config.importance ?? {};
  const set = (entries: readonly (readonly [string, number])[]): void =>
    onChange({ importance: entries.length === 0 ? null : Object.fromEntries(entries) });
  return (
    <>
      <MultiSelect
        label="Columns with a known importance"
        selected={Object.keys(importance)}
        options={columns}
        empty="None: ordered by drift alone"
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
