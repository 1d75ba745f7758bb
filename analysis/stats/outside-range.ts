/**
 * Chance that at least so many values of a second sample lie outside the range of a first one, when both come from one
 * distribution. Ranks are exchangeable, so the count is beta-binomial whatever the distribution (no ties):
 *   P(K = j) = (j + 1) · C(n + m − j − 2, n − 2) / C(n + m, n),  P(K ≥ outside) = Σ over j ≥ outside
 * @param outside values of the second sample below the first one's smallest or above its largest, 0..m
 * @param first values n ≥ 1 whose range it is
 * @param second values m ≥ 1 looked at
 * @returns in 0..1; 1 when nothing is outside, or when the range is that of a single value. With ties it errs upwards.
 * Source: Wilks, Determination of sample sizes for setting tolerance limits, Ann. Math. Stat. 12 (1941). Fixture: scipy 1.17
 * `betabinom(m, 2, n − 1).sf`. Cost: O(outside + standard deviation of K).
 */
export function outsideRangeP(outside: number, first: number, second: number): number {
  if (outside <= 0 || first < 2) return 1;
  // P(K = 0) = n(n − 1) / ((n + m)(n + m − 1)), and each next term from the one before: no factorials.
  const all = first + second;
  let chance = (first / all) * ((first - 1) / (all - 1));
  let tail = 0;
  for (let j = 0; j <= second; j++) {
    if (j >= outside) tail += chance;
    if (j > outside && chance < tail * 1e-17) break;
    chance *= ((j + 2) / (j + 1)) * ((second - j) / (all - j - 2));
  }
  return Math.min(1, tail);
}
