import type { Element } from "hast";
import { h } from "hastscript";
import { formatInstant } from "../base/format.ts";
import { staleChip, verdictChip } from "./chip.ts";
import type { FindingGroup } from "./findings.ts";
import { markdownTree } from "./markdown.ts";
import { anchorOf, type ReportModel } from "./report-model.ts";
import { section, type Content } from "./section.ts";
import { plural } from "./words.ts";

const shownFindings = 5;

/** One page: the question, what was found first, and what was concluded. */
export function summarySection(model: ReportModel): Element {
  const { investigation } = model;
  return section("summary", "Summary", [
    investigation.question.trim() === "" ? null : h("blockquote.question", h("p", investigation.question)),
    ...findingsFirst(model),
    h("h3", "Conclusion"),
    ...conclusion(model),
  ]);
}

function findingsFirst({ groups, cells }: ReportModel): readonly Content[] {
  const checks = cells.filter((cell) => cell.face !== null);
  if (checks.length === 0) return [h("p", "Nothing has been run yet, so there is nothing to report.")];
  if (groups.length === 0)
    return [h("p", `No check failed or warned in ${plural(checks.length, "cell")}. ${lowNote(checks)}`.trim())];
  const rest = groups.length - shownFindings;
  return [
    h("ol.findings", groups.slice(0, shownFindings).map(findingItem)),
    rest > 0
      ? h(
          "p.muted",
          `${plural(rest, "more subject")}, of lower impact: see `,
          h("a", { href: "#findings" }, "all findings"),
          ".",
        )
      : null,
  ];
}

const lowNote = (checks: ReportModel["cells"]): string => {
  const low = checks.filter((cell) => cell.face?.verdict.level === "low_n").length;
  return low === 0 ? "" : `${plural(low, "cell")} had not enough data.`;
};

function findingItem(group: FindingGroup): Element {
  const [first] = group.findings;
  return h("li", [
    verdictChip(group.level),
    h("div", [
      h("strong", group.subject),
      group.since === null ? null : h("span.muted", ` since ${formatInstant(group.since)}`),
      h("p", first?.sentence ?? "", first?.stale === true ? [" ", staleChip(null)] : null),
      first ? h("p.muted", h("a", { href: `#${anchorOf(first.cellId)}` }, `Evidence: ${first.cellTitle}`)) : null,
    ]),
  ]);
}

function conclusion({ investigation, cells }: ReportModel): readonly Content[] {
  const { text, evidence } = investigation.conclusion;
  const written = text.join("\n").trim();
  const named = cells.filter((cell) => evidence.includes(cell.cell.id));
  return [
    ...(written === ""
      ? [h("p.muted", "No conclusion has been written.")]
      : [h("div.prose", [...markdownTree(written, 3)])]),
    named.length === 0
      ? null
      : h(
          "p.muted",
          "Rests on: ",
          ...named.flatMap(({ cell, title }, index) => [
            index === 0 ? "" : ", ",
            h("a", { href: `#${anchorOf(cell.id)}` }, title),
          ]),
        ),
  ];
}
