import type { MetricDefinition } from "../kind.ts";

type Convention = MetricDefinition["conventions"][number];
const convention = (id: string, rule: string): Convention => ({ id, rule });

const bins =
  "the reference's deciles (ties merged, a tied value in a bin of its own, outer bins open) or the categories as they are, missing values as a bin of their own";
const evidentlyBins =
  "Sturges' bins over both sides together where the reference has more than 20 values, else each value; missing left out";
const nannymlBins =
  "Doane's bins of the reference and one bin for what lies outside, or categories with unseen ones pooled; missing left out";

function distance(
  id: string,
  name: string,
  formula: string,
  more: Pick<MetricDefinition, "unit" | "range" | "conventions" | "source">,
): MetricDefinition {
  return { id: `drift.${id}`, name, formula, direction: "higher_is_worse", ...more };
}
function test(
  id: string,
  name: string,
  formula: string,
  more: Pick<MetricDefinition, "conventions" | "source">,
): MetricDefinition {
  return {
    id: `drift.${id}`,
    name,
    formula,
    unit: "probability",
    range: "0 to 1",
    direction: "lower_is_worse",
    ...more,
  };
}

const binned: readonly MetricDefinition[] = [
  distance("psi", "Population stability index", "Σ (q − p) · ln(q / p)", {
    ...{ unit: "nats", range: "0 and up", source: "Jeffreys (1946); Siddiqi, Credit Risk Scorecards (2006)" },
    conventions: [
      convention("casefile/psi", `${bins}; half a row added to every bin of both sides`),
      convention(
        "evidently-0.7/psi",
        `${evidentlyBins}; empty bins filled with 0.0001, or a millionth of the smallest share where that is no larger`,
      ),
      convention("deepchecks/psi", "categories, those under 1 % of the reference pooled; every share at least 0.01"),
      convention("popmon/psi", "categories; 0.00001 added to every share"),
    ],
  }),
  distance("js_distance", "Jensen-Shannon distance", "√( ½ KL(p ‖ m) + ½ KL(q ‖ m) ), m = (p + q)/2", {
    ...{ unit: "1", range: "0 to 1 (base 2), 0 to 0.833 (base e)", source: "Lin (1991); Endres & Schindelin (2003)" },
    conventions: [
      convention("casefile/js", `base 2; ${bins}`),
      convention("evidently-0.7/jensenshannon", `base e; ${evidentlyBins}`),
      convention("nannyml-0.13/js", `base 2; ${nannymlBins}`),
    ],
  }),
  distance("js_divergence", "Jensen-Shannon divergence", "½ KL(p ‖ m) + ½ KL(q ‖ m), m = (p + q)/2", {
    ...{ unit: "bits or nats", range: "0 to 1 (base 2), 0 to 0.693 (base e)", source: "Lin (1991)" },
    conventions: [
      convention(
        "tfdv/jsd",
        "base 2, no root; ten equal buckets a side spread over the union of their boundaries, or categories; missing left out",
      ),
      convention("popmon/jsd", "base e, no root; categories; 0.00001 added to every share"),
    ],
  }),
  distance("kl", "Kullback-Leibler divergence", "Σ p · ln(p / q), reference to production", {
    ...{ unit: "nats", range: "0 and up", source: "Kullback & Leibler (1951)" },
    conventions: [
      convention("casefile/kl", `${bins}; half a row added to every bin of both sides`),
      convention("evidently-0.7/kl_div", `${evidentlyBins}; filled as for its PSI, then both sides normalised`),
    ],
  }),
  distance("hellinger", "Hellinger distance", "√( ½ Σ (√p − √q)² )", {
    ...{ unit: "1", range: "0 to 1", source: "Hellinger (1909)" },
    conventions: [
      convention("casefile/hellinger", bins),
      convention(
        "evidently-0.7/hellinger",
        "Sturges' bins over the distinct values of both sides, or categories; missing left out",
      ),
      convention("nannyml-0.13/hellinger", nannymlBins),
    ],
  }),
  distance("tvd", "Total variation distance", "½ Σ |p − q|", {
    ...{
      unit: "share of rows",
      range: "0 to 1",
      source: "Levin & Peres, Markov Chains and Mixing Times (2017), proposition 4.2",
    },
    conventions: [convention("casefile/tvd", bins)],
  }),
  distance("l_infinity", "Largest change of a share", "max |p − q|", {
    ...{ unit: "share of rows", range: "0 to 1", source: "the Chebyshev distance" },
    conventions: [
      convention("casefile/l_infinity", bins),
      convention("nannyml-0.13/l_infinity", "categories; missing left out"),
      convention("tfdv/l_infinity", "categories; missing left out"),
      convention("popmon/max_prob_diff", "categories; missing left out"),
    ],
  }),
  distance("cramers_v", "Cramér's V, bias-corrected", "√( max(0, χ²/n − (k−1)/(n−1)) / min(k̃−1, r̃−1) )", {
    ...{ unit: "1", range: "0 to 1", source: "Bergsma (2013)" },
    conventions: [
      convention("casefile/cramers_v", bins),
      convention(
        "deepchecks/cramers_v",
        "categories, those under 1 % of the reference pooled; the larger side scaled down and rounded; Yates' correction of a 2 × 2 table",
      ),
    ],
  }),
];

