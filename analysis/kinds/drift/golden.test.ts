import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { andersonDarling } from "../../stats/anderson-darling.ts";
import { cramerVonMises } from "../../stats/cramer-von-mises.ts";
import { chiSquareContingency } from "../../stats/chi-square.ts";
import { edgesOf } from "../../stats/bin-edges.ts";
import { energyDistance } from "../../stats/energy-distance.ts";
import { eppsSingleton } from "../../stats/epps-singleton.ts";
import { jensenShannonDistance } from "../../stats/jensen-shannon.ts";
import { ksStatistic } from "../../stats/ks-statistic.ts";
import { mannWhitneyP } from "../../stats/mann-whitney.ts";
import { shares } from "../../stats/shares.ts";
import { totalVariation } from "../../stats/total-variation.ts";
import { lInfinity } from "../../stats/l-infinity.ts";
import { tTestP } from "../../stats/t-test.ts";
import { wasserstein } from "../../stats/wasserstein.ts";
import { sortedCountsOf } from "../../stats/testing/sorted-counts-of.ts";
import { deepchecksCategorical, deepchecksNumeric } from "./conventions/deepchecks.ts";
import {
  countsInBins,
  evidentlyBins,
  evidentlyCategorical,
  evidentlyHellingerBins,
  evidentlyNumeric,
} from "./conventions/evidently.ts";
import {
  nannymlBins,
  nannymlCategorical,
  nannymlCategories,
  nannymlCounts,
  nannymlNumeric,
} from "./conventions/nannyml.ts";
import { popmonOfProbabilities } from "./conventions/popmon.ts";
import { tfdvCategorical } from "./conventions/tfdv.ts";
import { numericSides, type NumericSides, type TwoCounts } from "./sides.ts";

interface Tree {
  readonly [key: string]: Tree | undefined;
}
const golden: Tree = JSON.parse(readFileSync(new URL("../../stats/fixtures/golden.json", import.meta.url), "utf8"));
/** One value of the golden file. */
const valueAt = (...path: readonly string[]): unknown =>
  path.reduce<Tree | undefined>((node, key) => node?.[key], golden);

/** Relative tolerance: 1e-9 for distances, 1e-6 for p-values. */
function near(actual: unknown, expected: unknown, tolerance = 1e-9): void {
  expect([typeof actual, typeof expected]).toEqual(["number", "number"]);
  const allowed = Math.max(tolerance * Math.abs(Number(expected)), 1e-15);
  expect(Math.abs(Number(actual) - Number(expected))).toBeLessThanOrEqual(allowed);
}
const nearP = (actual: unknown, expected: unknown): void => near(actual, expected, 1e-6);

function numeric(name: string, integers: boolean): NumericSides {
  const [reference, production] = valueAt("inputs", name) as [number[], number[]];
  return numericSides(sortedCountsOf(reference), sortedCountsOf(production), integers);
}

function categorical(name: string): TwoCounts {
  const [reference, production] = valueAt("inputs", name) as [string[], string[]];
  const keys = [...new Set([...reference, ...production])].sort();
  const count = (rows: string[]): number[] => keys.map((key) => rows.filter((row) => row === key).length);
  return { reference: count(reference), production: count(production) };
}

const numericCases: readonly [string, string, boolean][] = [
  ["num", "num", false],
  ["int", "int(numpy>=2 integer rule applies)", true],
  ["int", "int_as_float", false],
  ["lowcard_int", "lowcard_int", false],
];

describe.each(numericCases)("Evidently's numbers for the column %s (%s)", (input, key, integers) => {
  const sides = numeric(input, integers);
  const expected = (field: string, part?: string): unknown =>
    valueAt("evidently", key, field, ...(part === undefined ? [] : [part]));
  const scores = evidentlyNumeric(sides);

  it("has its bins", () => {
    const bins = evidentlyBins(sides);
    if (bins === null) expect([...sides.pair.values]).toEqual(expected("binning", "keys"));
    else {
      expect(bins.bins).toBe(expected("binning", "nbins"));
      expect([edgesOf(bins).at(0), edgesOf(bins).at(-1)]).toEqual(expected("binning", "edges"));
    }
    expect(evidentlyHellingerBins(sides).bins).toBe(expected("hellinger_nbins"));
  });
  it.each([
    ["psi", "psi"],
    ["kl_div", "kl_div"],
    ["jensenshannon", "jensenshannon_base_e"],
    ["wasserstein", "wasserstein_normed"],
    ["hellinger", "hellinger"],
    ["ed", "energy_distance"],
  ])("gives evidently-0.7/%s", (id, field) => near(scores[`evidently-0.7/${id}`], expected(field)));
  it.each([
    ["ks", "ks_p"],
    ["mannw", "mannw_p_evidently_less"],
    ["t_test", "t_test_p_equal_var"],
    ["cramer_von_mises", "cvm_p"],
    ["anderson", "anderson_p_capped_.001_.25"],
    ["es", "es_p"],
  ])("gives the p-value evidently-0.7/%s", (id, field) => nearP(scores[`evidently-0.7/${id}`], expected(field)));
  it("gives the statistics behind them", () => {
    const { pair } = sides;
    const bins = evidentlyBins(sides);
    const counts = bins === null ? pair : countsInBins(sides, bins);
    near(jensenShannonDistance(counts.reference, counts.production, 2), expected("jensenshannon_base_2"));
    near(wasserstein(pair), expected("wasserstein_raw"));
    near(ksStatistic(pair).statistic, expected("ks_stat"));
    near(cramerVonMises(pair).statistic, expected("cvm_stat"));
    near(energyDistance(pair), expected("energy_distance"));
    const anderson = andersonDarling(pair);
    near(typeof anderson === "string" ? anderson : anderson.statistic, expected("anderson_stat"));
    const es = eppsSingleton(pair);
    near(typeof es === "string" ? es : es.statistic, expected("es_stat"));
    nearP(mannWhitneyP(pair, "two-sided"), expected("mannw_p_two_sided"));
    nearP(tTestP(sides.moments.reference, sides.moments.production, false), expected("t_test_p_welch"));
  });
});

