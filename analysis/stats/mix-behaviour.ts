import { invariant } from "../base/assert.ts";
import type { LossSums } from "./probability-loss.ts";

/** One slice's rows before and after a change. */
export interface SliceSums {
  readonly before: LossSums;
  readonly after: LossSums;
}

/** Parts of a change of a mean, each with its standard error. */
export interface SliceParts {
  readonly mix: number;
  readonly mixError: number;
  readonly behaviour: number;
  readonly behaviourError: number;
}

/**
 * The change of a mean loss split by slice into who came (mix) and what happened to them (behaviour). With w a slice's share
 * of the rows, m its mean, m̄ the mean of all, primes for afterwards:
 *   mixₛ = (w′ₛ − wₛ) · ( (mₛ + m′ₛ)/2 − (m̄ + m̄′)/2 ),   behaviourₛ = (wₛ + w′ₛ)/2 · (m′ₛ − mₛ)
 * All parts add up to m̄′ − m̄ exactly, since Σ(w′ₛ − wₛ) = 0. A slice that one side lacks has no mean there: it is given the
 * other side's, so that all of its part is mix. Standard errors are the delta method's: the root of the mean square of each
 * row's influence over the rows, both sides independent, rows drawn from all.
 * @param slices every row of either side is in one of them; each side has at least one row
 * @returns one entry a slice, in the loss's unit
 * Source: Kitagawa, Components of a difference between two rates, JASA 50 (1955) 1168-1194, with the mix centred on the mean
 * of all; errors: Hampel, The influence curve, JASA 69 (1974). Fixture: fixtures/attribution.json. Cost: O(slices).
 */
export function mixBehaviour(slices: readonly SliceSums[]): readonly SliceParts[] {
  const [before, after] = [whole(slices.map((slice) => slice.before)), whole(slices.map((slice) => slice.after))];
  invariant(before.rows > 0 && after.rows > 0, "a change needs rows on both sides");
  const middle = (before.sum / before.rows + after.sum / after.rows) / 2;
  return slices.map((slice) => {
    const [w, v] = [slice.before.rows / before.rows, slice.after.rows / after.rows];
    const own = { before: meanOf(slice.before), after: meanOf(slice.after) };
    const m = own.before ?? own.after ?? middle;
    const n = own.after ?? own.before ?? middle;
    const [gained, from] = [v - w, (m + n) / 2 - middle];
    const [share, worse] = [(w + v) / 2, n - m];
    const both = own.before !== null && own.after !== null;
    const error = (of: (side: Side, sign: 1 | -1) => number): number =>
      Math.sqrt(of({ own: slice.before, all: before }, -1) + of({ own: slice.after, all: after }, 1));
    return {
      mix: gained * from,
      behaviour: both ? share * worse : 0,
      mixError: error((side, sign) =>
        variance(side, {
          ...{ inside: sign * from, slope: gained * (both ? 0.5 : 1), overall: -gained / 2 },
        }),
      ),
      behaviourError: both
        ? error((side, sign) => variance(side, { inside: worse / 2, slope: sign * share, overall: 0 }))
        : 0,
    };
  });
}

/** One side: the slice's rows and all rows. */
interface Side {
  readonly own: LossSums;
  readonly all: LossSums;
}

/** How a part changes with the slice's share, its mean, and the mean of all rows of one side. */
interface Slopes {
  readonly inside: number;
  readonly slope: number;
  readonly overall: number;
}

/**
 * Variance of a part from one side. A row's influence on the share is 1ₛ − w, on the slice's mean 1ₛ(l − m)/w, on the mean
 * of all l − m̄; it is linear in l, so its mean square needs only sums over the rows inside and outside of the slice.
 */
function variance({ own, all }: Side, { inside, slope, overall }: Slopes): number {
  const w = own.rows / all.rows;
  const rest = { rows: all.rows - own.rows, sum: all.sum - own.sum, squares: all.squares - own.squares };
  const mean = all.sum / all.rows;
  const square = (part: LossSums, constant: number, factor: number): number => {
    if (part.rows === 0) return 0;
    const centre = part.sum / part.rows;
    const spread = Math.max(0, part.squares / part.rows - centre * centre);
    return (part.rows / all.rows) * ((constant + overall * (centre - mean)) ** 2 + factor * factor * spread);
  };
  const here = square(own, inside * (1 - w), (w > 0 ? slope / w : 0) + overall);
  return (here + square(rest, -inside * w, overall)) / all.rows;
}

const meanOf = ({ rows, sum }: LossSums): number | null => (rows === 0 ? null : sum / rows);

/** All rows of a side. */
export const whole = (parts: readonly LossSums[]): LossSums =>
  parts.reduce(
    (one, two) => ({
      ...{ rows: one.rows + two.rows, sum: one.sum + two.sum, squares: one.squares + two.squares },
    }),
    { rows: 0, sum: 0, squares: 0 },
  );
