import type { LabelledScores } from "./labelled-scores.ts";
import type { Reason } from "../base/reasons.ts";
import { normalTail } from "./tails.ts";

/**
 * Test that the scores are the chances of what happened, from the part of the Brier score that calibration changes.
 *   z = Σ (y − s)(1 − 2s) / √( Σ (1 − 2s)² s(1 − s) ),  p two-sided from N(0, 1)
 * @param sample at least one row
 * @returns z and p; undefined when every score is 0, ½ or 1, since nothing can vary then. z > 0 where scores near the ends
 * claim too much.
 * Source: Spiegelhalter, Statistics in Medicine 5 (1986) 421-433. Fixture: the golden vectors; statsmodels has none.
 * Cost: O(distinct scores).
 */
export function spiegelhalter({ scores, negatives, positives }: LabelledScores): { z: number; p: number } | Reason {
  let [deviation, variance] = [0, 0];
  for (let index = 0; index < scores.length; index++) {
    const [score, no, yes] = [scores[index] ?? 0, negatives[index] ?? 0, positives[index] ?? 0];
    const side = 1 - 2 * score;
    deviation += (yes * (1 - score) - no * score) * side;
    variance += (no + yes) * (side * side) * score * (1 - score);
  }
  if (variance === 0) return "nothing_varies";
  const z = deviation / Math.sqrt(variance);
  return { z, p: Math.min(1, 2 * normalTail(Math.abs(z))) };
}