describe.each(["cat_unseen", "cat_same"])("the tools' numbers for the categories %s", (name) => {
  const counts = categorical(name);
  const [p, q] = [shares(counts.reference), shares(counts.production)];
  it("are Evidently's", () => {
    const scores = evidentlyCategorical(counts);
    const expected = (field: string): unknown => valueAt("evidently", name, field);
    near(scores["evidently-0.7/psi"], expected("psi"));
    near(scores["evidently-0.7/kl_div"], expected("kl_div"));
    near(scores["evidently-0.7/jensenshannon"], expected("jensenshannon_base_e"));
    near(jensenShannonDistance(p, q, 2), expected("jensenshannon_base_2"));
    near(scores["evidently-0.7/hellinger"], expected("hellinger"));
    near(totalVariation(p, q), expected("tvd_stat"));
    near(lInfinity(p, q), expected("l_infinity"));
    nearP(scores["evidently-0.7/chisquare"], name === "cat_unseen" ? 0 : expected("chisquare_p"));
  });
  it("are NannyML's", () => {
    const scores = nannymlCategorical(counts);
    const expected = (field: string): unknown => valueAt("nannyml", name, field);
    near(scores["nannyml-0.13/js"], expected("jensen_shannon_base2"));
    near(scores["nannyml-0.13/hellinger"], expected("hellinger"));
    const pooled = nannymlCategories(counts);
    near(shares(pooled.production).at(-1), expected("leftover"), 1e-12);
    near(
      chiSquareContingency(counts.reference, counts.production, true).statistic,
      valueAt("evidently", name, "chi2_contingency_nannyml", "0"),
    );
    nearP(scores["nannyml-0.13/chi2"], valueAt("evidently", name, "chi2_contingency_nannyml", "1"));
  });
  it("are TFDV's", () => {
    const scores = tfdvCategorical(counts);
    near(scores["tfdv/jsd"], valueAt("tfdv", name, "jensen_shannon_divergence_log2"));
    near(scores["tfdv/l_infinity"], valueAt("tfdv", name, "l_infty"));
  });
  it("are deepchecks'", () => {
    const scores = deepchecksCategorical(counts);
    near(scores["deepchecks/psi"], valueAt("deepchecks", name, "psi_floor_0.01"));
    near(scores["deepchecks/cramers_v"], valueAt("deepchecks", name, "cramers_v_bias_corrected"));
  });
});

describe.each(["num", "int"])("NannyML's numbers for the column %s", (name) => {
  it("are reproduced", () => {
    const sides = numeric(name, false);
    const expected = (field: string): unknown => valueAt("nannyml", name, field);
    const scores = nannymlNumeric(sides);
    expect(nannymlBins(sides).bins).toBe(expected("nbins"));
    expect([nannymlBins(sides).from, nannymlBins(sides).to]).toEqual(expected("edges_first_last"));
    near(shares(nannymlCounts(sides).production).at(-1), expected("leftover"), 1e-12);
    near(scores["nannyml-0.13/js"], expected("jensen_shannon_base2"));
    near(scores["nannyml-0.13/hellinger"], expected("hellinger"));
    near(scores["nannyml-0.13/ks"], expected("ks_exact"));
    near(scores["nannyml-0.13/wasserstein"], expected("wasserstein_exact"));
  });
});

it("deepchecks' numbers for the column num are reproduced", () => {
  const scores = deepchecksNumeric(numeric("num", false));
  near(scores["deepchecks/ks"], valueAt("deepchecks", "ks_stat_num"));
  near(scores["deepchecks/emd"], valueAt("deepchecks", "emd_num"));
});

it("popmon's numbers for given probabilities are reproduced", () => {
  const given = (field: string): unknown => valueAt("popmon_on_given_probs", field);
  const scores = popmonOfProbabilities(given("p") as number[], given("q") as number[]);
  near(scores["popmon/psi"], given("psi"));
  near(scores["popmon/jsd"], given("jsd_nats"));
  near(scores["popmon/max_prob_diff"], given("max_prob_diff"));
});
