// @vitest-environment jsdom
import { dot, tip, pointer } from "@observablehq/plot";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import type { ResultTable } from "../../analysis/kinds/kind.ts";
import { drawFigure } from "./draw-figure.ts";
import { ResultTableView } from "./ResultTableView.tsx";

vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

it("a drawn figure carries no style element and no style attribute that the content security policy would refuse", () => {
  const figure = drawFigure(
    {
      ...{ id: "f", title: "F", description: "F" },
      options: (width) => ({
        width,
        marks: [
          dot([1, 2, 3], { x: (d: number) => d, y: (d: number) => d, fill: "red" }),
          tip([1], pointer({ x: (d: number) => d })),
        ],
        color: { legend: true },
      }),
    },
    400,
  );
  expect(figure.querySelector("style")).toBeNull();
  expect(figure.ownerDocument).toBe(document);
  expect(figure.querySelectorAll("circle")).toHaveLength(3);
});

const table: ResultTable = {
  ...{ id: "t", title: "Columns" },
  columns: [
    { key: "name", label: "Column", format: "text" },
    { key: "verdict", label: "Verdict", format: "verdict" },
    { key: "psi", label: "PSI", format: "metric" },
  ],
  rows: [
    { name: "a", verdict: "pass", psi: 0.02 },
    { name: "b", verdict: "fail", psi: null },
    { name: "c", verdict: "warn", psi: 0.3 },
    ...Array.from({ length: 60 }, (_, index) => ({ name: `x${String(index)}`, verdict: "pass", psi: 0.1 })),
  ],
};
const firstCells = (): readonly string[] =>
  screen
    .getAllByRole("row")
    .slice(1, 4)
    .map((row) => row.querySelector("td")?.textContent ?? "");

it("a table sorts by number and by severity, says so, and keeps null last in both directions", () => {
  render(<ResultTableView table={table} />);
  const psi = screen.getByRole("button", { name: "PSI" });
  fireEvent.click(psi);
  expect(screen.getByRole("columnheader", { name: "PSI" }).getAttribute("aria-sort")).toBe("ascending");
  expect(firstCells()[0]).toBe("a");
  fireEvent.click(psi);
  expect(firstCells()[0]).toBe("c");
  fireEvent.click(screen.getByRole("button", { name: "Next rows" }));
  expect(screen.getAllByRole("row").at(-1)?.textContent).toContain("none");
  fireEvent.click(screen.getByRole("button", { name: "Verdict" }));
  fireEvent.click(screen.getByRole("button", { name: "Verdict" }));
  expect(firstCells().slice(0, 2)).toEqual(["b", "c"]);
});

it("a table shows fifty rows at a time and opens a row with Enter", () => {
  const chosen: unknown[] = [];
  render(<ResultTableView table={table} onSelect={(row) => chosen.push(row["name"])} />);
  expect(screen.getAllByRole("row")).toHaveLength(51);
  expect(screen.getByText("1–50 of 63")).toBeDefined();
  fireEvent.keyDown(screen.getAllByRole("row")[2] ?? document.body, { key: "Enter" });
  expect(chosen).toEqual(["b"]);
});
