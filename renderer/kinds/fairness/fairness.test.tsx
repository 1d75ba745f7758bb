import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { codedValues } from "../../../analysis/kinds/fairness/coded.ts";
import { compute } from "../../../analysis/kinds/fairness/compute.ts";
import { fairnessConfig, type FairnessConfig } from "../../../analysis/kinds/fairness/config.ts";
import type { GroupsPart } from "../../../analysis/kinds/fairness/parts.ts";
import type { CellContext } from "../../../analysis/kinds/context.ts";
import { tallyOf } from "../../../analysis/kinds/fairness/sql/tally.ts";
import { FairnessForm } from "./FairnessForm.tsx";
import { FairnessView } from "./FairnessView.tsx";

// jsdom cannot list the declarations of a style; analysis/kinds/results.test.ts draws the figures.
vi.mock("../../figures/draw-figure.ts", () => ({ drawFigure: () => document.createElement("figure") }));

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
});
afterEach(cleanup);

const column = { name: "age", type: "text", sqlType: "VARCHAR", note: null } as const;
const dataset = { id: "p", relation: "production", pinnedRows: 0, columns: [column], timeRange: null };
const context: CellContext = { reference: null, production: dataset, others: [], model: null, privacyFloor: 20 };
const config = fairnessConfig.parse({ by: ["age"], discovery: { on: false } });
const tally = tallyOf("binary", { classes: [], unit: 1, squareUnit: 1 });
const coded = codedValues(column, ["old", "young"], 2);
/** Right for 200 of 250 old and 100 of 250 young positives, and 15 rows of a value too rare to be named. */
const rows = [
  [0, 1, 1, 200],
  [0, 1, 0, 50],
  [0, 0, 0, 500],
  [1, 1, 1, 100],
  [1, 1, 0, 150],
  [1, 0, 0, 500],
  [3, 0, 0, 15],
] as const;
const part: GroupsPart = {
  ...{ part: "groups", columns: [{ column: "age", coded, reason: null }], windows: [], scores: [] },
  lacks: { reference: null, production: { label: null, decision: null, score: "no_score" } },
  none: tally.none,
  crosses: [
    {
      columns: [coded],
      rows: {
        reference: null,
        production: rows.map(([cell, label, decision, n]) => ({
          ...{ set: 0, cell },
          counts: tally.row.parse({ label, decision, n, scored: 0, scores: 0 }),
        })),
      },
    },
  ],
};
const result = compute([part], config, context);

it("the view shows the rates by group and says what is not shown", () => {
  render(<FairnessView result={result} config={config} context={context} title="" quotes={() => null} />);
  expect(screen.getByText(/Rates of 2 of 2 groups in production/).textContent).toMatch(
    /age = old: .*true positive rate 80\.0 %/,
  );
  expect(screen.getByLabelText("What is not shown").textContent).toContain("1 group with too few rows to be named");
});

it("the form keeps the fail line at or above the warn line, and a measure is always judged", () => {
  const changes: FairnessConfig[] = [];
  render(<FairnessForm config={config} context={context} onChange={(next) => changes.push(next)} />);
  fireEvent.click(screen.getByRole("button", { name: "Lines" }));
  const warn = screen.getByLabelText("Warn from a difference of");
  fireEvent.change(warn, { target: { value: "20" } });
  fireEvent.blur(warn);
  expect(changes).toEqual([{ ...config, warn: 0.2, fail: 0.2 }]);
});

it("the form of a model of numbers has the lines and losses of numbers, and no threshold's", () => {
  const changes: FairnessConfig[] = [];
  const columns = { label: "y", prediction: "p", score: null, features: [], time: null, id: null, groups: ["age"] };
  const model: CellContext["model"] = {
    ...{ id: "m", name: "m", version: "1", artifact: null, task: "regression", positive_class: null, threshold: null },
    columns,
  };
  render(<FairnessForm config={config} context={{ ...context, model }} onChange={(next) => changes.push(next)} />);
  fireEvent.click(screen.getByRole("button", { name: "Lines" }));
  expect(screen.queryByLabelText("Ratio of selection rates below")).toBeNull();
  expect(screen.queryByText("Decisions from")).toBeNull();
  const fail = screen.getByLabelText("Fail from a difference of");
  fireEvent.change(fail, { target: { value: "5" } });
  fireEvent.blur(fail);
  expect(changes).toEqual([{ ...config, error_warn: 0.05, error_fail: 0.05 }]);
});
