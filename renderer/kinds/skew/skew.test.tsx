import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CellContext, ContextDataset } from "../../../analysis/kinds/context.ts";
import { computeSkew } from "../../../analysis/kinds/skew/compute.ts";
import { skewConfig, type SkewConfig } from "../../../analysis/kinds/skew/config.ts";
import { SkewForm } from "./SkewForm.tsx";
import { SkewView } from "./SkewView.tsx";

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

const dataset = (id: string): ContextDataset => ({
  ...{ id, relation: id, pinnedRows: 1000, timeRange: null },
  columns: [
    { name: "id", type: "text", sqlType: "VARCHAR", note: null },
    { name: "income", type: "number", sqlType: "DOUBLE", note: null },
  ],
});
const context: CellContext = {
  ...{ reference: dataset("reference"), production: dataset("production"), others: [dataset("offline")] },
  ...{ model: null, privacyFloor: 20 },
};
const config = skewConfig.parse({ key: "id" });
const keys = { rows: 1000, no_key: 0, repeated_keys: 0, repeated_rows: 0 };
const counts = { both_missing: 0, serving_missing: 0, training_missing: 0, different: 200 };
const result = computeSkew(
  [
    {
      part: "keys",
      counts: { training: keys, serving: keys, matched: 1000, only_training: 0, only_serving: 0, ambiguous: 0 },
    },
    {
      part: "columns",
      columns: [
        {
          column: { name: "income", as: "number", sqlTypes: { training: "DOUBLE", serving: "DOUBLE" } },
          windows: [{ day: null, rows: 1000, counts }],
          detail: {
            explained: [{ pattern: { type: "ratio", side: null, number: 100, from: null, to: null }, rows: 200 }],
            ...{ pairs: [], extent: null, groups: [], grid: null },
            examples: [{ id: "secret-7", training: "1", serving: "100" }],
          },
        },
      ],
    },
    {
      ...{ part: "leak", column: "paid_back", auc: 0.999, after: null, reason: null },
      presence: { present_positives: 100, present_negatives: 900, missing_positives: 0, missing_negatives: 0 },
    },
  ],
  config,
  context,
);

it("the view draws the columns that differ and says which feature may know the label", () => {
  render(<SkewView result={result} config={config} context={context} title="" quotes={() => null} />);
  expect(screen.getByText(/matched 1,000 of 1,000 offline rows by id \(100\.0 %\).*income, 20\.0 %/)).toBeTruthy();
  expect(screen.getByLabelText("Leakage hints").textContent).toContain(
    "paid_back: alone it tells the label with an AUC of 0.999",
  );
  expect(screen.queryByRole("note")).toBeNull();
});

it("the id of an example is not kept unless ids are asked for", () => {
  expect(JSON.stringify(result)).not.toContain("secret-7");
});

it("the form chooses two datasets and keeps the fail line at or above the warn line", () => {
  const changes: SkewConfig[] = [];
  render(<SkewForm config={config} context={context} onChange={(next) => changes.push(next)} />);
  expect(screen.getByRole("button", { name: /Training-time dataset, or one pipeline/ })).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Lines" }));
  const warn = screen.getByLabelText("Differing rows: warn from");
  fireEvent.change(warn, { target: { value: "5" } });
  fireEvent.blur(warn);
  expect(changes).toEqual([{ ...config, warn: 0.05, fail: 0.05 }]);
});
