import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { uniformFrom } from "../base/rng.ts";
import { brier, brierTerms } from "./brier.ts";
import { equalCountBins, equalWidthBins } from "./calibration-bins.ts";
import { calibrationErrors, debiasedEce } from "./calibration-error.ts";
import { biasCorrectedInterval, eceCells, eceDraws, eceOf, eceOfPerfectScores } from "./ece-bootstrap.ts";
import { eceInterval, type EceInterval } from "./ece-interval.ts";
import { hosmerLemeshow } from "./hosmer-lemeshow.ts";
import { isotonicAt } from "./isotonic-at.ts";
import { isotonic } from "./isotonic.ts";
import { labelledScores, scoreSums, type LabelledScores } from "./labelled-scores.ts";
import { logisticCalibration, recalibrated } from "./logistic-calibration.ts";
import { mapScores } from "./map-scores.ts";
import { spiegelhalter } from "./spiegelhalter.ts";
import { splitHalves } from "./split-halves.ts";
import { sortedCountsOf } from "./testing/sorted-counts-of.ts";

interface Sample {
  readonly name: string;
  readonly scores: number[];
  readonly negatives: number[];
  readonly positives: number[];
  readonly quantile: { rate: number[]; mean: number[]; rows: number[] };
  readonly netcal: { ece: number; mce: number; ace: number };
  readonly debiased: number;
  readonly brier: number;
  readonly hosmer_lemeshow: readonly [number | null, number | null];
  readonly logistic: { params: readonly [number, number]; errors: readonly [number, number] };
  readonly isotonic: number[];
}
interface Golden {
  readonly inputs: { readonly p: readonly number[]; readonly y: readonly number[] };
  readonly calibration: Readonly<
    Record<
      "equal_width_10" | "equal_mass_10",
      { ece: number; mce: number; ace_mean_over_nonempty: number; bins: readonly number[][] }
    >
  > & {
    readonly brier: Readonly<
      Record<"brier" | "reliability" | "resolution" | "uncertainty" | "within_bin_var" | "within_bin_cov(2x)", number>
    >;
    readonly spiegelhalter: { readonly z: number; readonly p_two_sided: number };
    readonly hosmer_lemeshow_10: { readonly H: number; readonly p: number };
  };
}
const text = (name: string): string => readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), "utf8");
const oracle: { bins: number; samples: Sample[] } = JSON.parse(text("calibration"));
const { inputs, calibration: golden }: Golden = JSON.parse(text("calibration-golden"));

const near = (found: unknown, expected: number | null, tolerance = 1e-9): void => {
  if (expected === null) expect(typeof found).toBe("string");
  else expect(Math.abs(Number(found) - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
};
const all = (found: ArrayLike<number>, expected: readonly number[], tolerance = 1e-12): void => {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, index) => near(found[index], value, tolerance));
};

const fromRows = (rows: readonly (readonly [score: number, label: boolean])[]): LabelledScores => {
  const of = (label: boolean) => sortedCountsOf(rows.filter((row) => row[1] === label).map(([score]) => score));
  return labelledScores(of(false), of(true));
};

describe.each(oracle.samples.map((sample) => [sample.name, sample] as const))("a sample of %s", (_, expected) => {
  const sample: LabelledScores = {
    scores: Float64Array.from(expected.scores),
    negatives: Float64Array.from(expected.negatives),
    positives: Float64Array.from(expected.positives),
  };
  const bins = equalCountBins(sample, oracle.bins);

  it("has scikit-learn's quantile bins, to the row", () => {
    expect(bins.map(({ rows }) => rows)).toEqual(expected.quantile.rows);
    all(
      bins.map(({ mean }) => mean),
      expected.quantile.mean,
    );
    all(
      bins.map(({ rate }) => rate),
      expected.quantile.rate,
    );
  });
  it("has netcal's ECE, MCE and ACE over bins of equal width", () => {
    const errors = calibrationErrors(equalWidthBins(sample, oracle.bins));
    near(errors.ece, expected.netcal.ece);
    near(errors.mce, expected.netcal.mce);
    near(errors.ace, expected.netcal.ace);
  });
  it("has the debiased ECE that scipy's folded normal gives", () => near(debiasedEce(bins), expected.debiased));
  it("has scikit-learn's Brier score", () => near(brierTerms(sample, bins).brier, expected.brier, 1e-12));
  it("has Hosmer and Lemeshow's statistic and scipy's p", () => {
    const found = hosmerLemeshow(bins);
    near(typeof found === "string" ? found : found.statistic, expected.hosmer_lemeshow[0]);
    near(typeof found === "string" ? found : found.p, expected.hosmer_lemeshow[1]);
  });
  it("has statsmodels' intercept, slope and standard errors", () => {
    const found = logisticCalibration(sample);
    if (typeof found === "string") throw new Error(found);
    all([found.intercept, found.slope], expected.logistic.params, 1e-8);
    all([found.interceptError, found.slopeError], expected.logistic.errors, 1e-7);
  });
  it("has scikit-learn's isotonic map at every score", () => all(isotonic(sample), expected.isotonic));
});

