import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CellContext } from "../../../analysis/kinds/context.ts";
import { performanceConfig, type PerformanceConfig } from "../../../analysis/kinds/performance/config.ts";
import { performance } from "../../../analysis/kinds/performance/index.ts";
import type { SidePart } from "../../../analysis/kinds/performance/measured.ts";
import { proportion } from "../../../analysis/kinds/performance/measured.ts";
import { PerformanceForm } from "./PerformanceForm.tsx";
import { PerformanceView } from "./PerformanceView.tsx";

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

const dataset = (id: string) => ({
  ...{ id, relation: id, pinnedRows: 1000, timeRange: null },
  columns: [{ name: "at", type: "timestamp", sqlType: "TIMESTAMP", note: null } as const],
});
const context: CellContext = {
  ...{ reference: dataset("reference"), production: dataset("production"), others: [], privacyFloor: 20 },
  model: {
    ...{
      id: "model",
      name: "",
      version: "",
      artifact: null,
      task: "multiclass",
      positive_class: null,
      threshold: null,
    },
    columns: { label: "y", prediction: "p", score: null, features: [], time: "at", id: null, groups: [] },
  },
};
const config = performanceConfig.parse({});
const bucket = (hits: number) => ({
  ...{ rows: 1000, labelled: 900 },
  measures: [proportion("accuracy", { hits, rows: 900 }, 900, "too_few_rows")],
});
const part = (side: SidePart["side"], hits: number): SidePart => ({
  ...{ side, reason: null, overall: bucket(hits), untimed: 0, confusion: null, classes: [] },
  windows: ["2026-01-01", "2026-02-01"].map((day) => ({ start: `${day}T00:00:00.000Z`, bucket: bucket(hits) })),
});

it("the view draws the metric and its labels, compares the sides and says what was left out", () => {
  const result = performance.compute([part("reference", 850), part("production", 600)], config, context);
  render(<PerformanceView result={result} config={config} context={context} title="" quotes={() => null} />);
  expect(screen.getByText("Accuracy over time")).toBeTruthy();
  expect(screen.getByText("Label coverage")).toBeTruthy();
  expect(screen.getByText("−0.278")).toBeTruthy();
  expect(screen.getByText(/100 of 1,000 rows of production have no label/)).toBeTruthy();
});

it("the form sets both lines at once, so that no setting is half there", () => {
  const changes: PerformanceConfig[] = [];
  render(<PerformanceForm config={config} context={context} onChange={(next) => changes.push(next)} />);
  fireEvent.click(screen.getByRole("button", { name: "Lines and rules" }));
  const warn = screen.getByLabelText("Warn line by hand");
  fireEvent.change(warn, { target: { value: "0.8" } });
  fireEvent.blur(warn);
  expect(changes).toEqual([{ ...config, lines: { warn: 0.8, fail: 0.8 } }]);
  expect(performanceConfig.safeParse(changes[0]).success).toBe(true);
});

it("the form finds the score columns of classes by how their names begin, and says what estimates need", () => {
  const changes: PerformanceConfig[] = [];
  const columns = ["at", "p_cat", "p_dog", "p_", "weight"].map((name) => ({
    ...{ name, type: name === "at" ? ("timestamp" as const) : ("number" as const), sqlType: "DOUBLE", note: null },
  }));
  const scored = { ...context, production: { ...dataset("production"), columns } };
  render(<PerformanceForm config={config} context={scored} onChange={(next) => changes.push(next)} />);
  fireEvent.click(screen.getByRole("button", { name: "Scores of classes" }));
  expect(screen.getByRole("button", { name: "Add classes" }).hasAttribute("disabled")).toBe(true);
  fireEvent.change(screen.getByLabelText("Score columns begin with"), { target: { value: "p_" } });
  fireEvent.click(screen.getByRole("button", { name: "Add 2 classes" }));
  expect(changes).toEqual([{ ...config, class_scores: { cat: "p_cat", dog: "p_dog" } }]);
  expect(performanceConfig.safeParse(changes[0]).success).toBe(true);
  expect(screen.getByRole("button", { name: "Without labels" })).toBeTruthy();
});
