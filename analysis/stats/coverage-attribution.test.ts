import { expect, it, vi } from "vitest";
import { uniformFrom } from "../base/rng.ts";
import { at } from "./at.ts";
import { splitAuc } from "./auc-split.ts";
import { percentileInterval } from "./bootstrap-counts.ts";
import { mixBehaviour, type SliceParts } from "./mix-behaviour.ts";
import { placementsOf } from "./pair-placements.ts";
import type { CellSquares } from "./poisson-bootstrap.ts";
import type { LossSums } from "./probability-loss.ts";
import { coalitionsOf } from "./reweighted-loss.ts";
import { drawnShares, shapleyShares } from "./shapley-shares.ts";
import { sortedCountsOf } from "./testing/sorted-counts-of.ts";

vi.setConfig({ testTimeout: 60_000 });

/** 90 % to 98 % of what an interval of 95 % is meant to hold, over many samples. */
const [least, most] = [0.9, 0.98];
const z = 1.959963984540054;

/** Counts how often each of several intervals holds its truth. */
class Coverage {
  readonly #covered = new Map<string, number>();
  #runs = 0;

  run(checks: Readonly<Record<string, readonly [value: number, low: number, high: number]>>): void {
    this.#runs += 1;
    for (const [name, [truth, low, high]] of Object.entries(checks))
      this.#covered.set(name, (this.#covered.get(name) ?? 0) + Number(low <= truth && truth <= high));
  }

  shares(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#covered].map(([name, n]) => [name, n / this.#runs]));
  }
}

function expectStated(coverage: Coverage): void {
  const shares = coverage.shares();
  for (const [name, share] of Object.entries(shares)) {
    expect(share, `${name} of ${JSON.stringify(shares)}`).toBeGreaterThanOrEqual(least);
    expect(share, `${name} of ${JSON.stringify(shares)}`).toBeLessThanOrEqual(most);
  }
}

const choose = (shares: readonly number[], uniform: () => number): number => {
  let rest = uniform();
  const found = shares.findIndex((share) => (rest -= share) < 0);
  return found < 0 ? shares.length - 1 : found;
};
const around = (value: number, error: number) => [value - z * error, value + z * error] as const;

/** Slices' shares and their mean losses on one side. */
interface World {
  readonly shares: readonly number[];
  readonly means: readonly number[];
}

/** Parts of whole populations: rows without number, so that only shares and means count. */
function truthOf(before: World, after: World): readonly SliceParts[] {
  const of = ({ shares, means }: World): readonly LossSums[] =>
    shares.map((rows, slice) => ({ rows, sum: rows * (means[slice] ?? 0), squares: 1e9 }));
  const [one, two] = [of(before), of(after)];
  const none = { rows: 0, sum: 0, squares: 0 };
  return mixBehaviour(one.map((sums, slice) => ({ before: sums, after: two[slice] ?? none })));
}

it.each<[string, number, World, World]>([
  [
    "skewed losses",
    400,
    { shares: [0.5, 0.3, 0.2], means: [0.3, 0.5, 0.8] },
    { shares: [0.3, 0.3, 0.4], means: [0.3, 0.9, 0.8] },
  ],
  ["a small slice", 1000, { shares: [0.92, 0.08], means: [0.4, 0.6] }, { shares: [0.95, 0.05], means: [0.4, 1.2] }],
  ["nothing moved", 500, { shares: [0.4, 0.6], means: [0.4, 0.6] }, { shares: [0.4, 0.6], means: [0.4, 0.6] }],
  [
    "a slice comes",
    600,
    { shares: [0.6, 0.4, 0], means: [0.3, 0.5, 0] },
    { shares: [0.5, 0.3, 0.2], means: [0.3, 0.6, 1] },
  ],
])("intervals of mix and behaviour hold the truth: %s, %i rows", (name, rows, before, after) => {
  const uniform = uniformFrom(20261125, `mix ${name}`);
  const truth = truthOf(before, after);
  const coverage = new Coverage();
  const draw = ({ shares, means }: World, n: number): LossSums[] => {
    const sums = shares.map(() => ({ rows: 0, sum: 0, squares: 0 }));
    for (let row = 0; row < n; row++) {
      const slice = choose(shares, uniform);
      // An exponential loss: as skewed as log losses are.
      const loss = -Math.log(1 - uniform()) * (means[slice] ?? 0);
      const own = sums[slice];
      if (own === undefined) continue;
      own.rows += 1;
      own.sum += loss;
      own.squares += loss * loss;
    }
    return sums;
  };
  for (let run = 0; run < 1000; run++) {
    const [one, two] = [draw(before, rows), draw(after, 2 * rows)];
    const none = { rows: 0, sum: 0, squares: 0 };
    const parts = mixBehaviour(one.map((sums, slice) => ({ before: sums, after: two[slice] ?? none })));
    coverage.run(
      Object.fromEntries(
        parts.flatMap(({ mix, mixError, behaviour, behaviourError }, slice) => [
          [`mix ${slice}`, [truth[slice]?.mix ?? 9, ...around(mix, mixError)]] as const,
          ...(behaviour === 0
            ? []
            : [[`behaviour ${slice}`, [truth[slice]?.behaviour ?? 9, ...around(behaviour, behaviourError)]] as const]),
        ]),
      ),
    );
  }
  expectStated(coverage);
});

