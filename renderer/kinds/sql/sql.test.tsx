import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import type { ReactElement } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CellContext } from "../../../analysis/kinds/context.ts";
import { compute } from "../../../analysis/kinds/sql/compute.ts";
import { sqlConfig, type SqlConfig } from "../../../analysis/kinds/sql/config.ts";
import { completionsAt } from "./completions.ts";
import { SqlForm } from "./SqlForm.tsx";
import { SqlView } from "./SqlView.tsx";

// jsdom cannot list the declarations of a style; analysis/kinds/sql/figures draws the figures.
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

const context: CellContext = {
  ...{ reference: null, others: [], model: null, privacyFloor: 20 },
  production: {
    ...{ id: "production", relation: "production", pinnedRows: 400, timeRange: null },
    columns: [{ name: 'in"come', type: "number", sqlType: "DOUBLE", note: null }],
  },
};
const table = {
  columns: [
    { name: "channel", type: "VARCHAR" },
    { name: "n", type: "BIGINT" },
  ],
  rows: [
    ["app", 12],
    ["web", 30],
  ],
  total: 2,
  varies: [],
};

/** The editor's text is inside a shadow root, where the testing library does not look. */
function editorIn(container: HTMLElement): HTMLElement {
  const editor = container.querySelector(".sql-editor")?.shadowRoot?.querySelector<HTMLElement>("[aria-label=SQL]");
  if (editor == null) throw new Error("no editor");
  return editor;
}

const view = (params: object): void => {
  const config = sqlConfig.parse(params);
  const result = compute([table], config);
  render(<SqlView result={result} config={config} context={context} title="" quotes={() => null} />);
};

it("the view shows no value and no chart until the person says what the rows are", () => {
  view({ chart: { type: "bar" } });
  expect(screen.getByText(/may not hold single records unasked/)).toBeTruthy();
  expect(screen.queryByText("web")).toBeNull();
  expect(screen.queryByRole("group", { name: "Chart of these rows" })).toBeNull();
});

it("the view shows the rows and the chosen chart, and says why another can't be drawn", () => {
  view({ keep: "aggregates", chart: { type: "bar" } });
  expect(within(screen.getByRole("table", { name: "Rows" })).getByText("web")).toBeTruthy();
  expect(screen.getByText(/n by channel\. Largest: web, 30\./)).toBeTruthy();
  cleanup();
  view({ keep: "aggregates", chart: { type: "histogram", x: "channel" } });
  expect(screen.getByText('The chart’s column "channel" does not hold numbers.')).toBeTruthy();
});

it("the form keeps the SQL as lines, and lists relations with columns as SQL writes them", () => {
  const changes: SqlConfig[] = [];
  const config = sqlConfig.parse({});
  const { container } = render(<SqlForm config={config} context={context} onChange={(next) => changes.push(next)} />);
  const view = EditorView.findFromDOM(editorIn(container));
  view?.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: "SELECT 1\nFROM production" } });
  expect(changes).toEqual([{ ...config, sql: ["SELECT 1", "FROM production"] }]);
  fireEvent.click(screen.getByRole("button", { name: "production" }));
  expect(screen.getByText('"in""come"')).toBeTruthy();
});

it("the form asks for bounds only where a range is expected", () => {
  render(<SqlForm config={sqlConfig.parse({})} context={context} onChange={() => undefined} />);
  expect(screen.queryByLabelText("Lowest")).toBeNull();
  cleanup();
  const config = sqlConfig.parse({ expect: { rule: "between", low: 1 } });
  const changes: SqlConfig[] = [];
  render(<SqlForm config={config} context={context} onChange={(next) => changes.push(next)} />);
  const field = screen.getByLabelText("Highest");
  fireEvent.change(field, { target: { value: "9" } });
  fireEvent.blur(field);
  expect(changes).toEqual([{ ...config, expect: { ...config.expect, high: 9 } }]);
});

const earlier = { name: "c_proof", title: "Proof", sql: "SELECT 1 AS one" };

it("the form lists the SQL cells above with their text, and follows a text that is changed elsewhere", () => {
  const form = (lines: readonly string[]): ReactElement => (
    <SqlForm
      config={sqlConfig.parse({ sql: lines })}
      context={{ ...context, queries: [earlier] }}
      onChange={() => undefined}
    />
  );
  const { container, rerender } = render(form(["SELECT 1"]));
  rerender(form(["SELECT 2", "FROM c_proof"]));
  expect(EditorView.findFromDOM(editorIn(container))?.state.doc.toString()).toBe("SELECT 2\nFROM c_proof");
  fireEvent.click(screen.getByRole("button", { name: /c_proof Proof/ }));
  expect(screen.getByText("SELECT 1 AS one")).toBeTruthy();
});

it("completes columns after a relation or its alias, and else whatever can stand there", () => {
  const at = (text: string, explicit = false): readonly string[] | null => {
    const state = EditorState.create({ doc: text });
    const found = completionsAt(new CompletionContext(state, text.length, explicit), {
      ...context,
      queries: [earlier],
    });
    return found?.options.map(({ label, apply }) => (typeof apply === "string" ? apply : label)) ?? null;
  };
  expect(at("SELECT * FROM production p WHERE p.")).toEqual(['"in""come"']);
  expect(at("SELECT production.in")).toEqual(['"in""come"']);
  expect(at("SELECT unknown.")).toBeNull();
  expect(at("SELECT ")).toBeNull();
  expect(at("SELECT ", true)).toEqual(expect.arrayContaining(['"in""come"', "production", "c_proof", "sum(", "FROM"]));
  expect(at("SELECT * FROM c_p")).toContain("c_proof");
});
