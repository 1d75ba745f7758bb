/** Numbers in 0..1 are summed as whole multiples of this by default. */
const defaultUnit = 2 ** 40;

/**
 * SQL: a sum of numbers that is exact whatever the order of the rows: each is rounded to a whole multiple of 1/unit first.
 * @param unit a power of two; no number times it may reach 2^63
 */
export const exactSum = (number: string, unit = defaultUnit): string => `CAST(${wholeSum(number, unit)} AS DOUBLE)`;

/** The same as a whole number, to be summed again. */
export const wholeSum = (number: string, unit = defaultUnit): string =>
  `sum(CAST(round(${number} * ${unit.toExponential()}) AS BIGINT))`;

/** What `exactSum` gave, in the numbers' own unit. */
export const fromExactSum = (sum: number, unit = defaultUnit): number => sum / unit;

/** The unit for numbers of at most this size: 44 binary digits are kept below it. */
export const unitFor = (most: number): number =>
  2 ** Math.max(-1000, Math.min(1000, 44 - Math.ceil(Math.log2(Math.max(most, Number.MIN_VALUE)))));
