import type { StatsSource } from "../../base/stats-source.ts";
import { regressionErrors } from "../../stats/regression-errors.ts";
import { metricsOf } from "./definitions.ts";
import { plain, withError, type Bucket, type SidePart } from "./measured.ts";
import type { SideTask } from "./side-task.ts";
import { noWindow } from "./windows.ts";
import { errorSums, type ErrorRow } from "./sql/error-sums.ts";
import { startOf } from "../time-windows.ts";

/** Sums of the errors over the whole side, and by window where there are any. */
export async function measureRegression(
  source: StatsSource,
  task: SideTask,
  columns: { readonly label: string; readonly prediction: string },
): Promise<SidePart> {
  const [all] = await source.rows(errorSums({ ...task.query, ...noWindow }, columns));
  const rows = task.timed ? await source.rows(errorSums(task.query, columns)) : [];
  return {
    ...{ side: task.side, reason: null, confusion: null, classes: [] },
    untimed: task.timed ? (rows.find(({ day }) => day === null)?.rows ?? 0) : (all?.rows ?? 0),
    overall: all === undefined ? { rows: 0, labelled: 0, measures: [] } : bucketOf(all),
    windows: rows.flatMap((row) => (row.day === null ? [] : [{ start: startOf(row.day), bucket: bucketOf(row) }])),
  };
}

function bucketOf(row: ErrorRow): Bucket {
  const { rows, labelled, used } = row;
  if (labelled === 0)
    return { rows, labelled, measures: metricsOf.regression.map((metric) => plain(metric, "no_labels", 0)) };
  const errors = regressionErrors({
    ...{ rows: used, zeroLabels: row.zero_labels, error: row.error ?? 0, absolute: row.absolute ?? 0 },
    ...{ squared: row.squared ?? 0, relative: row.relative ?? 0, labelVariance: row.label_variance ?? 0 },
    ...{ errorVariance: row.error_variance ?? 0, absoluteVariance: row.absolute_variance ?? 0 },
    squaredVariance: row.squared_variance ?? 0,
  });
  const measures = (["mae", "rmse", "mape", "r2", "bias"] as const).map((metric) =>
    withError(metric, errors[metric].value, errors[metric].error, { rows: used, method: "normal" }),
  );
  return { rows, labelled, measures };
}
