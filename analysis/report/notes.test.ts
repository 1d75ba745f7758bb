import { toHtml } from "hast-util-to-html";
import { expect, it } from "vitest";
import { notesSection } from "./notes.ts";
import type { ReadCell } from "./read-cells.ts";

const cell = (id: string, kind: string, params: ReadCell["cell"]["params"]): ReadCell => ({
  cell: { id, kind, kind_version: 1, title: id, params },
  ...{ number: 1, title: id, kind: undefined, state: "note", locked: null, face: null, problem: null },
});
const quality = (state: ReadCell["state"]): ReadCell => ({
  ...cell("c_quality", "quality", {}),
  state,
  locked: {
    ...{ key: "", result_digest: "", verdict: "fail" },
    headline: [{ metric: "quality.missing_share", column: "income", value: 0.096 }],
  },
});
const html = (text: string, state: ReadCell["state"] = "fresh"): string => {
  const section = notesSection({ cells: [quality(state), cell("c_note", "note", { text: [text] })] });
  return section === null ? "" : toHtml(section);
};

it("prints the number that a note quotes, in its unit, and says when it is out of date or not there", () => {
  expect(html("Missing: {{c_quality.missing_share:income}}.")).toContain("Missing: 9.6 %.");
  expect(html("{{c_quality.verdict}}", "stale")).toContain("◆ Fail <em>(out of date)</em>");
  expect(html("{{c_gone.psi}}")).toContain("{{c_gone.psi}} <em>(no such cell, or it has not run)</em>");
});
