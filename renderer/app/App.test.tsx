// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { writeInvestigation } from "../../analysis/document/write.ts";
import { fakeBridge, type FakeAnswers, type FakeBridge } from "../bridge/fake.ts";
import { connectSession } from "../state/connect-session.ts";
import { createSession } from "../state/session.ts";
import { twoCells } from "../state/testing/sample-case.ts";
import { App } from "./App.tsx";
import { SessionContext } from "./session-context.ts";

const opened = (text: string) => ({
  ...{ documentId: "d".repeat(32), name: "case.casefile", readOnly: null, text },
  files: [],
});

vi.setConfig({ testTimeout: 30_000 });

let disconnect: () => void;

function show(answers: FakeAnswers = {}): FakeBridge {
  const fake = fakeBridge(answers);
  const session = createSession(fake.bridge);
  disconnect = connectSession(session);
  render(
    <SessionContext value={session}>
      <App />
    </SessionContext>,
  );
  return fake;
}

async function showSample(): Promise<FakeBridge> {
  const fake = show({
    document: { openSample: () => opened(writeInvestigation(twoCells())) },
    cells: { run: () => ({ finished: 0, failed: 0 }) },
  });
  fireEvent.click(await screen.findByRole("button", { name: /Open the sample/ }));
  await screen.findByRole("heading", { level: 1, name: /Recall drop/ });
  return fake;
}

beforeEach(() => {
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe(): void {}
      disconnect(): void {}
      unobserve(): void {}
    },
  );
  vi.stubGlobal("CSS", { escape: (text: string) => text });
  Element.prototype.scrollIntoView = () => {};
});

afterEach(() => {
  cleanup();
  disconnect();
});

describe("the window", () => {
  it("starts with a place for data and the promise that nothing leaves the computer", async () => {
    show();
    expect(await screen.findByText(/Drop Parquet files here/)).toBeDefined();
    expect(screen.getByText(/Nothing leaves this computer\. No account\./)).toBeDefined();
  });

  it("shows an opened investigation as landmarks and one region a cell, and runs nothing", async () => {
    const fake = await showSample();
    for (const landmark of ["banner", "navigation", "main", "complementary", "contentinfo"])
      expect(screen.getAllByRole(landmark).length).toBeGreaterThan(0);
    expect(screen.getByRole("region", { name: "Data quality" })).toBeDefined();
    expect(screen.getByRole("region", { name: "Note" })).toBeDefined();
    expect(fake.asked.map(([method]) => method).filter((method) => /^(cells|data)\./.test(method))).toEqual([]);
  });

  it("walks and deletes cells with the keys of Jupyter, and undo brings the cell back", async () => {
    await showSample();
    fireEvent.keyDown(document.body, { key: "j" });
    expect(screen.getByRole("region", { name: "Note" }).className).toContain("cell-focused");
    fireEvent.keyDown(document.body, { key: "d" });
    fireEvent.keyDown(document.body, { key: "d" });
    expect(screen.queryByRole("region", { name: "Note" })).toBeNull();
    fireEvent.click(
      within(screen.getByText("Deleted “Note”").parentElement ?? document.body).getByRole("button", { name: "Undo" }),
    );
    expect(screen.getByRole("region", { name: "Note" })).toBeDefined();
  });

  it("runs with Control+Enter even while a button has the keyboard, and does not press the button", async () => {
    const fake = await showSample();
    const pin = screen.getByRole("button", { name: /Add data/ });
    fireEvent.keyDown(pin, { key: "Enter", ctrlKey: true, shiftKey: true });
    expect(fake.asked.map(([method]) => method)).toContain("cells.run");
    expect(fake.asked.map(([method]) => method)).not.toContain("files.choose");
  });

  it("leaves letters to text fields", async () => {
    await showSample();
    const title = screen.getByRole("textbox", { name: "Title of the investigation" });
    fireEvent.keyDown(title, { key: "d" });
    fireEvent.keyDown(title, { key: "d" });
    expect(screen.getByRole("region", { name: "Data quality" })).toBeDefined();
  });

  it("lists commands that can't be done with their reason", async () => {
    await showSample();
    fireEvent.keyDown(document.body, { key: "k", ctrlKey: true });
    const box = await screen.findByRole("combobox", { name: /Search commands/ });
    fireEvent.change(box, { target: { value: "export" } });
    const option = screen.getByRole("option", { name: /Export report/ });
    expect(option.getAttribute("aria-disabled")).toBe("true");
    expect(option.textContent).toContain("Nothing has been run yet");
  });

  it("says what happened, what it means and what to do when opening fails", async () => {
    show({ document: { openSample: () => opened("not an investigation") } });
    fireEvent.click(await screen.findByRole("button", { name: /Open the sample/ }));
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("The investigation file cannot be read");
    expect(alert.textContent).toContain("Take an earlier version");
  });
});
