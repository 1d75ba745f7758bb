import { expect, it } from "vitest";
import { quoteParts, resolveQuotes, type QuotedCell, type QuoteSource } from "./quotes.ts";

const cells: Readonly<Record<string, QuotedCell>> = {
  c_quality: {
    ...{ verdict: "fail", stale: false },
    headline: [
      { metric: "quality.row_count", column: null, value: 212930 },
      { metric: "quality.missing_share", column: "income", value: 0.096 },
      { metric: "quality.missing_share", column: "na:me {x", value: 0.5 },
    ],
  },
  c_drift: { verdict: "warn", stale: true, headline: [{ metric: "drift.psi", column: "income", value: 0.5312 }] },
  c_empty: { verdict: "none", stale: false, headline: [{ metric: "drift.psi", column: null, value: null }] },
};
const units: Readonly<Record<string, string>> = { "quality.row_count": "rows", "quality.missing_share": "share" };
const source: QuoteSource = { cell: (id) => cells[id] ?? null, unitOf: (metric) => units[metric] ?? null };

it.each([
  ["{{c_quality.quality.row_count}} rows", "212,930 rows"],
  ["{{ c_quality.row_count }}", "212,930"],
  ["**{{c_quality.missing_share:income}}** is missing", "**9.6 %** is missing"],
  ["{{c_quality.verdict}}", "◆ Fail"],
  ["{{c_empty.psi}}", "not defined"],
])("writes %s as %s", (text, shown) => {
  expect(resolveQuotes(text, source)).toBe(shown);
});

it("marks a value whose cell has changed since it ran", () => {
  expect(resolveQuotes("PSI {{c_drift.psi}}.", source)).toBe("PSI 0.531 *(out of date)*.");
});

it.each([
  ["{{c_gone.psi}}", "no such cell, or it has not run"],
  ["{{c_quality.psi}}", "not a headline number of that cell"],
  ["{{c_quality.missing_share:age}}", "not a headline number of that cell"],
  ["{{c_quality.missing_share}}", "several columns: name one"],
])("leaves %s as it is and says why", (text, why) => {
  expect(resolveQuotes(text, source)).toBe(`${text} *(${why})*`);
});

it("leaves text alone that is no quote", () => {
  const text = "{{not a quote}} {{C.x}} { {c_drift.psi} } {{c_quality.row_count";
  expect(quoteParts(text, source)).toEqual([text]);
});