const exact: readonly MetricDefinition[] = [
  distance("wasserstein", "Wasserstein distance", "∫ |F(x) − G(x)| dx", {
    ...{ unit: "the column's unit", range: "0 and up", source: "Vallender (1974)" },
    conventions: [
      convention("casefile/wasserstein", "exact, finite values"),
      convention("nannyml-0.13/wasserstein", "exact, finite values"),
    ],
  }),
  distance("wasserstein_normed", "Wasserstein distance over the reference's spread", "∫ |F(x) − G(x)| dx / σ", {
    ...{ unit: "standard deviations", range: "0 and up", source: "Vallender (1974)" },
    conventions: [
      convention("casefile/wasserstein_normed", "exact, finite values; σ of the reference with ddof 0"),
      convention("evidently-0.7/wasserstein", "exact, finite values; σ of the reference with ddof 0, at least 0.001"),
    ],
  }),
  distance("earth_movers", "Earth mover's distance, trimmed and scaled", "∫ |F(x) − G(x)| dx / range", {
    ...{ unit: "share of the pooled range", range: "0 to 1", source: "deepchecks' definition" },
    conventions: [
      convention("deepchecks/emd", "each side between its own 2.5 % and 97.5 % quantiles, over the range that is left"),
    ],
  }),
  distance("ks_statistic", "Kolmogorov-Smirnov statistic", "max |F(x) − G(x)|", {
    ...{ unit: "share of rows", range: "0 to 1", source: "Smirnov (1939)" },
    conventions: [
      convention("casefile/ks", "exact, finite values"),
      convention("nannyml-0.13/ks", "exact, finite values"),
      convention("deepchecks/ks", "exact, finite values"),
    ],
  }),
  distance("energy_distance", "Energy distance", "√( 2 ∫ (F(x) − G(x))² dx )", {
    ...{ unit: "square root of the column's unit", range: "0 and up", source: "Székely & Rizzo (2013)" },
    conventions: [convention("evidently-0.7/ed", "exact, finite values")],
  }),
];

