import type { ChartConfig } from "../../../analysis/kinds/sql/config.ts";
import type { Option } from "../../ui/Select.tsx";

export const chartTypes: readonly Option<ChartConfig["type"]>[] = [
  { value: "none", label: "No chart" },
  { value: "line", label: "Line" },
  { value: "bar", label: "Bars" },
  { value: "histogram", label: "Histogram" },
  { value: "dot", label: "Dots" },
  { value: "heat", label: "Heat map" },
];
