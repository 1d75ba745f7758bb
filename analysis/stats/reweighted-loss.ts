import { at } from "./at.ts";

/** Cells of all combinations of levels that occur, on both sides: level of each feature, rows and loss. */
export interface JointCells {
  /** One list a feature, one level a cell. */
  readonly levels: readonly Uint8Array[];
  /** Levels that the reference does not have, as a set a feature. */
  readonly outside: readonly ReadonlySet<number>[];
}

/** Rows and loss of each cell on one side. */
export interface CellSums {
  readonly rows: Float64Array;
  readonly sums: Float64Array;
}

export interface Coalition {
  /** Group of each cell, by the levels of the coalition's features alone. */
  readonly groupOf: Int32Array;
  readonly groups: number;
  /** Whether a group has a level that the reference lacks. */
  readonly isOutside: Uint8Array;
  /** Features of the coalition, and each one's level in each group. */
  readonly members: readonly number[];
  readonly levels: readonly Uint8Array[];
}

/** Rows of the reference that a main-effects estimate of a cell is worth: what keeps sparse cells from following noise. */
const priorRows = 20;

/**
 * Prepares the games' coalitions, once for all draws of a bootstrap.
 * Cost: O(2ᵏ · cells).
 */
export function coalitionsOf({ levels, outside }: JointCells): readonly Coalition[] {
  const cells = levels[0]?.length ?? 0;
  return Array.from({ length: 2 ** levels.length }, (_, coalition) => {
    const members = levels.flatMap((_list, feature) => ((coalition >> feature) & 1 ? [feature] : []));
    const numberOf = new Map<string, number>();
    const [groupOf, example, flags] = [new Int32Array(cells), [] as number[], [] as number[]];
    for (let cell = 0; cell < cells; cell++) {
      const key = members.map((feature) => levels[feature]?.[cell] ?? 0).join(" ");
      let group = numberOf.get(key);
      if (group === undefined) {
        group = numberOf.size;
        numberOf.set(key, group);
        example.push(cell);
        flags.push(members.some((feature) => outside[feature]?.has(levels[feature]?.[cell] ?? 0)) ? 1 : 0);
      }
      groupOf[cell] = group;
    }
    return {
      ...{ groupOf, members, groups: numberOf.size, isOutside: Uint8Array.from(flags) },
      levels: members.map((feature) => Uint8Array.from(example, (cell) => levels[feature]?.[cell] ?? 0)),
    };
  });
}

/**
 * The mean loss that the reference would have if the features of a coalition S were distributed as in production and all
 * else followed as in the reference, for every S: the reference reweighted by p′(s)/p(s), summed by cell.
 *   v(S) = Σₛ p′(s) · m̃(s)
 * m̃(s) is the reference's mean loss in the cell s of S's features, drawn towards what the features say one by one as if that
 * were 20 more rows: (Σ loss + 20·a(s)) / (n + 20), a(s) = m̄ + Σᵢ (m(sᵢ) − m̄), not below 0. A single feature's cells are
 * their own prior. A cell with a level that the reference does not have is taken as production's own rows were: the
 * reference cannot say how they would have behaved, and what moved them out of its range carries their change.
 * @param coalitions from `coalitionsOf` for the same cells
 * @returns 2ᵏ values in the loss's unit, v(∅) = the reference's mean. Both sides have at least one row.
 * Source: Shimodaira, J. Stat. Planning and Inference 90 (2000), for reweighting; Budhathoki et al., Why did the distribution
 * change?, AISTATS 2021, for Shapley values of such games. Fixture: fixtures/attribution.json. Cost: O(2ᵏ · cells).
 */
export function reweightedLosses(
  { levels }: JointCells,
  coalitions: readonly Coalition[],
  reference: CellSums,
  production: CellSums,
): Float64Array {
  const [before, after] = [total(reference), total(production)];
  const mean = before.sum / before.rows;
  const effects = levels.map((list) => mainEffects(list, reference, mean));
  return Float64Array.from(coalitions, (coalition) => {
    const own = grouped(coalition, reference);
    const now = grouped(coalition, production);
    const known = coalition.members.map((feature) => effects[feature]);
    let value = 0;
    for (let group = 0; group < coalition.groups; group++) {
      const rows = at(now.rows, group);
      if (rows === 0) continue;
      if (coalition.isOutside[group] === 1) {
        value += at(now.sums, group) / after.rows;
        continue;
      }
      let prior = mean;
      for (let member = 0; member < known.length; member++)
        prior += known[member]?.[coalition.levels[member]?.[group] ?? 0] ?? 0;
      const pulled = at(own.sums, group) + priorRows * Math.max(0, prior);
      value += (rows / after.rows) * (pulled / (at(own.rows, group) + priorRows));
    }
    return value;
  });
}

function grouped({ groupOf, groups }: Coalition, { rows, sums }: CellSums): CellSums {
  const [intoRows, intoSums] = [new Float64Array(groups), new Float64Array(groups)];
  // Most of the bootstrap's time is spent here: read without calls.
  for (let cell = 0; cell < groupOf.length; cell++) {
    const group = groupOf[cell] ?? 0;
    intoRows[group] = (intoRows[group] ?? 0) + (rows[cell] ?? 0);
    intoSums[group] = (intoSums[group] ?? 0) + (sums[cell] ?? 0);
  }
  return { rows: intoRows, sums: intoSums };
}

/** By level: how far the reference's mean loss there is from its mean of all; 0 where it has no rows. */
function mainEffects(levels: Uint8Array, { rows, sums }: CellSums, mean: number): Float64Array {
  const by = { rows: new Float64Array(256), sums: new Float64Array(256) };
  levels.forEach((level, cell) => {
    by.rows[level] = at(by.rows, level) + at(rows, cell);
    by.sums[level] = at(by.sums, level) + at(sums, cell);
  });
  return by.rows.map((count, level) => (count === 0 ? 0 : at(by.sums, level) / count - mean));
}

const total = ({ rows, sums }: CellSums): { readonly rows: number; readonly sum: number } => ({
  rows: rows.reduce((sum, one) => sum + one, 0),
  sum: sums.reduce((sum, one) => sum + one, 0),
});
