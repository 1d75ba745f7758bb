import { describe, expect, it } from "vitest";
import { uniformFrom } from "../base/rng.ts";
import { at } from "./at.ts";
import { boostedTrees, boostedValue, type Boosting } from "./boosted-trees.ts";
import { evenCuts } from "./even-cuts.ts";
import { expectedAuc } from "./expected-auc.ts";
import { ofExpectedClasses, type ChanceGroup } from "./expected-classes.ts";
import { labelledScores } from "./labelled-scores.ts";
import { cellSkill, expectedLossMean, expectedRoot, type LossCell } from "./loss-cells.ts";
import type { Measure } from "./measure.ts";
import { averages, type ClassCounts } from "./multiclass.ts";
import { scoreSteps, stepOf } from "./score-steps.ts";
import { countsByValue } from "./sorted-counts.ts";
import { disagreement, readFixture, type OracleCase } from "./testing/oracle-cases.ts";

const classes = readFixture("estimate-classes");
const errors = readFixture("estimate-errors");
const agrees = ({ call, expected, tolerance }: OracleCase, found: unknown): void =>
  expect(disagreement(found, expected, tolerance), call).toBeNull();
const countsOf = (values: readonly number[]) => countsByValue(values.map((value) => ({ value, count: 1 })));

interface Rows {
  readonly chances: readonly (readonly number[])[];
  readonly called: readonly number[];
}

/** Rows of one predicted class together, as the product groups them; or each on its own. */
function groupsOf({ chances, called }: Rows, alone: boolean): readonly ChanceGroup[] {
  const each = called.map((predicted, row) => ({ predicted, rows: 1, chances: chances[row] ?? [] }));
  if (alone) return each;
  return [...new Set(called)].map((predicted) => {
    const own = each.filter((one) => one.predicted === predicted);
    const sums = own[0]?.chances.map((_, place) => own.reduce((sum, one) => sum + at(one.chances, place), 0)) ?? [];
    return { predicted, rows: own.length, chances: sums };
  });
}

function measureOf(metric: string, rows: number): (classes: readonly ClassCounts[]) => Measure {
  const [kind, part] = metric.split("_");
  if (part === undefined) return (all) => all.reduce((sum, { hits }) => sum + hits, 0) / rows;
  return (all) => averages(all, kind as "macro" | "weighted")[part as "precision" | "recall" | "f1"];
}

describe("a model of several classes without labels", () => {
  const ofRows = classes.cases.filter(({ input }) => "rows" in (input as object));
  it.each(ofRows.map((one) => [`${one.function} ${JSON.stringify(one.input)}`, one] as const))("%s", (_, one) => {
    const { rows: name, metric } = one.input as { rows: string; metric: string };
    const rows = classes.inputs[name] as Rows;
    const size = rows.chances[0]?.length ?? 0;
    const [alone, together] = [true, false].map((each) =>
      ofExpectedClasses(size, groupsOf(rows, each), measureOf(metric, rows.called.length)),
    );
    if (one.function.endsWith("error")) {
      agrees(one, alone?.error);
      expect(together?.error).toBeGreaterThanOrEqual(Number(one.expected));
    } else {
      agrees(one, alone?.value);
      agrees(one, together?.value);
    }
  });

  interface Run {
    readonly reference: { scores: readonly (readonly number[])[]; labels: readonly number[] };
    readonly production: { scores: readonly (readonly number[])[]; called: readonly number[] };
    readonly chunk: number;
  }
  const runs = classes.cases.filter(({ input }) => "run" in (input as object));
  it.each(runs.map((one) => [JSON.stringify(one.input), one] as const))("is NannyML's CBPE: %s", (_, one) => {
    const asked = one.input as { run: string; chunk: number; metric: string };
    const { reference, production, chunk } = classes.inputs[asked.run] as Run;
    const maps = reference.scores.map((scores, place) => {
      const side = (is: boolean) => countsOf(scores.filter((_score, row) => (reference.labels[row] === place) === is));
      return scoreSteps(labelledScores(side(false), side(true)));
    });
    const [from, to] = [asked.chunk * chunk, (asked.chunk + 1) * chunk];
    const scores = production.scores.map((own) => own.slice(from, to));
    const chances = scores[0]?.map((_score, row) => {
      const raw = maps.map((map, place) => at(map.rates, stepOf(map, scores[place]?.[row] ?? 0)));
      const sum = raw.reduce((all, chance) => all + chance, 0);
      return raw.map((chance) => (sum > 0 ? chance / sum : 1 / raw.length));
    });
    const rows: Rows = { chances: chances ?? [], called: production.called.slice(from, to) };
    if (asked.metric === "macro_roc_auc") {
      const areas = scores.map((own, place) => {
        const steps = [...new Set(own)].sort((a, b) => a - b);
        const counts = steps.map((step) => own.filter((score) => score === step).length);
        const rates = steps.map(
          (step, index) =>
            own.reduce((sum, score, row) => sum + (score === step ? (rows.chances[row]?.[place] ?? 0) : 0), 0) /
            at(counts, index),
        );
        return Number(expectedAuc({ rates, rows: counts }).value);
      });
      agrees(one, areas.reduce((sum, area) => sum + area, 0) / areas.length);
    } else agrees(one, ofExpectedClasses(maps.length, groupsOf(rows, false), measureOf(asked.metric, chunk)).value);
  });

  it("has an error that is the spread of what chance makes of it", () => {
    const rows = classes.inputs["few rows"] as Rows;
    const uniform = uniformFrom(1, "classes");
    const measure = measureOf("macro_f1", rows.called.length);
    const drawn = Array.from({ length: 4000 }, () => {
      const labels = rows.chances.map((own) => {
        let left = uniform();
        return own.findIndex((chance) => (left -= chance) < 0);
      });
      const sure = labels.map((label) => (rows.chances[0] ?? []).map((_, place) => (place === label ? 1 : 0)));
      return Number(ofExpectedClasses(3, groupsOf({ chances: sure, called: rows.called }, false), measure).value);
    });
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const spread = Math.sqrt(drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length);
    const { error } = ofExpectedClasses(3, groupsOf(rows, true), measure);
    expect(Math.abs(Number(error) / spread - 1)).toBeLessThan(0.1);
  });
});