describe("the golden vectors", () => {
  const sample = fromRows(inputs.p.map((p, row) => [p, inputs.y[row] === 1] as const));
  const triples = (bins: readonly { rows: number; mean: number; rate: number }[]) =>
    bins.flatMap(({ rows, mean, rate }) => [rows, mean, rate]);

  it.each([
    ["equal_width_10", equalWidthBins(sample, 10)] as const,
    ["equal_mass_10", equalCountBins(sample, 10)] as const,
  ])("%s: bins, ECE, MCE and ACE", (name, bins) => {
    all(triples(bins), golden[name].bins.flat());
    const { ece, mce, ace } = calibrationErrors(bins);
    all([ece, mce, ace], [golden[name].ece, golden[name].mce, golden[name].ace_mean_over_nonempty]);
  });
  it("Brier score and its five terms over bins of equal width", () => {
    const terms = brierTerms(sample, equalWidthBins(sample, 10));
    all(
      [terms.brier, terms.reliability, terms.resolution, terms.uncertainty],
      [golden.brier.brier, golden.brier.reliability, golden.brier.resolution, golden.brier.uncertainty],
    );
    all(
      [terms.withinVariance, 2 * terms.withinCovariance],
      [golden.brier.within_bin_var, golden.brier["within_bin_cov(2x)"]],
    );
  });
  it("Spiegelhalter's z and p", () => {
    const found = spiegelhalter(sample);
    if (typeof found === "string") throw new Error(found);
    near(found.z, golden.spiegelhalter.z, 1e-12);
    near(found.p / golden.spiegelhalter.p_two_sided, 1, 1e-6);
  });
  it("Hosmer and Lemeshow's statistic, with the p of 8 degrees of freedom as in-sample", () => {
    const found = hosmerLemeshow(equalCountBins(sample, 10));
    if (typeof found === "string") throw new Error(found);
    expect(found.df).toBe(10);
    near(found.statistic, golden.hosmer_lemeshow_10.H, 1e-12);
    near(Number(found.inSampleP) / golden.hosmer_lemeshow_10.p, 1, 1e-6);
  });
});

const score = fc.oneof(
  fc.integer({ min: 0, max: 10 }).map((tenth) => tenth / 10),
  fc.double({ noNaN: true, min: 0, max: 1 }),
);
const rows = fc.array(fc.tuple(score, fc.boolean()), { minLength: 1, maxLength: 80 });

describe("any scores and labels", () => {
  it("are covered by bins of either sort, tied scores together", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 15 }), (list, count) => {
        const sample = fromRows(list);
        for (const bins of [equalCountBins(sample, count), equalWidthBins(sample, count)]) {
          expect(bins.length).toBeLessThanOrEqual(count);
          expect(bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(list.length);
          expect(bins.map(({ start }) => start)).toEqual([0, ...bins.map(({ end }) => end).slice(0, -1)]);
        }
      }),
    );
  });
  it("have Brier terms that add up to 1e-12, and errors in order", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const sample = fromRows(list);
        for (const bins of [equalCountBins(sample, 10), equalWidthBins(sample, 10)]) {
          const terms = brierTerms(sample, bins);
          const sum = terms.reliability - terms.resolution + terms.uncertainty;
          near(sum + terms.withinVariance - 2 * terms.withinCovariance, terms.brier, 1e-12);
          const { ece, mce } = calibrationErrors(bins);
          expect(ece).toBeLessThanOrEqual(mce + 1e-12);
          expect(debiasedEce(bins)).toBeLessThanOrEqual(ece + 1e-12);
          const cells = eceCells(sample, bins);
          near(eceOf(cells.rows, cells.means), ece, 1e-12);
        }
      }),
    );
  });
  it("have an isotonic map that never falls, keeps the number of positives and never raises the Brier score", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const sample = fromRows(list);
        const map = isotonic(sample);
        expect(map.every((value, index) => index === 0 || value >= (map[index - 1] ?? 0))).toBe(true);
        const repaired = mapScores(sample, map);
        const { positives, scoreSum } = scoreSums(repaired);
        near(scoreSum, positives, 1e-9);
        const bins = equalWidthBins(repaired, 10);
        const before = brierTerms(sample, equalWidthBins(sample, 10)).brier;
        expect(brierTerms(repaired, bins).brier).toBeLessThanOrEqual(before + 1e-12);
      }),
    );
  });
  it("have a logistic fit whose mean is the rate, or a reason", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const sample = fromRows(list);
        const fit = logisticCalibration(sample);
        if (typeof fit === "string") return;
        const { positives, scoreSum } = scoreSums(
          mapScores(
            sample,
            sample.scores.map((s) => recalibrated(fit, s)),
          ),
        );
        near(scoreSum, positives, 1e-6);
      }),
    );
  });
});

