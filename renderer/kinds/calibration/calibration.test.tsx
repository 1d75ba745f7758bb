import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { labelledScores } from "../../../analysis/stats/labelled-scores.ts";
import { compute } from "../../../analysis/kinds/calibration/compute.ts";
import { calibrationConfig, type CalibrationConfig } from "../../../analysis/kinds/calibration/config.ts";
import type { SideScores } from "../../../analysis/kinds/calibration/parts.ts";
import type { CellContext } from "../../../analysis/kinds/context.ts";
import { CalibrationForm } from "./CalibrationForm.tsx";
import { CalibrationView } from "./CalibrationView.tsx";

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
const config = calibrationConfig.parse({});
const counted = (counts: readonly number[]) => ({
  values: Float64Array.of(0.2, 0.5, 0.8),
  counts: Float64Array.from(counts),
});
const production: SideScores = {
  profile: { rows: 300, no_label: 0, no_score: 0, infinite: 0, outside: 0, labels: 2, positives: 100 },
  sample: labelledScores(counted([90, 70, 40]), counted([10, 30, 60])),
  reason: null,
};
const result = compute(
  [{ part: "scores", sides: { reference: null, production }, windows: { reference: null, production: null } }],
  config,
  context,
);

it("the view tells the ECE and shows what the repairs gain on held-back rows, with the in-sample bound beside", () => {
  render(<CalibrationView result={result} config={config} context={context} title="" quotes={() => null} />);
  expect(screen.getByText(/the dashed line is agreement.*ECE 0\.167/)).toBeTruthy();
  expect(screen.getByLabelText("Suggested repairs").textContent).toMatch(
    /halves of production.*upper bound.*Isotonic map: ECE 0\.167 → 0\.042 \(ECE 0\.167 → 0\.000\)/,
  );
});

it("the form keeps the fail line at or above the warn line", () => {
  const changes: CalibrationConfig[] = [];
  render(<CalibrationForm config={config} context={context} onChange={(next) => changes.push(next)} />);
  fireEvent.click(screen.getByRole("button", { name: "Lines and bins" }));
  const warn = screen.getByLabelText("Warn from");
  fireEvent.change(warn, { target: { value: "8" } });
  fireEvent.blur(warn);
  expect(changes).toEqual([{ ...config, warn: 0.08, fail: 0.08 }]);
});
