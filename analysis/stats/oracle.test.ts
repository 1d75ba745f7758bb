import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { andersonDarling } from "./anderson-darling.ts";
import { benjaminiHochberg } from "./benjamini-hochberg.ts";
import { doane, edgesOf, sturges, type EqualBins } from "./bin-edges.ts";
import { chiSquareContingency, chiSquareGoodnessOfFit } from "./chi-square.ts";
import { cramerVonMises } from "./cramer-von-mises.ts";
import { energyDistance } from "./energy-distance.ts";
import { eppsSingleton } from "./epps-singleton.ts";
import { histogram } from "./histogram.ts";
import { jensenShannonDistance } from "./jensen-shannon.ts";
import { klDivergence } from "./kl-divergence.ts";
import { kolmogorovTail } from "./kolmogorov.ts";
import { ksP } from "./ks-p.ts";
import { ksStatistic } from "./ks-statistic.ts";
import { mannWhitneyP } from "./mann-whitney.ts";
import { moments } from "./moments.ts";
import { quantiles } from "./quantiles.ts";
import { shares, total } from "./shares.ts";
import { pairCounts, type SortedCounts } from "./sorted-counts.ts";
import { tTestP } from "./t-test.ts";
import { chiSquareTail, normalTail, studentTwoSided } from "./tails.ts";
import { wasserstein } from "./wasserstein.ts";
import { wilson } from "./wilson.ts";

type Pair = readonly [number, number];
interface Sample {
  readonly name: string;
  readonly reference: { values: number[]; counts: number[] };
  readonly production: { values: number[]; counts: number[] };
  readonly one_sample: {
    readonly mean: number;
    readonly deviation: number;
    readonly skewness: number;
    readonly quantiles: readonly number[];
    readonly sturges: EqualBins & { counts: number[] };
    readonly doane: EqualBins & { counts: number[] };
  };
  readonly ks: Pair;
  readonly wasserstein: number;
  readonly energy: number;
  readonly t_student: number | null;
  readonly t_welch: number | null;
  readonly mann_whitney: readonly (number | null)[];
  readonly anderson: Pair | null;
  readonly cramer_von_mises: Pair | null;
  readonly epps_singleton: Pair | null;
}
interface Table {
  readonly reference: number[];
  readonly production: number[];
  readonly plain: Pair;
  readonly yates: Pair;
  readonly fit: Pair | null;
  readonly js_2: number;
  readonly kl: number;
}
interface Oracle {
  readonly samples: readonly Sample[];
  readonly tables: readonly Table[];
  readonly tails: Readonly<
    Record<"kolmogorov" | "student" | "chi_square", readonly (readonly [number, number, number])[]>
  > & {
    readonly normal: readonly (readonly [number, number])[];
    readonly wilson: readonly (readonly [number, number, number, number])[];
  };
  readonly benjamini_hochberg: { readonly p: readonly number[]; readonly adjusted: readonly number[] };
}
const oracle: Oracle = JSON.parse(readFileSync(new URL("./fixtures/oracle.json", import.meta.url), "utf8"));

/** Relative tolerance, with an absolute floor for what is 0 but for rounding. */
function near(actual: unknown, expected: number, tolerance = 1e-9, floor = 1e-15): void {
  expect(typeof actual, `undefined: ${String(actual)}`).toBe("number");
  expect(Math.abs(Number(actual) - expected), `${String(actual)} for ${expected}`).toBeLessThanOrEqual(
    Math.max(tolerance * Math.abs(expected), floor),
  );
}
const nearP = (actual: unknown, expected: number): void => near(actual, expected, 1e-6, 1e-300);
const typed = ({ values, counts }: Sample["reference"]): SortedCounts => ({
  values: Float64Array.from(values),
  counts: Float64Array.from(counts),
});

