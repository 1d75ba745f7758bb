import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CellContext } from "../../../analysis/kinds/context.ts";
import { qualityConfig, type QualityConfig } from "../../../analysis/kinds/quality/config.ts";
import type { QualityResult } from "../../../analysis/kinds/quality/result.ts";
import { QualityForm } from "./QualityForm.tsx";
import { QualityView } from "./QualityView.tsx";

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

const context: CellContext = { reference: null, production: null, others: [], model: null, privacyFloor: 20 };
const config = qualityConfig.parse({});
const missing = (column: string, level: "fail" | "pass", production: number): QualityResult["checks"][number] => ({
  ...{
    check: "missing",
    column,
    level,
    model_input: true,
    unit: "share",
    reference: 0.004,
    production,
    difference: production - 0.004,
  },
  of: { reference: { hits: 4, rows: 1000 }, production: { hits: production * 1000, rows: 1000 } },
  ...{ low: 0, high: 1, affected: production * 1000, since: null, where: null, detail: null },
});
const result: QualityResult = {
  ...{ rows: { reference: 1000, production: 1000 }, time: null, columns: [] },
  checks: [missing("income", "fail", 0.096), missing("age", "pass", 0.004)],
};

it("the view says how the checks ended and draws what changed", () => {
  render(<QualityView result={result} config={config} context={context} title="" quotes={() => null} />);
  expect(screen.getByLabelText("Checks by verdict").textContent).toBe("◆ Fail 1● Pass 1");
  expect(screen.getByText(/Largest change: income, \+9\.2 pp/)).toBeTruthy();
});

it("the form changes one limit and leaves the others as they were", () => {
  const changes: QualityConfig[] = [];
  render(<QualityForm config={config} context={context} onChange={(next) => changes.push(next)} />);
  fireEvent.click(screen.getByRole("button", { name: "Limits" }));
  const [warn] = screen.getAllByLabelText("Warn from");
  if (warn === undefined) throw new Error("no field");
  fireEvent.change(warn, { target: { value: "2.5" } });
  fireEvent.blur(warn);
  expect(changes).toEqual([{ ...config, limits: { ...config.limits, missing: { warn: 0.025, fail: 0.05 } } }]);
});
