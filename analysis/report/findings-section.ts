import type { Element } from "hast";
import { h } from "hastscript";
import { formatInstant } from "../base/format.ts";
import type { HistoryEntry } from "../document/schema.ts";
import { staleChip, verdictChip } from "./chip.ts";
import type { FindingGroup } from "./findings.ts";
import type { ReadCell } from "./read-cells.ts";
import { anchorOf, type ReportModel } from "./report-model.ts";
import { scrollable } from "./result-table.ts";
import { section, type Content } from "./section.ts";

/** Every finding, grouped by what it is about; then what people accepted, and what this report cannot say. */
export function findingsSection({ groups, cells, investigation }: ReportModel): Element {
  const accepted = investigation.history.filter((entry) => entry.action === "accept");
  return section("findings", "Findings", [
    groups.length === 0 ? h("p", "No check failed or warned.") : scrollable("Findings", findingsTable(groups)),
    ...(accepted.length === 0 ? [] : [h("h3", "Accepted"), h("ul", accepted.map(acceptedItem))]),
    h("h3", { id: "limits" }, "What this report cannot say"),
    ...limits(cells),
  ]);
}

const findingsTable = (groups: readonly FindingGroup[]): Element =>
  h("table.grouped", [
    h("caption.hidden", "Findings by subject, the most important first"),
    h(
      "thead",
      h(
        "tr",
        ["Verdict", "Subject", "What was found", "Since", "Evidence"].map((label) => h("th", { scope: "col" }, label)),
      ),
    ),
    groups.map((group) => h("tbody", groupRows(group))),
  ]);

const groupRows = ({ subject, findings }: FindingGroup): Element[] =>
  findings.map((finding, index) =>
    h("tr", [
      h("td", verdictChip(finding.level)),
      index === 0 ? h("th", { scope: "rowgroup", rowSpan: findings.length }, subject) : null,
      h("td.wide", finding.sentence, finding.stale ? h("p", staleChip(null)) : null),
      h("td.nowrap", finding.since === null ? "–" : formatInstant(finding.since)),
      h("td", h("a", { href: `#${anchorOf(finding.cellId)}` }, finding.cellTitle)),
    ]),
  );

const acceptedItem = ({ summary, by, at }: HistoryEntry): Element =>
  h("li", summary, h("span.muted", ` (${by === "" ? "" : `${by}, `}${formatInstant(at)})`));

const limitWords: Partial<Record<ReadCell["state"], string>> = {
  not_run: "has not been run.",
  unknown_kind: "is of a kind that this version of Casefile does not know.",
  unreadable: "has a stored result that this version of Casefile cannot read.",
};

function limits(cells: readonly ReadCell[]): readonly Content[] {
  const said = cells.flatMap((cell) => limitsOf(cell).map((words) => h("li", h("strong", cell.title), ` ${words}`)));
  return said.length === 0 ? [h("p", "Every cell has run, is up to date and had enough data.")] : [h("ul", said)];
}

function limitsOf(cell: ReadCell): readonly string[] {
  const state =
    cell.state === "stale"
      ? `is not up to date: ${cell.problem ?? "something changed after it ran"}.`
      : limitWords[cell.state];
  const low =
    cell.face?.verdict.level === "low_n" ? `had not enough data. ${cell.face.verdict.reasons.join(" ")}`.trim() : null;
  return [state, low].filter((words) => words !== undefined && words !== null);
}