describe("what cannot be computed says why", () => {
  it.each([
    [
      "one class",
      [
        [0.2, true],
        [0.4, true],
      ],
      "one_class",
    ],
    [
      "one score",
      [
        [0.2, true],
        [0.2, false],
      ],
      "nothing_varies",
    ],
    [
      "classes that the scores part",
      [
        [0.2, false],
        [0.4, true],
      ],
      "separated",
    ],
  ] as const)("the logistic fit of %s", (_, list, reason) => expect(logisticCalibration(fromRows(list))).toBe(reason));
  it("Spiegelhalter's test of scores without doubt, and Hosmer and Lemeshow's of wrong certainty", () => {
    const certain = fromRows([
      [0, true],
      [1, true],
      [0, false],
    ]);
    expect(spiegelhalter(certain)).toBe("nothing_varies");
    expect(hosmerLemeshow(equalCountBins(certain, 10))).toBe("certain_scores");
  });
});

it(
  "the interval covers the true ECE at 90 % to 99 % of 200 samples, and perfect scores stay under the floor at 95 %",
  { timeout: 120_000 },
  () => {
    const uniform = uniformFrom(5);
    const draw = (chanceOf: (s: number) => number) =>
      fromRows(
        Array.from({ length: 3000 }, () => {
          const s = Math.round(uniform() * 200) / 200;
          return [s, uniform() < chanceOf(s)] as const;
        }),
      );
    const counts = { covered: 0, under: 0 };
    for (let run = 0; run < 200; run++) {
      const off = draw((s) => s * 0.85);
      const bins = equalWidthBins(off, 10);
      const truth = bins.reduce((sum, bin) => sum + bin.rows * 0.15 * bin.mean, 0) / 3000;
      const { ece } = calibrationErrors(bins);
      const [low, high] = biasCorrectedInterval(eceDraws(eceCells(off, bins), 300, uniform), ece);
      if (low <= truth && truth <= high) counts.covered++;
      const right = equalWidthBins(
        draw((s) => s),
        10,
      );
      if (calibrationErrors(right).ece <= eceOfPerfectScores(right, 300, uniform)) counts.under++;
    }
    expect(counts.covered).toBeGreaterThanOrEqual(180);
    expect(counts.covered).toBeLessThanOrEqual(198);
    expect(counts.under).toBeGreaterThanOrEqual(186);
  },
);

interface Rows {
  readonly scores: number[];
  readonly negatives: number[];
  readonly positives: number[];
}
interface Repairs {
  readonly bins: number;
  readonly repairs: readonly {
    readonly name: string;
    readonly fit: Rows;
    readonly held_out: Rows;
    readonly before: { ece: number; brier: number };
    readonly isotonic: { values: number[]; ece: number; brier: number };
    readonly platt: { values: number[]; ece: number; brier: number };
  }[];
  readonly spreads: readonly { name: string; rows: number[]; ece: number; deviation: number }[];
}
const repairs: Repairs = JSON.parse(text("calibration-repairs"));
const typed = ({ scores, negatives, positives }: Rows): LabelledScores => ({
  scores: Float64Array.from(scores),
  negatives: Float64Array.from(negatives),
  positives: Float64Array.from(positives),
});

describe.each(repairs.repairs)(
  "a repair measured on other rows: $name",
  ({ fit, held_out, before, isotonic: iso, platt }) => {
    const [own, others] = [typed(fit), typed(held_out)];
    const gain = (sample: LabelledScores): { ece: number; brier: number } => ({
      ece: calibrationErrors(equalWidthBins(sample, repairs.bins)).ece,
      brier: brier(sample),
    });
    it("starts from netcal's ECE and scikit-learn's Brier score", () => {
      near(gain(others).ece, before.ece);
      near(gain(others).brier, before.brier);
    });
    it("gives scikit-learn's isotonic predictions, and what they gain", () => {
      const mapped = isotonicAt({ scores: own.scores, values: isotonic(own) }, others.scores);
      all(mapped, iso.values);
      near(gain(mapScores(others, mapped)).ece, iso.ece);
      near(gain(mapScores(others, mapped)).brier, iso.brier);
    });
    it("gives scikit-learn's unpenalised logistic predictions, and what they gain", () => {
      const line = logisticCalibration(own);
      if (typeof line === "string") throw new Error(line);
      const mapped = others.scores.map((score) => recalibrated(line, score));
      all(mapped, platt.values, 1e-6);
      near(gain(mapScores(others, mapped)).ece, platt.ece, 1e-6);
      near(gain(mapScores(others, mapped)).brier, platt.brier, 1e-6);
    });
  },
);

