/** A number with its 95 % interval; nothing where it could not be had. */
export interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Half of the width of a 95 % interval, in standard errors. */
const z = 1.959963984540054;

export const withError = (value: number, error: number): Estimate => ({
  ...{ value, low: value - z * error, high: value + z * error },
});