/** Uniform scores over [at, at + 1] by class and slice: P(positive above negative) is known. */
interface Ranked {
  readonly p: readonly number[];
  readonly q: readonly number[];
  readonly positives: readonly number[];
  readonly negatives: readonly number[];
}

/** P(X > Y) of X uniform on [d, d + 1] and Y uniform on [0, 1]. */
function above(d: number): number {
  if (Math.abs(d) >= 1) return d > 0 ? 1 : 0;
  return d >= 0 ? 1 - ((1 - d) * (1 - d)) / 2 : ((1 + d) * (1 + d)) / 2;
}

function rankedTruth(before: Ranked, after: Ranked): readonly Pick<SliceParts, "mix" | "behaviour">[] {
  const areas = [before, after].map(({ positives, negatives }) =>
    positives.map((one) => negatives.map((two) => above(one - two))),
  );
  const weights = [before, after].map(({ p, q }) => p.map((one) => q.map((two) => one * two)));
  const at = (of: readonly (readonly (readonly number[])[])[], side: number, i: number, j: number) =>
    of[side]?.[i]?.[j] ?? 0;
  const slices = [...before.p.keys()];
  const auc = (side: number) =>
    slices.reduce(
      (sum, i) => sum + slices.reduce((all, j) => all + at(weights, side, i, j) * at(areas, side, i, j), 0),
      0,
    );
  const middle = (auc(0) + auc(1)) / 2;
  return slices.map((slice) => {
    let [mix, behaviour] = [0, 0];
    for (const i of slices)
      for (const j of slices) {
        const part = (Number(i === slice) + Number(j === slice)) / 2;
        const [a, b, w, v] = [at(areas, 0, i, j), at(areas, 1, i, j), at(weights, 0, i, j), at(weights, 1, i, j)];
        mix += part * (v - w) * ((a + b) / 2 - middle);
        behaviour += part * ((w + v) / 2) * (b - a);
      }
    return { mix, behaviour };
  });
}

it.each<[string, number, Ranked, Ranked]>([
  [
    ...(["a slice is ranked worse", 300] as const),
    { p: [0.5, 0.3, 0.2], q: [0.4, 0.3, 0.3], positives: [0.5, 0.6, 0.4], negatives: [0, 0.1, 0.2] },
    { p: [0.4, 0.3, 0.3], q: [0.3, 0.4, 0.3], positives: [0.5, 0.1, 0.4], negatives: [0, 0.1, 0.2] },
  ],
  [
    ...(["a small slice", 500] as const),
    { p: [0.9, 0.1], q: [0.85, 0.15], positives: [0.4, 0.3], negatives: [0, 0] },
    { p: [0.8, 0.2], q: [0.85, 0.15], positives: [0.4, 0.1], negatives: [0, 0.1] },
  ],
])("intervals of mix and behaviour of ROC AUC hold the truth: %s, %i rows", (name, rows, before, after) => {
  const uniform = uniformFrom(20261125, `auc ${name}`);
  const truth = rankedTruth(before, after);
  const coverage = new Coverage();
  const sample = (n: number, shares: readonly number[], starts: readonly number[]) => {
    const scores = shares.map((): number[] => []);
    for (let row = 0; row < n; row++) {
      const slice = choose(shares, uniform);
      scores[slice]?.push((starts[slice] ?? 0) + uniform());
    }
    return scores.map(sortedCountsOf);
  };
  const side = ({ p, q, positives, negatives }: Ranked) => {
    const [one, two] = [sample(rows, p, positives), sample(2 * rows, q, negatives)];
    return { positives: placementsOf(one, two), negatives: placementsOf(two, one) };
  };
  for (let run = 0; run < 300; run++) {
    const found = splitAuc(side(before), side(after));
    coverage.run(
      Object.fromEntries(
        (found?.parts ?? []).flatMap(({ mix, mixError, behaviour, behaviourError }, slice) => [
          [`mix ${slice}`, [truth[slice]?.mix ?? 9, ...around(mix, mixError)]] as const,
          [`behaviour ${slice}`, [truth[slice]?.behaviour ?? 9, ...around(behaviour, behaviourError)]] as const,
        ]),
      ),
    );
  }
  expectStated(coverage);
});

