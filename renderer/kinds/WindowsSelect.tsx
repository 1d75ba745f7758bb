import type { ReactNode } from "react";
import type { CellContext } from "../../analysis/kinds/context.ts";
import { windowUnits } from "../../analysis/kinds/time-windows.ts";
import { Select } from "../ui/Select.tsx";

type Windows = "auto" | (typeof windowUnits)[number] | "none";

export interface WindowsSelectProps {
  readonly value: Windows;
  readonly context: CellContext;
  /** What `auto` chooses. */
  readonly automatic: string;
  readonly onChange: (value: Windows) => void;
}

/** The windows of time that a kind looks at one by one (`windowsSetting`); it says why there can be none. */
export function WindowsSelect({ value, context, automatic, onChange }: WindowsSelectProps): ReactNode {
  const timed = (context.model?.columns.time ?? null) !== null;
  return (
    <Select
      label="Windows"
      value={value}
      options={[
        { value: "auto", label: "Automatic", description: automatic },
        ...windowUnits.map((unit) => ({ value: unit, label: unit.charAt(0).toUpperCase() + unit.slice(1) })),
        { value: "none", label: "None", description: "Each side as a whole" },
      ]}
      disabled={!timed}
      description={timed ? undefined : "No time column is set for the model."}
      onChange={onChange}
    />
  );
}
