import { formatMetric, formatNumber } from "../../base/format.ts";
import type { MetricKey } from "./definitions.ts";

/** Metrics in the label's unit, of which three decimals may be too many or too few. */
export const inLabelUnits: ReadonlySet<MetricKey> = new Set(["mae", "rmse", "bias"]);

/** A value of a metric as people read it: three decimals, or the label's own digits. */
export const metricText = (metric: MetricKey, value: number): string =>
  inLabelUnits.has(metric) ? formatNumber(value) : formatMetric(value);
