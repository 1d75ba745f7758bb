/** Numbers are summed as whole multiples of 2⁻⁴⁰, so that the sum is exact whatever the order of the rows. */
const unit = 2 ** 40;
export const exactSum = (number: string): string =>
  `CAST(sum(CAST(round(${number} * ${unit.toExponential()}) AS BIGINT)) AS DOUBLE)`;
export const fromExactSum = (sum: number): number => sum / unit;
