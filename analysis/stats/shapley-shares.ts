import { at } from "./at.ts";
import { poissonDraw, type CellSquares } from "./poisson-bootstrap.ts";
import { reweightedLosses, type CellSums, type Coalition, type JointCells } from "./reweighted-loss.ts";
import { shapleyValues } from "./shapley.ts";

/** The cells that both sides' rows fall into, with all sets of features prepared by `coalitionsOf`. */
export interface ReweightingGame {
  readonly joint: JointCells;
  readonly coalitions: readonly Coalition[];
}

const meanOf = ({ rows, sums }: CellSums): number =>
  sums.reduce((sum, one) => sum + one, 0) / rows.reduce((sum, one) => sum + one, 0);

/**
 * The change of a mean loss shared among features: φᵢ, the Shapley values of v(S) of `reweightedLosses`, then what they leave.
 *   Σ φᵢ = v(all) − m̄,   unexplained = m̄′ − v(all)
 * @returns one number a feature and one more, in the loss's unit; together m̄′ − m̄ up to rounding
 * Source: Budhathoki et al., AISTATS 2021. Fixtures: through `reweightedLosses` and `shapleyValues`. Cost: O(2ᵏ · cells).
 */
export function shapleyShares(
  { joint, coalitions }: ReweightingGame,
  reference: CellSums,
  production: CellSums,
): Float64Array {
  const values = reweightedLosses(joint, coalitions, reference, production);
  return Float64Array.of(...shapleyValues(values), meanOf(production) - at(values, values.length - 1));
}

/**
 * The same of both sides drawn again, for percentile intervals: cells and bins stay.
 * @param uniform numbers in [0, 1)
 * Source: `poissonDraw`. Coverage: coverage-attribution.test.ts. Cost: O(draws · 2ᵏ · cells).
 */
export function drawnShares(
  game: ReweightingGame,
  { reference, production }: { readonly reference: CellSquares; readonly production: CellSquares },
  { draws, uniform }: { readonly draws: number; readonly uniform: () => number },
): readonly Float64Array[] {
  return Array.from({ length: draws }, () => {
    const again = poissonDraw(reference, uniform);
    return shapleyShares(game, again, poissonDraw(production, uniform));
  });
}
