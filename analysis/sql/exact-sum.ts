/** Numbers in 0..1 are summed as whole multiples of this by default. */
const defaultUnit = 2 ** 40;

/** SQL: the sum of `exactSum` as a whole number, for what is summed once more. */
export const wholeSum = (number: string, unit = defaultUnit): string =>
  `sum(CAST(round(${number} * ${unit.toExponential()}) AS BIGINT))`;

/**
 * SQL: a sum of numbers that is exact whatever the order of the rows: each is rounded to a whole multiple of 1/unit first.
 * @param unit a power of two; no number times it may reach 2^63
 */
export const exactSum = (number: string, unit = defaultUnit): string => `CAST(${wholeSum(number, unit)} AS DOUBLE)`;

/** What `exactSum` gave, in the numbers' own unit. */
export const fromExactSum = (sum: number, unit = defaultUnit): number => sum / unit;

/** The unit for numbers of at most this size: 44 binary digits are kept below it. */
export const unitFor = (most: number): number =>
  2 ** Math.max(-1000, Math.min(1000, 44 - Math.ceil(Math.log2(Math.max(most, Number.MIN_VALUE)))));

/**
 * SQL: like `wholeSum`, for numbers of very different sizes: whole multiples of 1/unit in 128 bits.
 * @param unit as `wideUnitFor` gives it; up to 2^36 rows
 */
export const wideSum = (number: string, unit: number): string =>
  `sum(CAST(round(${number} * ${unit.toExponential()}) AS HUGEINT))`;

/** The unit for numbers of at most this size: 90 binary digits are kept below it, 27 decimal ones. */
export const wideUnitFor = (most: number): number =>
  2 ** Math.max(-1000, Math.min(1000, 90 - Math.ceil(Math.log2(Math.max(most, Number.MIN_VALUE)))));