describe("random halves", () => {
  const sample = typed(repairs.repairs[1]?.fit ?? { scores: [], negatives: [], positives: [] });
  it("add up to the sample, row by row, and are the same for the same seed", () => {
    const [one, other] = splitHalves(sample, uniformFrom(7, "test"));
    const counts = (half: LabelledScores, of: "negatives" | "positives"): Map<number, number> =>
      new Map(Array.from(half[of], (count, index) => [half.scores[index] ?? -1, count]));
    for (const of of ["negatives", "positives"] as const)
      sample.scores.forEach((score, index) =>
        expect((counts(one, of).get(score) ?? 0) + (counts(other, of).get(score) ?? 0)).toBe(sample[of][index]),
      );
    expect(splitHalves(sample, uniformFrom(7, "test"))).toEqual([one, other]);
    expect(splitHalves(sample, uniformFrom(8, "test"))).not.toEqual([one, other]);
  });
  it("are each about half of the rows, and of the positive ones", () => {
    const firsts = Array.from({ length: 400 }, (_, seed) =>
      scoreSums(splitHalves(sample, uniformFrom(seed, "test"))[0]),
    );
    const { rows, positives } = scoreSums(sample);
    const mean = (of: "rows" | "positives"): number => firsts.reduce((sum, one) => sum + one[of], 0) / firsts.length;
    expect(Math.abs(mean("rows") / rows - 0.5)).toBeLessThan(0.005);
    expect(Math.abs(mean("positives") / positives - 0.5)).toBeLessThan(0.01);
    const deviation = Math.sqrt(firsts.reduce((sum, one) => sum + (one.rows - rows / 2) ** 2, 0) / firsts.length);
    expect(deviation / (Math.sqrt(rows) / 2)).toBeGreaterThan(0.9);
    expect(deviation / (Math.sqrt(rows) / 2)).toBeLessThan(1.1);
  });
});

describe("ECE's interval in closed form", () => {
  const middles = Float64Array.from({ length: 20 }, (_, cell) => (Math.floor(cell / 2) + 0.5) / 10);
  it.each(repairs.spreads)("has the spread of numpy's bootstrap: $name", ({ rows, ece, deviation }) => {
    const found = eceInterval({ rows: Float64Array.from(rows), means: middles });
    near(found.ece, ece);
    expect((found.high - found.debiased) / 1.959963984540054 / deviation).toBeGreaterThan(0.93);
    expect((found.high - found.debiased) / 1.959963984540054 / deviation).toBeLessThan(1.07);
  });
  it("covers the true ECE in 90 % to 98 % of samples, and begins at 0 for calibrated scores in at least as many", () => {
    const uniform = uniformFrom(11, "coverage");
    const draw = (offset: number): EceInterval => {
      const rows = new Float64Array(20);
      for (let row = 0; row < 600; row++) {
        const bin = Math.floor(uniform() * 10);
        const yes = uniform() < Math.min(1, Math.max(0, (bin + 0.5) / 10 + offset)) ? 1 : 0;
        rows[2 * bin + yes] = (rows[2 * bin + yes] ?? 0) + 1;
      }
      return eceInterval({ rows, means: middles });
    };
    const truth = Array.from({ length: 10 }, (_, bin) =>
      Math.abs(Math.max(0, (bin + 0.5) / 10 - 0.15) - (bin + 0.5) / 10),
    );
    const ece = truth.reduce((sum, gap) => sum + gap, 0) / 10;
    const covered = Array.from({ length: 400 }, () => draw(-0.15)).filter(({ low, high }) => low <= ece && ece <= high);
    expect(covered.length / 400).toBeGreaterThan(0.9);
    expect(covered.length / 400).toBeLessThan(0.985);
    const atZero = Array.from({ length: 400 }, () => draw(0)).filter(({ low }) => low === 0);
    expect(atZero.length / 400).toBeGreaterThan(0.9);
  });
});
