import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { compute } from "../../../analysis/kinds/attribution/compute.ts";
import { attributionConfig, type AttributionConfig } from "../../../analysis/kinds/attribution/config.ts";
import type { ChangePart, ClassifierPart } from "../../../analysis/kinds/attribution/parts.ts";
import type { CellContext, ContextDataset } from "../../../analysis/kinds/context.ts";
import type { Model } from "../../../analysis/document/schema.ts";
import { AttributionForm } from "./AttributionForm.tsx";
import { AttributionView } from "./AttributionView.tsx";

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

const dataset = (relation: string): ContextDataset => ({
  ...{ id: relation, relation, pinnedRows: 1000, timeRange: null },
  columns: [{ name: "income", type: "number", sqlType: "DOUBLE", note: null }],
});
const model = { columns: { time: "at", groups: ["channel"], score: "score" } } as unknown as Model;
const context: CellContext = {
  ...{ reference: dataset("reference"), production: dataset("production"), others: [], model, privacyFloor: 20 },
};
const config = attributionConfig.parse({});
const profile = { rows: 1000, labelled: 1000, used: 1000, outside: 0, most: 2 };
const summed = { sql: "l", unit: 1, squareUnit: 1 };
const estimate = (value: number, half: number) => ({ value, low: value - half, high: value + half });
const side = (rows: number, mean: number) => ({ rows, mean });
const change: ChangePart = {
  part: "change",
  losses: {
    ...{ metric: "log_loss", reference: summed, production: summed, ranked: null },
    profiles: { reference: profile, production: profile },
  },
  means: { reference: { mean: 0.25, error: 0.001 }, production: { mean: 0.3, error: 0.001 } },
  slices: [
    {
      ...{ column: "channel", reason: null },
      parts: [
        {
          ...{ label: "web", nature: "value", reason: null, reference: side(500, 0.2), production: side(500, 0.29) },
          ...{ mix: estimate(0, 0), behaviour: estimate(0.045, 0.01) },
        },
        {
          ...{ label: "branch", nature: "value", reason: null, reference: side(500, 0.3), production: side(500, 0.31) },
          ...{ mix: estimate(0, 0), behaviour: estimate(0.005, 0.01) },
        },
      ],
    },
    { column: "region", reason: "missing_in_production", parts: [] },
  ],
  drifts: [],
  shares: {
    features: [{ column: "income", part: estimate(0.04, 0.01), outside: 0.1 }],
    ...{ left_out: ["age"], still: 3, unexplained: estimate(0.01, 0.02), cells: 4, draws: 200 },
  },
  since: { column: "channel", value: "web", start: "2026-09-28T00:00:00.000Z", unit: "day" },
  outside: null,
};
const classifier: ClassifierPart = {
  part: "classifier",
  classifier: { reason: "too_few_rows", rows: [10, 1000], auc: null, folds: 5, features: [] },
};
const result = compute([change, classifier], config, context);

it("the view draws the arrows, says that contribution is not cause, and what the charts leave out", () => {
  render(<AttributionView result={result} config={config} context={context} title="" quotes={() => null} />);
  expect(screen.getByText(/income \+0\.040, not explained by inputs \+0\.010.*Contribution is not cause/)).toBeTruthy();
  expect(screen.getByText(/split by channel.*Most is web, behaviour: \+0\.045/)).toBeTruthy();
  expect(screen.getByLabelText("Notes").textContent).toMatch(
    /income: 10\.0 % of production’s rows.*age.*3 features did not shift.*No slices by region.*No domain classifier: too few rows/,
  );
});

it("the form takes whole days only, and compares production with itself once it has one", () => {
  const changes: AttributionConfig[] = [];
  render(<AttributionForm config={config} context={context} onChange={(next) => changes.push(next)} />);
  const from = screen.getByLabelText("Production from");
  fireEvent.change(from, { target: { value: "2026-09" } });
  expect(changes).toEqual([]);
  expect(screen.getByText("Year-month-day")).toBeTruthy();
  fireEvent.change(from, { target: { value: "2026-09-28" } });
  expect(changes).toEqual([{ ...config, from: "2026-09-28" }]);
  const last = screen.getByLabelText("Or its last days");
  fireEvent.change(last, { target: { value: "7" } });
  fireEvent.blur(last);
  expect(changes.at(-1)).toEqual({ ...config, last_days: 7 });
  cleanup();
  const own: AttributionConfig = { ...config, from: "2026-09-28", against: "before" };
  render(<AttributionForm config={own} context={context} onChange={(next) => changes.push(next)} />);
  fireEvent.change(screen.getByLabelText("Production from"), { target: { value: "" } });
  expect(changes.at(-1)).toEqual(config);
});
