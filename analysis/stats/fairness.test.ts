import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { uniformFrom } from "../base/rng.ts";
import { benjaminiHochberg } from "./benjamini-hochberg.ts";
import { confusionRatios, type Confusion } from "./confusion.ts";
import { equalizedOdds, groupDisparity, type Disparity } from "./group-disparity.ts";
import { groupDraws } from "./group-draws.ts";
import { intervalDifference } from "./interval-difference.ts";
import { macroRecall, macroRecallDraws } from "./macro-recall.ts";
import { meanContrast } from "./mean-contrast.ts";
import { meanDraws } from "./mean-draws.ts";
import { binomialDraws } from "./binomial-draws.ts";
import { binomial } from "./multinomial.ts";
import { normalInterval } from "./bootstrap-counts.ts";
import { meanDifference } from "./mean-difference.ts";
import { newcombe, type Proportion } from "./newcombe.ts";
import { meanWithError, type LossSums } from "./probability-loss.ts";
import { rateRatio } from "./rate-ratio.ts";
import { sampledQuantile } from "./sampled-quantile.ts";
import { twoProportionP } from "./two-proportion.ts";
import { wilson } from "./wilson.ts";

interface Expected {
  readonly peer: string;
  readonly what: string;
  readonly value: number;
  readonly tolerance: number;
}
interface Oracle {
  readonly framed: readonly {
    readonly name: string;
    readonly groups: readonly Confusion[];
    readonly expected: Expected[];
  }[];
  readonly proportions: readonly {
    readonly first: Proportion;
    readonly second: Proportion;
    readonly expected: Expected[];
  }[];
  readonly means: readonly {
    readonly name: string;
    readonly first: LossSums;
    readonly second: LossSums;
    readonly expected: Expected[];
  }[];
  readonly classes: readonly {
    readonly name: string;
    readonly classes: readonly Proportion[];
    readonly expected: Expected[];
  }[];
  readonly contrasts: readonly {
    readonly name: string;
    readonly means: readonly { readonly sums: LossSums; readonly weight: number }[];
    readonly expected: Expected[];
  }[];
  readonly errors: readonly {
    readonly name: string;
    readonly absolute: LossSums;
    readonly error: LossSums;
    readonly rest: LossSums;
    readonly expected: Expected[];
  }[];
  readonly adjusted: { readonly p: number[]; readonly expected: number[] };
}
const oracle = JSON.parse(readFileSync(new URL("fixtures/fairness.json", import.meta.url), "utf8")) as Oracle;

/** Every expected value is found under its name, and nothing that is expected is left out. */
function check(found: ReadonlyMap<string, unknown>, expected: readonly Expected[]): void {
  for (const { what, value, tolerance, peer } of expected) {
    const own = found.get(what);
    expect(typeof own, `${what} (${peer})`).toBe("number");
    const gap = Math.abs(Number(own) - value) / Math.max(1, Math.abs(value));
    expect(gap, `${what}: ${String(own)}, ${peer} has ${String(value)}`).toBeLessThanOrEqual(tolerance);
  }
}

const ratesOf = (counts: Confusion): Readonly<Record<string, Proportion>> => {
  const { accuracy, precision, recall, specificity } = confusionRatios(counts);
  return {
    ...{ accuracy, precision, tpr: recall, fpr: { hits: counts.fp, rows: specificity.rows } },
    selection_rate: { hits: counts.tp + counts.fp, rows: accuracy.rows },
  };
};
const share = ({ hits, rows }: Proportion): number => hits / rows;
const metrics = ["selection_rate", "tpr", "fpr", "accuracy", "precision"] as const;

it.each(oracle.framed)("rates and disparities are Fairlearn's: $name", ({ groups, expected }) => {
  const key = (name: keyof Confusion): number => groups.reduce((sum, group) => sum + group[name], 0);
  const all = ratesOf({ tp: key("tp"), fp: key("fp"), fn: key("fn"), tn: key("tn") });
  const found = new Map<string, unknown>();
  const disparities = new Map<string, Disparity>();
  for (const metric of metrics) {
    const rates = groups.map((group) => share(ratesOf(group)[metric] ?? { hits: 0, rows: 0 }));
    const overall = share(all[metric] ?? { hits: 0, rows: 0 });
    const disparity = groupDisparity(rates, overall);
    disparities.set(metric, disparity);
    rates.forEach((rate, place) => found.set(`${metric}.group.${String(place)}`, rate));
    found.set(`${metric}.overall`, overall);
    found.set(`${metric}.difference`, disparity.difference);
    found.set(`${metric}.ratio`, disparity.ratio);
    found.set(`${metric}.difference_to_overall`, disparity.differenceToOverall);
    found.set(`${metric}.ratio_to_overall`, disparity.ratioToOverall);
  }
  const [tpr, fpr] = [disparities.get("tpr"), disparities.get("fpr")];
  const odds = tpr && fpr && equalizedOdds(tpr, fpr);
  found.set("equalized_odds.difference", odds?.difference);
  found.set("equalized_odds.ratio", odds?.ratio);
  check(found, expected);
  expect(expected.length).toBeGreaterThan(30);
});

