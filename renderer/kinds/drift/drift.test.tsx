import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CellContext } from "../../../analysis/kinds/context.ts";
import { computeDrift } from "../../../analysis/kinds/drift/compute.ts";
import { driftConfig, type DriftConfig } from "../../../analysis/kinds/drift/config.ts";
import { planDrift } from "../../../analysis/kinds/drift/plan.ts";
import type { DriftResult } from "../../../analysis/kinds/drift/result.ts";
import { memorySource } from "../../../analysis/kinds/drift/testing/memory-source.ts";
import { DriftForm } from "./DriftForm.tsx";
import { DriftView } from "./DriftView.tsx";

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

const config = driftConfig.parse({});
const dataset = (relation: string): NonNullable<CellContext["reference"]> => ({
  ...{ id: relation, relation, pinnedRows: 400, timeRange: null },
  columns: ["income", "age"].map((name) => ({ name, type: "number", sqlType: "DOUBLE", note: null })),
});
const context: CellContext = {
  reference: dataset("reference"),
  production: dataset("production"),
  others: [],
  model: null,
  privacyFloor: 20,
};

async function resultOf(): Promise<DriftResult> {
  const rows = Array.from({ length: 400 }, (_, index) => index % 97);
  const source = memorySource({ income: [rows, rows.map((value) => value + 40)], age: [rows, rows] });
  return computeDrift(await Promise.all(planDrift(config, context).map((task) => task.run(source))), config, context);
}

it("the view opens the column of most impact, and another when its row is chosen", async () => {
  render(<DriftView result={await resultOf()} config={config} context={context} title="" quotes={() => null} />);
  expect(screen.getByLabelText("Column income")).toBeTruthy();
  fireEvent.click(within(screen.getByRole("table", { name: /Choose a column/ })).getByText("age"));
  expect(screen.getByLabelText("Column age")).toBeTruthy();
});

it("the explanation lists the bins of the score and says what they come to", async () => {
  render(<DriftView result={await resultOf()} config={config} context={context} title="" quotes={() => null} />);
  const table = screen.getByRole("table", { name: "Bins and what each contributes" });
  expect(within(table).getAllByRole("row").length).toBe(11);
  expect(screen.getByText(/They come to/)).toBeTruthy();
});

it("the form keeps the large line at or above the moderate one", () => {
  const changes: DriftConfig[] = [];
  render(<DriftForm config={config} context={context} onChange={(next) => changes.push(next)} />);
  fireEvent.click(screen.getByRole("button", { name: "Lines and tests" }));
  const field = screen.getByLabelText("Moderate from PSI");
  fireEvent.change(field, { target: { value: "0.4" } });
  fireEvent.blur(field);
  expect(changes).toEqual([{ ...config, moderate: 0.4, large: 0.4 }]);
});
