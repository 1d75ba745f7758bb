import { total } from "../../stats/shares.ts";
import type { Frame } from "./frame.ts";
import { binScores, noiseAt, type NoiseFloor } from "./noise.ts";
import type { Where } from "./result.ts";

export interface GroupBins {
  readonly value: string;
  readonly reference: Float64Array;
  readonly production: Float64Array;
}

/** The group that stands out, and its rows of the reference by bin. */
export interface Concentration {
  readonly where: Where;
  readonly reference: Float64Array;
}

/** A group has to show this many times the drift of any other before it is named. */
const standsOut = 3;

/**
 * The group of one column in which the drift sits: PSI within each group that has enough rows on both sides, the largest
 * named when it crosses the moderate line and is at least three times the next.
 */
export function concentration(
  column: string,
  groups: readonly GroupBins[],
  noise: NoiseFloor,
  frame: Frame,
): Concentration | null {
  const { min_rows, moderate } = frame.config;
  const large = groups.filter(
    ({ reference, production }) =>
      Math.min(total(reference), total(production)) >= Math.max(min_rows, frame.privacyFloor),
  );
  const ranked = large
    .map((group) => ({ group, psi: binScores(group).psi }))
    .sort((a, b) => b.psi - a.psi || (a.group.value < b.group.value ? -1 : 1));
  const [first, second] = ranked;
  if (first === undefined || second === undefined) return null;
  const [reference, production] = [total(first.group.reference), total(first.group.production)];
  if (first.psi < Math.max(moderate, noiseAt(noise, 1, reference, production)) || first.psi < standsOut * second.psi)
    return null;
  const where = {
    ...{ column, value: first.group.value, psi: first.psi, elsewhere: second.psi },
    ...{ reference, production, only: second.psi < moderate },
  };
  return { where, reference: first.group.reference };
}