it.each(oracle.proportions)("$first and $second compare as in statsmodels and scipy", ({ first, second, expected }) => {
  const [ratio, difference, own] = [rateRatio(first, second), newcombe(first, second), wilson(first.hits, first.rows)];
  const found = new Map<string, unknown>([
    ...(["ratio", "low", "high"] as const).map(
      (part) => [part === "ratio" ? part : `ratio.${part}`, ratio[part]] as const,
    ),
    ...(["low", "high"] as const).flatMap((part): [string, unknown][] => [
      [`difference.${part}`, difference?.[part]],
      [`wilson.${part}`, own?.[part]],
    ]),
    ["p", twoProportionP(first, second)],
  ]);
  check(found, expected);
});

it.each(oracle.means)("means $name compare as in scipy", ({ first, second, expected }) => {
  check(new Map(Object.entries(meanDifference(first, second))), expected);
});

it.each(oracle.classes)("macro recall is scikit-learn's balanced accuracy: $name", ({ classes, expected }) => {
  const sum = (key: keyof Proportion): number => classes.reduce((all, one) => all + one[key], 0);
  check(new Map([...Object.entries(macroRecall(classes) ?? {}), ["accuracy", sum("hits") / sum("rows")]]), expected);
});

it.each(oracle.contrasts)("contrasts of means are those of statsmodels and scipy: $name", ({ means, expected }) => {
  check(new Map(Object.entries(meanContrast(means))), expected);
});

it.each(oracle.errors)(
  "mean errors are those of Fairlearn, statsmodels and scipy: $name",
  ({ absolute, error, rest, expected }) => {
    const own = meanWithError(absolute);
    const interval = normalInterval(own?.mean ?? 0, own?.error ?? 0, [0, Infinity]);
    const difference = meanDifference(absolute, rest);
    if (typeof difference === "string") throw new Error(difference);
    const found = new Map<string, unknown>([
      ...([
        ["mae", own?.mean],
        ["mean_error", meanWithError(error)?.mean],
        ["mae.low", interval.low],
      ] as const),
      ...([
        ["mae.high", interval.high],
        ["difference.low", difference.low],
      ] as const),
      ...([
        ["difference.high", difference.high],
        ["difference.p", difference.twoSided],
      ] as const),
    ]);
    check(found, expected);
  },
);

it("adjusted p are statsmodels'", () => {
  benjaminiHochberg(oracle.adjusted.p).forEach((p, place) =>
    expect(p).toBeCloseTo(oracle.adjusted.expected[place] ?? Number.NaN, 12),
  );
});

it("the difference of two differences is Newcombe's where both are plain rates", () => {
  const [first, second] = [
    { hits: 45, rows: 100 },
    { hits: 60, rows: 130 },
  ];
  const estimate = (one: Proportion) => ({ value: share(one), ...(wilson(one.hits, one.rows) ?? { low: 0, high: 1 }) });
  const [found, expected] = [intervalDifference(estimate(first), estimate(second)), newcombe(first, second)];
  expect(found.low).toBeCloseTo(expected?.low ?? Number.NaN, 14);
  expect(found.high).toBeCloseTo(expected?.high ?? Number.NaN, 14);
});

describe("what is undefined", () => {
  it("has its reason", () => {
    const empty = { rows: 0, hits: 0 };
    expect(macroRecall([empty])).toBeNull();
    expect(macroRecall([empty, { rows: 4, hits: 4 }])).toMatchObject({ value: 1, high: 1 });
    expect(meanContrast([{ sums: { rows: 1, sum: 1, squares: 1 }, weight: 1 }])).toBe("too_few_rows");
    expect(meanContrast([{ sums: { rows: 9, sum: 9, squares: 9 }, weight: 1 }])).toBe("zero_variance");
    expect(groupDisparity([0, 0], 0)).toEqual({
      ...{ difference: 0, ratio: "zero_rate", differenceToOverall: 0, ratioToOverall: "zero_rate" },
    });
    const none = groupDisparity([0, 0], 0);
    expect(equalizedOdds(none, none)).toEqual({ difference: 0, ratio: "zero_rate" });
    expect(rateRatio({ hits: 3, rows: 10 }, { hits: 0, rows: 10 }).ratio).toBe("zero_rate");
    expect(rateRatio({ hits: 0, rows: 10 }, { hits: 3, rows: 10 })).toMatchObject({ ratio: 0, low: 0 });
    expect(meanDifference({ rows: 1, sum: 1, squares: 1 }, { rows: 9, sum: 9, squares: 9 })).toBe("too_few_rows");
    expect(meanDifference({ rows: 9, sum: 9, squares: 9 }, { rows: 9, sum: 9, squares: 9 })).toBe("zero_variance");
  });
});

