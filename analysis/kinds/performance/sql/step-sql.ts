/** SQL: how many of the ascending `cuts` are not above a value, by halving, so that a row is compared with few of them. */
export function stepSql<Cut>(value: string, cuts: ArrayLike<Cut>, literal: (cut: Cut) => string): string {
  const choose = (low: number, high: number): string => {
    const middle = (low + high) >> 1;
    const cut = cuts[middle];
    if (low === high || cut === undefined) return String(low);
    return `CASE WHEN ${value} < ${literal(cut)} THEN ${choose(low, middle)} ELSE ${choose(middle + 1, high)} END`;
  };
  return choose(0, cuts.length);
}
