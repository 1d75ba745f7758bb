/** A distribution over the integers low..high as its mode, the chance of the mode, and the ratios between neighbours. */
export interface Unimodal {
  readonly low: number;
  readonly high: number;
  readonly mode: number;
  readonly atMode: number;
  /** P(k + 1) / P(k) */
  readonly ratioUp: (k: number) => number;
}

/**
 * One draw by inversion, searching outwards from the mode: about one step for each standard deviation.
 * @param u uniform in [0, 1)
 * @returns an integer in low..high; the mode when rounding leaves a sliver of `u` over
 * Source: Kachitvichyanukul & Schmeiser (1985), algorithm HIN, started at the mode.
 */
export function drawFromMode({ low, high, mode, atMode, ratioUp }: Unimodal, u: number): number {
  let left = u - atMode;
  if (left < 0) return mode;
  let [up, down, chanceUp, chanceDown] = [mode, mode, atMode, atMode];
  while (up < high || down > low) {
    if (up < high) {
      chanceUp *= ratioUp(up++);
      left -= chanceUp;
      if (left < 0) return up;
    }
    if (down > low) {
      chanceDown /= ratioUp(--down);
      left -= chanceDown;
      if (left < 0) return down;
    }
    if (chanceUp < 1e-18 && chanceDown < 1e-18) return mode;
  }
  return mode;
}

/**
 * Many draws of one distribution: the same search, remembered, so that each draw looks its number up.
 * @returns a draw from `u` uniform in [0, 1). Source: as `drawFromMode`. Cost: O(spread) once, then O(log spread) a draw.
 */
export function drawsFromMode({ low, high, mode, atMode, ratioUp }: Unimodal): (u: number) => number {
  const [values, reached] = [[mode], [atMode]];
  let [up, down, chanceUp, chanceDown, sum] = [mode, mode, atMode, atMode, atMode];
  const add = (value: number, chance: number): void => {
    sum += chance;
    values.push(value);
    reached.push(sum);
  };
  const extend = (): void => {
    if (up < high) {
      chanceUp *= ratioUp(up++);
      add(up, chanceUp);
    }
    if (down > low) {
      chanceDown /= ratioUp(--down);
      add(down, chanceDown);
    }
  };
  return (u) => {
    while (u >= sum && (up < high || down > low) && (chanceUp >= 1e-18 || chanceDown >= 1e-18)) extend();
    if (u >= sum) return mode;
    let [from, to] = [0, reached.length - 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (u < (reached[middle] ?? 1)) to = middle;
      else from = middle + 1;
    }
    return values[from] ?? mode;
  };
}