const tests: readonly MetricDefinition[] = [
  test("ks_p", "Kolmogorov-Smirnov test", "P(D ≥ d) under equality, two-sided", {
    source: "Smirnov (1939); Simard & L'Ecuyer (2011); Viehmann (2021)",
    conventions: [
      convention("casefile/ks_p", "exact up to 10,000 rows a side, asymptotic above"),
      convention("evidently-0.7/ks", "exact up to 10,000 rows a side, asymptotic above"),
    ],
  }),
  test("chi2_p", "Chi-square test", "χ² = Σ (O − E)² / E", {
    source: "Pearson (1900)",
    conventions: [
      convention("casefile/chi2_p", "2 × k table of both sides, no Yates; missing is a category"),
      convention(
        "nannyml-0.13/chi2",
        "2 × k table of both sides, Yates' correction of a 2 × 2 table; missing left out",
      ),
      convention("evidently-0.7/chisquare", "goodness of fit to the reference's shares; missing left out"),
    ],
  }),
  test("z_p", "Two-proportion z-test", "z = (p₂ − p₁) / √( p(1−p)(1/n₁ + 1/n₂) )", {
    source: "Fleiss, Levin & Paik (2003), section 3.2",
    conventions: [convention("evidently-0.7/z", "two categories, pooled variance; missing left out")],
  }),
  test("t_test_p", "Student's t-test", "t = (m₁ − m₂) / √( s²(1/n₁ + 1/n₂) )", {
    source: "Student (1908)",
    conventions: [convention("evidently-0.7/t_test", "equal variances, two-sided")],
  }),
  test("mann_whitney_p", "Mann-Whitney U test", "z = (U − n₁n₂/2 ± ½) / σ", {
    source: "Mann & Whitney (1947)",
    conventions: [
      convention("evidently-0.7/mannw", "one-sided: blind to a downward shift; ties and continuity corrected"),
    ],
  }),
  test("anderson_p", "Anderson-Darling test", "two samples, midranks, standardised", {
    source: "Scholz & Stephens (1987)",
    conventions: [convention("evidently-0.7/anderson", "p between 0.001 and 0.25, the reach of the published table")],
  }),
  test("cramer_von_mises_p", "Cramér-von Mises test", "U/(n₁n₂N) − (4n₁n₂ − 1)/(6N)", {
    source: "Anderson (1962); Csörgő & Faraway (1996)",
    conventions: [convention("evidently-0.7/cramer_von_mises", "limit distribution above 20 rows a side")],
  }),
  test("epps_singleton_p", "Epps-Singleton test", "W = n · dᵀ S⁻¹ d of characteristic functions", {
    source: "Epps & Singleton (1986); Goerg & Kaiser (2009)",
    conventions: [convention("evidently-0.7/es", "at 0.4 and 0.8 over half the pooled interquartile range")],
  }),
];

const missing: MetricDefinition = {
  id: "drift.missing_share_difference",
  name: "Change of the missing share",
  formula: "missing / rows of production − missing / rows of the reference",
  ...{
    unit: "share of rows",
    range: "−1 to 1",
    direction: "neither",
    source: "Newcombe (1998), method 10; pooled two-proportion z-test",
  },
  conventions: [convention("casefile/missing_share_difference", "null and NaN count as missing; Newcombe's interval")],
};

const drifted: MetricDefinition = {
  id: "drift.columns_drifted",
  name: "Columns that drifted",
  formula: "columns beyond the moderate line, by the rules of the cell's method",
  ...{ unit: "columns", range: "0 to the number of columns", direction: "higher_is_worse", source: "Casefile" },
  conventions: [
    {
      id: "casefile/columns_drifted",
      rule: "PSI beyond the moderate line and the reference's noise, after Benjamini-Hochberg",
    },
  ],
};

export const metricDefinitions: readonly MetricDefinition[] = [...binned, ...exact, ...tests, missing, drifted];

const metricOfConvention = new Map(
  metricDefinitions.flatMap((metric) => metric.conventions.map(({ id }) => [id, metric] as const)),
);

/** The metric that a convention belongs to. */
export const metricOf = (conventionId: string): MetricDefinition | undefined => metricOfConvention.get(conventionId);
/** The rule of one convention, in words. */
export const ruleOf = (conventionId: string): string =>
  metricOf(conventionId)?.conventions.find(({ id }) => id === conventionId)?.rule ?? "";
