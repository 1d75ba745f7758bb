import type { ErrorSums } from "../regression-errors.ts";

/** The sums of plain labels and predictions, as the engine would give them. */
export function errorSumsOf(labels: readonly number[], predictions: readonly number[]): ErrorSums {
  const errors = labels.map((label, index) => (predictions[index] ?? 0) - label);
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  const variance = (values: readonly number[]): number => {
    const mean = sum(values) / values.length;
    return sum(values.map((value) => (value - mean) ** 2)) / values.length;
  };
  return {
    ...{ rows: labels.length, error: sum(errors), absolute: sum(errors.map(Math.abs)) },
    ...{ squared: sum(errors.map((error) => error ** 2)), zeroLabels: labels.filter((label) => label === 0).length },
    relative: sum(errors.map((error, index) => (labels[index] === 0 ? 0 : Math.abs(error / (labels[index] ?? 1))))),
    ...{ labelVariance: variance(labels), errorVariance: variance(errors) },
    ...{
      absoluteVariance: variance(errors.map(Math.abs)),
      squaredVariance: variance(errors.map((error) => error ** 2)),
    },
  };
}
