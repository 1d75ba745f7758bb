import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitAuc, type RankedSide } from "./auc-split.ts";
import type { SliceParts } from "./mix-behaviour.ts";
import { placementsOf } from "./pair-placements.ts";
import { delongError, rankSums, rocAuc } from "./roc-auc.ts";
import { sortedCountsOf } from "./testing/sorted-counts-of.ts";

type Scores = readonly (readonly number[])[];
interface Case {
  readonly name: string;
  /** By side and slice. */
  readonly positives: readonly [Scores, Scores];
  readonly negatives: readonly [Scores, Scores];
  readonly aucs: readonly [number, number];
  readonly areas: readonly (readonly (readonly (number | null)[])[])[];
  readonly parts: readonly SliceParts[];
}
const { auc: cases }: { readonly auc: readonly Case[] } = JSON.parse(
  readFileSync(new URL("./fixtures/attribution.json", import.meta.url), "utf8"),
);

function ranked(positives: Scores, negatives: Scores): RankedSide {
  const [above, below] = [positives.map(sortedCountsOf), negatives.map(sortedCountsOf)];
  return { positives: placementsOf(above, below), negatives: placementsOf(below, above) };
}
const splitOf = (one: readonly [Scores, Scores], two: readonly [Scores, Scores]) =>
  splitAuc(ranked(...one), ranked(...two));
const total = (parts: readonly SliceParts[] = []): number =>
  parts.reduce((sum, { mix, behaviour }) => sum + mix + behaviour, 0);
const aucOf = (positives: Scores, negatives: Scores): number =>
  Number(rocAuc(rankSums(sortedCountsOf(positives.flat()), sortedCountsOf(negatives.flat()))));

describe.each(cases)("ROC AUC by slice: $name", ({ positives, negatives, aucs, areas, parts }) => {
  it("has scikit-learn's area of every pair of slices", () => {
    for (const side of [0, 1] as const) {
      const { means, slices, rows } = ranked(positives[side], negatives[side]).positives;
      areas[side]?.flat().forEach((area, place) => {
        const has = (rows[Math.floor(place / slices)] ?? 0) > 0 && (negatives[side][place % slices]?.length ?? 0) > 0;
        expect(area !== null).toBe(has);
        if (area !== null) expect(Math.abs((means[place] ?? 0) - area)).toBeLessThan(1e-12);
      });
    }
  });

  it("has the parts, and the errors that moving one row's weight gives; they add up to scikit-learn's change", () => {
    const found = splitOf([positives[0], negatives[0]], [positives[1], negatives[1]]);
    expect(found?.parts).toHaveLength(parts.length);
    expect(Math.abs((found?.change ?? 0) - (aucs[1] - aucs[0]))).toBeLessThan(1e-12);
    expect(Math.abs(total(found?.parts) - (aucs[1] - aucs[0]))).toBeLessThan(1e-12);
    parts.forEach((part, slice) => {
      const own = found?.parts[slice];
      expect(Math.abs((own?.mix ?? 9) - part.mix)).toBeLessThan(1e-12);
      expect(Math.abs((own?.behaviour ?? 9) - part.behaviour)).toBeLessThan(1e-12);
      expect(Math.abs((own?.mixError ?? 9) - part.mixError)).toBeLessThan(1e-7);
      expect(Math.abs((own?.behaviourError ?? 9) - part.behaviourError)).toBeLessThan(1e-7);
    });
  });
});

describe("ROC AUC by slice", () => {
  const score = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
  const side = fc
    .integer({ min: 1, max: 6 })
    .chain((slices) => {
      const scores = fc.array(fc.array(score, { maxLength: 12 }), { minLength: slices, maxLength: slices });
      return fc.tuple(scores, scores, scores, scores);
    })
    .filter((lists) => lists.every((list) => list.flat().length > 0));

  it("adds up to the change to 1e-12, whatever the scores and slices", () => {
    fc.assert(
      fc.property(side, ([p, n, q, m]) => {
        const found = splitOf([p, n], [q, m]);
        const change = aucOf(q, m) - aucOf(p, n);
        expect(Math.abs((found?.change ?? 9) - change)).toBeLessThan(1e-12);
        expect(Math.abs(total(found?.parts) - change)).toBeLessThan(1e-12);
        for (const { mixError, behaviourError } of found?.parts ?? []) {
          expect(mixError).toBeGreaterThanOrEqual(0);
          expect(behaviourError).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it("has parts of 0 without a change, and of the other sign for scores turned round", () => {
    fc.assert(
      fc.property(side, ([p, n, q, m]) => {
        for (const part of splitOf([p, n], [p, n])?.parts ?? [])
          expect([Math.abs(part.mix), Math.abs(part.behaviour)]).toEqual([0, 0]);
        const turned = (lists: Scores): Scores => lists.map((list) => list.map((one) => -one));
        const [one, two] = [splitOf([p, n], [q, m]), splitOf([turned(p), turned(n)], [turned(q), turned(m)])];
        one?.parts.forEach((part, slice) => {
          expect(Math.abs(part.mix + (two?.parts[slice]?.mix ?? 9))).toBeLessThan(1e-12);
          expect(Math.abs(part.behaviour + (two?.parts[slice]?.behaviour ?? 9))).toBeLessThan(1e-12);
        });
      }),
    );
  });

  it("is all mix where a slice's rows only came more often, and all behaviour of the one slice that there is", () => {
    const [p, n]: [Scores, Scores] = [
      [
        [3, 4, 5],
        [1, 2],
      ],
      [
        [1, 2, 3.5],
        [0, 1.5, 1.7],
      ],
    ];
    const more = (lists: Scores): Scores => [[...(lists[0] ?? []), ...(lists[0] ?? [])], lists[1] ?? []];
    const found = splitOf([p, n], [more(p), n]);
    expect(found?.parts.map(({ behaviour }) => Math.abs(behaviour))).toEqual([0, 0]);
    expect(Math.abs(found?.change ?? 0)).toBeGreaterThan(0.01);
    const one = splitOf([[[3, 4]], [[1, 3.5]]], [[[2, 4]], [[1, 3]]]);
    expect(one?.parts[0]).toMatchObject({ mix: 0, behaviour: one?.change, mixError: 0 });
  });

  it("has DeLong's error, but for his division by one row less", () => {
    const [p, n] = [
      [1, 4, 4, 6, 9],
      [0, 2, 4, 5, 5, 1],
    ];
    const { covariances } = placementsOf([sortedCountsOf(p)], [sortedCountsOf(n)]);
    const back = placementsOf([sortedCountsOf(n)], [sortedCountsOf(p)]);
    const error = Math.sqrt(
      (covariances[0]?.[0] ?? 0) / (p.length - 1) + (back.covariances[0]?.[0] ?? 0) / (n.length - 1),
    );
    expect(error).toBeCloseTo(delongError(rankSums(sortedCountsOf(p), sortedCountsOf(n))) ?? 0, 12);
  });

  it("has nothing where a side has one class", () => {
    expect(splitOf([[[1]], [[0]]], [[[1]], [[]]])).toBeNull();
    expect(splitOf([[[]], [[0]]], [[[1]], [[0]]])).toBeNull();
  });
});
