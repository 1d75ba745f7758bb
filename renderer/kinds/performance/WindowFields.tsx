import type { ReactNode } from "react";
import type { PerformanceConfig } from "../../../analysis/kinds/performance/config.ts";
import { windowUnits } from "../../../analysis/kinds/time-windows.ts";
import { NumberField } from "../../ui/NumberField.tsx";
import { Select, type Option } from "../../ui/Select.tsx";

type Windows = PerformanceConfig["windows"];
type Way = Extract<Windows, string> | "rows" | "count";

const options: readonly Option<Way>[] = [
  { value: "auto", label: "Automatic", description: "The finest with enough rows, at most 120 windows a side" },
  ...windowUnits.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) })),
  { value: "rows", label: "By rows", description: "Each of about so many rows, in order of time" },
  { value: "count", label: "By number", description: "So many windows a side, of about equally many rows" },
  { value: "none", label: "None", description: "Each side as a whole" },
];

const usual = { rows: 5000, count: 10 };

interface WindowFieldsProps {
  readonly value: Windows;
  readonly timed: boolean;
  readonly onChange: (next: Windows) => void;
}

export function WindowFields({ value, timed, onChange }: WindowFieldsProps): ReactNode {
  const choose = (way: Way): void => {
    if (way === "rows") onChange({ by: "rows", size: usual.rows });
    else if (way === "count") onChange({ by: "count", windows: usual.count });
    else onChange(way);
  };
  return (
    <>
      <Select
        label="Windows"
        value={typeof value === "string" ? value : value.by}
        options={options}
        disabled={!timed}
        description={timed ? undefined : "No time column is set for the model."}
        onChange={choose}
      />
      {typeof value === "string" ? null : value.by === "rows" ? (
        <NumberField
          label="Rows a window"
          unit="rows"
          value={value.size}
          min={10}
          step={1}
          description="Windows begin with a whole minute, so that they differ by the rows of one."
          onChange={(size) => onChange({ by: "rows", size: Math.round(size ?? usual.rows) })}
        />
      ) : (
        <NumberField
          label="Windows a side"
          value={value.windows}
          min={2}
          max={120}
          step={1}
          onChange={(windows) => onChange({ by: "count", windows: Math.round(windows ?? usual.count) })}
        />
      )}
    </>
  );
}
