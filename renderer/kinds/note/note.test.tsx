import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { CellContext } from "../../../analysis/kinds/context.ts";
import { noteConfig, type NoteConfig } from "../../../analysis/kinds/note/config.ts";
import type { Quote } from "../view-props.ts";
import { NoteForm } from "./NoteForm.tsx";
import { NoteView } from "./NoteView.tsx";

afterEach(cleanup);

const context: CellContext = { reference: null, production: null, others: [], model: null, privacyFloor: 20 };
const quoted: Quote = {
  ...{ number: 2, title: "Data quality", verdict: "fail", stale: false },
  headline: [{ metric: "quality.missing_share", column: "in come_x_", value: 0.096 }],
};

function show(params: Partial<NoteConfig>, quote: Quote | null = quoted): HTMLElement {
  const config = noteConfig.parse(params);
  return render(<NoteView result={{}} config={config} context={context} title="" quotes={() => quote} />).container;
}

it("shows the number that a quote stands for, whatever the column is called", () => {
  const note = show({ text: ["**{{c_quality.missing_share:in come_x_}}** are missing: {{c_quality.verdict}}."] });
  expect(note.textContent).toBe("9.6 % are missing: ◆ Fail.");
});

it("marks a quote that is out of date, and one that leads nowhere", () => {
  expect(show({ text: ["{{c_quality.verdict}}"] }, { ...quoted, stale: true }).textContent).toBe(
    "◆ Fail (out of date)",
  );
  expect(show({ text: ["{{c_gone.psi}}"] }, null).textContent).toBe("{{c_gone.psi}} (no such cell, or it has not run)");
});

it("lets nothing in the text act: no HTML, no image, no link to follow", () => {
  const text = [
    "<script>alert(1)</script><b onclick='x()'>b</b>",
    "![pixel](https://example.org/p.png)",
    "[here](javascript:alert(1)) [there](https://example.org)",
  ];
  const note = show({ text });
  expect(note.querySelectorAll("script, img, a, b, [onclick]").length).toBe(0);
  expect(note.textContent).toContain("there (https://example.org)");
});

it("says what a decision needs: who and when", () => {
  expect(show({ type: "decision", owner: "Ada", date: "2026-11-14", text: ["Roll back."] }).textContent).toBe(
    "DecisionAda2026-11-14Roll back.",
  );
  expect(show({ type: "hypothesis", status: "rejected" }).textContent).toContain("Rejected");
});

it("keeps half a date in the field and out of the settings", () => {
  const changes: NoteConfig[] = [];
  const config = noteConfig.parse({ type: "event" });
  render(<NoteForm config={config} context={context} onChange={(next) => changes.push(next)} />);
  fireEvent.change(screen.getByLabelText("Date"), { target: { value: "2026-11" } });
  expect(changes).toEqual([]);
  expect(screen.getByText(/year-month-day/)).toBeTruthy();
  fireEvent.change(screen.getByLabelText("Date"), { target: { value: "2026-11-14" } });
  expect(changes).toEqual([{ ...config, date: "2026-11-14" }]);
});

it("stores text as lines", () => {
  const changes: NoteConfig[] = [];
  const config = noteConfig.parse({});
  render(<NoteForm config={config} context={context} onChange={(next) => changes.push(next)} />);
  fireEvent.change(screen.getByLabelText("Text"), { target: { value: "one\n\nthree" } });
  expect(changes).toEqual([{ ...config, text: ["one", "", "three"] }]);
});