/** Cells of two features: three levels of the first, two of the second. */
interface Cells {
  readonly shares: readonly number[];
  readonly means: readonly number[];
}
const joint = {
  levels: [Uint8Array.of(0, 0, 1, 1, 2, 2), Uint8Array.of(0, 1, 0, 1, 0, 1)],
  outside: [new Set<number>(), new Set<number>()],
};

it.each<[string, number, readonly [Cells, Cells], readonly number[]]>([
  [
    ...(["both features shift", 2000] as const),
    [
      { shares: [0.3, 0.2, 0.2, 0.1, 0.1, 0.1], means: [0.2, 0.3, 0.5, 0.6, 0.8, 1.2] },
      { shares: [0.15, 0.15, 0.2, 0.15, 0.15, 0.2], means: [0.2, 0.3, 0.5, 0.6, 0.8, 1.2] },
    ],
    [],
  ],
  [
    ...(["and behaviour changes", 1000] as const),
    [
      { shares: [0.3, 0.2, 0.2, 0.1, 0.1, 0.1], means: [0.2, 0.3, 0.5, 0.6, 0.8, 1.2] },
      { shares: [0.3, 0.1, 0.25, 0.1, 0.15, 0.1], means: [0.2, 0.5, 0.5, 0.9, 0.8, 1.2] },
    ],
    [],
  ],
  [
    ...(["a level is new", 1500] as const),
    [
      { shares: [0.4, 0.3, 0.2, 0.1, 0, 0], means: [0.2, 0.3, 0.5, 0.6, 0, 0] },
      { shares: [0.35, 0.25, 0.15, 0.1, 0.05, 0.1], means: [0.2, 0.3, 0.5, 0.6, 1.5, 2] },
    ],
    [2],
  ],
])("intervals of features' shares hold the truth: %s, %i rows", (name, rows, [before, after], outside) => {
  const uniform = uniformFrom(20261125, `shares ${name}`);
  const cells = { ...joint, outside: [new Set(outside), new Set<number>()] };
  const game = { joint: cells, coalitions: coalitionsOf(cells) };
  // So many rows that the 20 of the prior do not count.
  const whole = ({ shares, means }: Cells) => ({
    rows: Float64Array.from(shares, (share) => share * 1e12),
    sums: Float64Array.from(shares, (share, cell) => share * 1e12 * (means[cell] ?? 0)),
  });
  const truth = shapleyShares(game, whole(before), whole(after));
  const sample = ({ shares, means }: Cells, n: number): CellSquares => {
    const found = { rows: new Float64Array(6), sums: new Float64Array(6), squares: new Float64Array(6) };
    for (let row = 0; row < n; row++) {
      const cell = choose(shares, uniform);
      const loss = -Math.log(1 - uniform()) * (means[cell] ?? 0);
      found.rows[cell] = at(found.rows, cell) + 1;
      found.sums[cell] = at(found.sums, cell) + loss;
      found.squares[cell] = at(found.squares, cell) + loss * loss;
    }
    return found;
  };
  const coverage = new Coverage();
  for (let run = 0; run < 300; run++) {
    const sides = { reference: sample(before, rows), production: sample(after, rows) };
    const draws = drawnShares(game, sides, { draws: 200, uniform });
    coverage.run(
      Object.fromEntries(
        ["first", "second", "unexplained"].map((part, index) => {
          const interval = percentileInterval(draws.map((draw) => at(draw, index)));
          return [part, [at(truth, index), interval?.low ?? 9, interval?.high ?? 9]] as const;
        }),
      ),
    );
  }
  expectStated(coverage);
});