describe("in simulation", () => {
  const rows = [400, 300, 200, 250];
  const sample = (chances: readonly number[], stream: string): readonly Proportion[] => {
    const uniform = uniformFrom(1, stream);
    return rows.map((n, group) => {
      let hits = 0;
      for (let row = 0; row < n; row++) if (uniform() < (chances[group] ?? 0)) hits += 1;
      return { hits, rows: n };
    });
  };
  const spread = (rates: readonly number[]): number => Math.max(...rates) - Math.min(...rates);
  it("equal groups pass the 95 % quantile of what chance gives in about one of twenty samples", () => {
    let above = 0;
    for (let trial = 0; trial < 200; trial++) {
      const groups = sample([0.3, 0.3, 0.3, 0.3], `equal ${String(trial)}`);
      const chance = groupDraws(groups, {
        draws: 200,
        uniform: uniformFrom(1, `chance ${String(trial)}`),
        equal: true,
      });
      if (spread(groups.map(share)) > sampledQuantile(chance.map(spread), 0.95)) above += 1;
    }
    expect(above / 200).toBeGreaterThan(0.01);
    expect(above / 200).toBeLessThan(0.1);
  });
  it("many binomial draws are the draws one by one", () => {
    for (const [n, p] of [
      [40, 0.3],
      [5000, 0.01],
      [9, 0.99],
      [0, 0.5],
      [7, 0],
      [7, 1],
    ] as const) {
      const [draw, uniform] = [binomialDraws(n, p), uniformFrom(3, String(n * p))];
      for (let trial = 0; trial < 500; trial++) {
        const u = uniform();
        expect(draw(u)).toBe(binomial(n, p, u));
      }
    }
  });
  it("means and macro recalls drawn again have the groups' values and errors, and one value where groups are alike", () => {
    const uniform = uniformFrom(1, "means");
    const groups = [
      { rows: 400, sum: 800, squares: 5200 },
      { rows: 100, sum: 100, squares: 500 },
    ];
    const errors = groups.map((group) => meanWithError(group)?.error ?? 0);
    const column = (draws: readonly (readonly number[])[], place: number): number[] =>
      draws.map((draw) => draw[place] ?? 0);
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const spreadOf = (values: readonly number[]): number =>
      Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
    const again = meanDraws(groups, { draws: 4000, uniform, equal: false });
    [2, 1].forEach((value, place) => {
      expect(Math.abs(mean(column(again, place)) - value)).toBeLessThan(0.1 * (errors[place] ?? 0));
      expect(spreadOf(column(again, place)) / (errors[place] ?? 1)).toBeCloseTo(1, 1);
    });
    const equal = meanDraws(groups, { draws: 4000, uniform, equal: true });
    expect(Math.abs(mean(column(equal, 1)) - 900 / 500)).toBeLessThan(0.1 * (errors[1] ?? 0));
    const classes = [
      [
        { rows: 200, hits: 150 },
        { rows: 50, hits: 10 },
      ],
      [
        { rows: 100, hits: 30 },
        { rows: 0, hits: 0 },
      ],
    ];
    const recalls = macroRecallDraws(classes, { draws: 2000, uniform, equal: false });
    expect(mean(column(recalls, 0))).toBeCloseTo((0.75 + 0.2) / 2, 2);
    expect(mean(column(recalls, 1))).toBeCloseTo(0.3, 2);
    const alike = macroRecallDraws(classes, { draws: 2000, uniform, equal: true });
    expect(mean(column(alike, 1))).toBeCloseTo(180 / 300, 2);
  });
  it("score intervals of a ratio cover it in 90 % to 98 % of samples", () => {
    let covered = 0;
    for (let trial = 0; trial < 400; trial++) {
      const [first, second] = sample([0.12, 0.2, 0, 0], `ratio ${String(trial)}`);
      const { low, high } = rateRatio(first ?? { hits: 0, rows: 1 }, second ?? { hits: 0, rows: 1 });
      if (low <= 0.6 && (high ?? Infinity) >= 0.6) covered += 1;
    }
    expect(covered / 400).toBeGreaterThan(0.9);
    expect(covered / 400).toBeLessThan(0.98);
  });
});