describe("the size of errors without labels", () => {
  const of = (name: string) => errors.cases.filter((one) => one.function === name);
  interface Asked extends Boosting {
    readonly rows: string;
    readonly asked: readonly (readonly number[])[];
  }
  it.each(of("boostedTrees").map((one) => [(one.input as Asked).rows, one] as const))(
    "are scikit-learn's boosted trees: %s",
    (_, one) => {
      const { rows, asked, ...boosting } = one.input as Asked;
      const given = errors.inputs[rows] as { codes: number[][]; levels: number[]; targets: number[] };
      const fit = boostedTrees(
        { codes: Uint8Array.from(given.codes.flat()), levels: given.levels, targets: Float64Array.from(given.targets) },
        boosting,
      );
      agrees(
        one,
        asked.map((codes) => boostedValue(fit, codes)),
      );
    },
  );
  it("of rows that are all alike are their mean, whatever is asked", () => {
    const sample = { codes: Uint8Array.from([0, 1, 2, 0, 1, 2]), levels: [3], targets: new Float64Array(6).fill(0.1) };
    const fit = boostedTrees(sample, { trees: 5, depth: 3, rate: 0.1, leastRows: 1 });
    expect(fit.trees.every((tree) => "adds" in tree)).toBe(true);
    expect(boostedValue(fit, [1])).toBeCloseTo(0.1, 12);
  });

  interface Cells {
    readonly fitted: readonly LossCell[];
    readonly others: readonly LossCell[];
  }
  const cells = ({ input }: OracleCase): Cells => input as Cells;
  const meanOf = (one: OracleCase) =>
    expectedLossMean(
      cells(one).others.map(({ rows }) => rows),
      cells(one).fitted,
    );
  it("are told by cells with scikit-learn's R² in other rows", () => {
    expect(of("cellSkill").length).toBe(2);
    for (const one of of("cellSkill")) agrees(one, cellSkill(cells(one).fitted, cells(one).others));
  });
  it("have a mean and a root mean square with their errors", () => {
    for (const one of of("expectedLossMean")) {
      const { value, error, fitError } = meanOf(one);
      agrees(one, [value, error, fitError]);
    }
    for (const one of of("expectedRoot")) {
      const { value, error, fitError } = expectedRoot(meanOf(one));
      agrees(one, [value, error, fitError]);
    }
  });
  it("are undefined with a reason where nothing can be said", () => {
    const [none, alike, single] = [[], [{ rows: 4, loss: 4, squares: 4 }], [{ rows: 1, loss: 1, squares: 1 }]];
    expect(cellSkill(none, alike)).toBe("too_few_rows");
    expect(cellSkill(alike, none)).toBe("too_few_rows");
    expect(cellSkill(alike, alike)).toBe("nothing_varies");
    const nothing = { value: "too_few_rows", error: null, fitError: null };
    expect(expectedLossMean([0], alike)).toEqual(nothing);
    expect(expectedLossMean([3], single)).toEqual(nothing);
    expect(expectedRoot(expectedLossMean([3], single))).toEqual(nothing);
    expect(expectedRoot({ value: 0, error: 0, fitError: 0 })).toEqual({ value: 0, error: null, fitError: null });
  });
});

describe("even cuts", () => {
  const bins = (values: readonly number[], most: number): readonly number[] => {
    const cuts = evenCuts(countsOf(values), most);
    const counts = Array.from({ length: cuts.length + 1 }, () => 0);
    for (const value of values) {
      const bin = cuts.filter((cut) => cut <= value).length;
      counts[bin] = at(counts, bin) + 1;
    }
    return counts;
  };
  it("part many values into bins of as many rows, and few values into one each", () => {
    expect(
      bins(
        Array.from({ length: 100 }, (_, index) => index),
        9,
      ),
    ).toEqual(Array.from({ length: 10 }, () => 10));
    expect(bins([3, 3, 3, 1, 2, 2], 5)).toEqual([1, 2, 3]);
    expect(evenCuts(countsOf([]), 4)).toEqual(new Float64Array());
  });
  it("give a value with many rows no second bin", () => {
    const heavy = [...Array.from({ length: 900 }, () => 0), ...Array.from({ length: 100 }, (_, index) => index + 1)];
    const found = bins(heavy, 9);
    expect(found[0]).toBe(900);
    expect(found.length).toBeLessThanOrEqual(10);
    expect(found.every((rows) => rows > 0)).toBe(true);
  });
});
