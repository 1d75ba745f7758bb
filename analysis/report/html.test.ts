// @vitest-environment jsdom
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { kindById } from "../kinds/registry.ts";
import { renderReport } from "./html.ts";
import { manifestId } from "./manifest.ts";
import { hostileTextCount, hostileTexts } from "./testing/hostile-texts.ts";
import { probe, sampleInvestigation } from "./testing/sample-investigation.ts";

const render = (text?: string, verification: "verified" | "not_verified" = "not_verified"): string =>
  renderReport(
    {
      investigation: sampleInvestigation(text),
      verification,
      createdAt: "2026-11-23T06:30:00.000Z",
      appVersion: "0.1.0",
    },
    (id) => (id === "probe" ? probe : kindById(id)),
  );
const open = (html: string): Document => new DOMParser().parseFromString(html, "text/html");
const page = open(render());
const sectionText = (id: string): string => page.getElementById(id)?.textContent ?? "";

describe("a report", () => {
  it("has its parts in the order that readers need", () => {
    const ids = [...page.querySelectorAll("main > section")].map((part) => part.id);
    expect(ids).toEqual(["summary", "findings", "evidence", "notes", "provenance", "verify"]);
    expect([...page.querySelectorAll("nav a")].map((link) => link.getAttribute("href"))).toEqual(
      ids.map((id) => `#${id}`),
    );
  });

  it("names every cell that it cannot vouch for, and why", () => {
    const limits = sectionText("findings");
    expect(limits).toContain("Small slice had not enough data");
    expect(limits).toContain("Old settings is not up to date");
    expect(limits).toContain("From the future is of a kind that this version of Casefile does not know");
    expect(limits).toContain("Broken has a stored result that this version of Casefile cannot read");
    expect(limits).toContain("Probe has not been run");
  });

  it("marks a result that no longer belongs to its settings, wherever it is shown", () => {
    expect(page.querySelector("#cell-c_stale .chip-stale")?.textContent).toContain("Not up to date");
    expect(page.querySelector("#cell-c_moved .chip-stale")).toBeNull();
    expect(page.querySelector(".masthead .chip-stale")?.textContent).toContain("1 cell");
  });

  it("shows ten rows of a table and the others on request", () => {
    const tables = page.querySelectorAll("#cell-c_moved .table-block table");
    expect([...tables].map((table) => table.querySelectorAll("tbody tr").length)).toEqual([10, 4]);
    expect(tables[1]?.closest("details")?.hasAttribute("open")).toBe(false);
  });

  it("prints full hashes in the appendix and in commands that can be copied", () => {
    expect(sectionText("provenance")).toContain("c6".repeat(32));
    expect(sectionText("verify")).toContain(`${"12".repeat(32)}  monthly_income.parquet`);
    expect(sectionText("verify")).toContain("casefile verify investigation.casefile");
  });

  it("says that it is not verified unless this process has verified", () => {
    expect(page.querySelector(".masthead")?.textContent).toContain("Not verified");
    const verified = open(render("x", "verified")).querySelector(".masthead")?.textContent;
    expect(verified).toContain("Verified. The process that wrote this report");
    expect(verified).not.toContain("Not verified");
  });

  it("gives the same bytes for the same investigation", () => {
    expect(render()).toBe(render());
  });
});

describe("a report is inert", () => {
  it("starts its head with a policy that names the one style sheet and allows nothing else", () => {
    const policy = page.head.firstElementChild;
    const styles = [...page.querySelectorAll("style")];
    const hash = createHash("sha256")
      .update(styles[0]?.textContent ?? "")
      .digest("base64");
    expect(policy?.getAttribute("http-equiv")).toBe("Content-Security-Policy");
    expect(policy?.getAttribute("content")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    expect(styles).toHaveLength(1);
  });

  it("embeds the investigation as the only script element, and it reads back as it was", () => {
    const scripts = [...page.querySelectorAll("script")];
    expect(scripts.map((script) => [script.id, script.type])).toEqual([[manifestId, "application/json"]]);
    expect(JSON.parse(scripts[0]?.textContent ?? "")).toEqual(sampleInvestigation());
  });

  it("points nowhere outside itself", () => {
    const pointing = [...page.querySelectorAll("[href], [src], [action]")];
    expect(pointing.every((element) => element.getAttribute("href")?.startsWith("#"))).toBe(true);
  });

  it.each(hostileTexts)("keeps its shape when every text is hostile: batch %#", (text) => {
    const html = render(text);
    const hostile = open(html);
    expect(shapeOf(hostile)).toEqual(shapeOf(page));
    expect(hostile.title).not.toBe("");
    expect([...hostile.querySelectorAll(".prose *")].filter((element) => !proseTags.has(element.localName))).toEqual(
      [],
    );
    expect(JSON.parse(hostile.getElementById(manifestId)?.textContent ?? "")).toEqual(sampleInvestigation(text));
    expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u2028\u2029]/);
  });
});

it("is tried with more than five hundred hostile texts", () => {
  expect(hostileTextCount).toBeGreaterThan(500);
});

const proseTags = new Set([
  ...["p", "em", "strong", "code", "pre", "span", "ul", "ol", "li", "blockquote", "br", "hr", "del", "h4", "h5", "h6"],
  ...["table", "thead", "tbody", "tr", "th", "td", "input", "sup", "section"],
]);

/** Every element with its attributes' names, but for what Markdown makes of a note's own words. */
function shapeOf(document: Document): readonly string[] {
  return [...document.querySelectorAll("*")]
    .filter((element) => element.parentElement?.closest(".prose") == null)
    .map((element) =>
      [element.localName, ...element.getAttributeNames().filter((name) => name !== "x" && name !== "y")].join(" "),
    );
}
