/**
 * SQL: what stands for the step of a value, the number of ascending `cuts` that are not above it, by halving, so that a row
 * is compared with few of them.
 */
export function stepSql<Cut>(
  value: string,
  cuts: ArrayLike<Cut>,
  literal: (cut: Cut) => string,
  standsFor: (step: number) => string = String,
): string {
  const choose = (low: number, high: number): string => {
    const middle = (low + high) >> 1;
    const cut = cuts[middle];
    if (low === high || cut === undefined) return standsFor(low);
    return `CASE WHEN ${value} < ${literal(cut)} THEN ${choose(low, middle)} ELSE ${choose(middle + 1, high)} END`;
  };
  return choose(0, cuts.length);
}