describe.each(oracle.samples.map((sample) => [sample.name, sample] as const))(
  "scipy and numpy on samples that are %s",
  (_, sample) => {
    const [reference, production] = [typed(sample.reference), typed(sample.production)];
    const pair = pairCounts(reference, production);
    const [a, b] = [moments(reference), moments(production)];
    const scale = Math.abs(a.mean) + a.deviation;

    it("agree on moments and quantiles", () => {
      near(a.mean, sample.one_sample.mean, 1e-12, 1e-12 * scale);
      near(a.deviation, sample.one_sample.deviation, 1e-9, 1e-15 * scale);
      near(a.skewness, sample.one_sample.skewness, 1e-7, 1e-9);
      quantiles(reference, [0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1]).forEach((value, index) =>
        near(value, sample.one_sample.quantiles[index] ?? NaN, 1e-14),
      );
    });
    it.each([
      ["sturges", (sample: SortedCounts) => sturges(sample.values, total(sample.counts))] as const,
      ["doane", doane] as const,
    ])("agree on the bins of %s and their counts", (name, rule) => {
      const { from, to, bins, counts } = sample.one_sample[name];
      expect(rule(reference)).toEqual({ from, to, bins });
      expect([...histogram(reference, edgesOf({ from, to, bins }))]).toEqual(counts);
    });
    it("agree on the distances", () => {
      near(wasserstein(pair), sample.wasserstein, 1e-9, 1e-15 * scale);
      near(energyDistance(pair), sample.energy, 1e-9, 1e-9 * Math.sqrt(scale));
      near(ksStatistic(pair).statistic, sample.ks[0], 1e-12);
    });
    it("agree on the Kolmogorov-Smirnov p-value", () =>
      nearP(ksP(ksStatistic(pair).statistic, a.n, b.n), sample.ks[1]));
    it("agree on the other tests, or name why there is no number", () => {
      const student = tTestP(a, b, true);
      if (sample.t_student === null) expect(student).toBe("zero_variance");
      else nearP(student, sample.t_student);
      if (sample.t_welch !== null) nearP(tTestP(a, b, false), sample.t_welch);
      for (const [index, side] of (["less", "two-sided"] as const).entries()) {
        const expected = sample.mann_whitney[index] ?? null;
        if (expected === null) expect(mannWhitneyP(pair, side)).toBe("too_few_rows");
        else nearP(mannWhitneyP(pair, side), expected);
      }
      const anderson = andersonDarling(pair);
      if (sample.anderson !== null && typeof anderson !== "string") {
        near(anderson.statistic, sample.anderson[0], 1e-8);
        nearP(anderson.p, sample.anderson[1]);
      } else expect(sample.anderson).toBeNull();
      const cvm = cramerVonMises(pair);
      if (sample.cramer_von_mises === null) expect(cvm.p).toBe("too_few_rows");
      else {
        near(cvm.statistic, sample.cramer_von_mises[0], 1e-9, 1e-12);
        near(cvm.p, sample.cramer_von_mises[1], 1e-6, 1e-12);
      }
      const es = eppsSingleton(pair);
      if (sample.epps_singleton !== null && typeof es !== "string") {
        near(es.statistic, sample.epps_singleton[0], 1e-7, 1e-9);
        near(es.p, sample.epps_singleton[1], 1e-6, 1e-300);
      } else expect(es).toBeTypeOf("string");
    });
  },
);

describe("scipy on tables of counts", () => {
  it.each(oracle.tables)(
    "agrees for $reference against $production",
    ({ reference, production, plain, yates, fit, js_2, kl }) => {
      for (const [expected, corrected] of [
        [plain, false],
        [yates, true],
      ] as const) {
        const { statistic, p } = chiSquareContingency(reference, production, corrected);
        near(statistic, expected[0]);
        nearP(p, expected[1]);
      }
      if (fit !== null) nearP(chiSquareGoodnessOfFit(reference, production).p, fit[1]);
      near(jensenShannonDistance(reference, production, 2), js_2, 1e-9);
      const moved = (counts: number[]): Float64Array => shares(counts).map((share) => share + 1e-3);
      near(klDivergence(moved(reference), moved(production)), kl, 1e-9);
    },
  );
});

describe("scipy on tails and intervals", () => {
  it.each(oracle.tails.kolmogorov)("agrees on P(D ≥ x) for n = %d, x = %d", (n, x, p) =>
    nearP(kolmogorovTail(x, n), p),
  );
  it.each(oracle.tails.student)("agrees on Student's t beyond %d with %d degrees of freedom", (t, df, p) =>
    nearP(studentTwoSided(t, df), p),
  );
  it.each(oracle.tails.chi_square)("agrees on chi-square beyond %d with %d degrees of freedom", (x, df, p) =>
    nearP(chiSquareTail(x, df), p),
  );
  it.each(oracle.tails.normal)("agrees on the normal tail beyond %d", (z, p) => nearP(normalTail(z), p));
  it.each(oracle.tails.wilson)("agrees on Wilson's interval of %d in %d", (successes, n, low, high) => {
    near(wilson(successes, n)?.low, low, 1e-9, 1e-15);
    near(wilson(successes, n)?.high, high, 1e-9, 1e-15);
  });
  it("agrees on Benjamini-Hochberg", () =>
    benjaminiHochberg(oracle.benjamini_hochberg.p).forEach((value, index) =>
      near(value, oracle.benjamini_hochberg.adjusted[index] ?? NaN, 1e-12),
    ));
});
