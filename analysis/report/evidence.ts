import type { Element } from "hast";
import { h } from "hastscript";
import { recordOf } from "../base/errors.ts";
import type { JsonObject } from "../base/json.ts";
import type { Figure, ResultFace } from "../kinds/kind.ts";
import { staleChip, verdictChip } from "./chip.ts";
import { drawFigure } from "./figure-svg.ts";
import { markdownTree } from "./markdown.ts";
import type { ReadCell } from "./read-cells.ts";
import { anchorOf, type ReportModel } from "./report-model.ts";
import { resultTable } from "./result-table.ts";
import { section, type Content } from "./section.ts";
import { modelName } from "./words.ts";

const figureWidth = 960;
/** The tables have the others. */
const shownReasons = 5;

/** One block for each cell that asks a question, in the notebook's order. */
export function evidenceSection(model: ReportModel): Element {
  const asked = model.cells.filter((cell) => cell.state !== "note");
  const blocks = asked.map((cell) => evidenceBlock(cell, provenanceLine(model, cell)));
  return section("evidence", "Evidence", blocks.length === 0 ? [h("p", "This investigation has no cells.")] : blocks);
}

const evidenceBlock = (read: ReadCell, provenance: string): Element =>
  h("article.cell", { id: anchorOf(read.cell.id), class: read.state === "stale" ? "stale" : "" }, [
    h("h3", [h("span.muted", `${String(read.number)} `), read.title]),
    ...(read.face ? resultContent(read, read.face) : [h("p.missing", missingWords(read))]),
    read.kind ? methodDetails(read.kind.method) : null,
    Object.keys(read.cell.params).length === 0 ? null : settingsDetails(read.cell.params),
    h("p.provenance", provenance),
  ]);

function resultContent(read: ReadCell, face: ResultFace): readonly Content[] {
  const reasons = face.verdict.reasons.filter((reason) => !face.sentence.includes(reason)).slice(0, shownReasons);
  return [
    h("p.chips", verdictChip(face.verdict.level), ...(read.state === "stale" ? [" ", staleChip(read.problem)] : [])),
    h("p.sentence", face.sentence),
    reasons.length === 0
      ? null
      : h(
          "ul.reasons",
          reasons.map((reason) => h("li", reason)),
        ),
    ...face.figures.map((figure) => figureBlock(figure, `${anchorOf(read.cell.id)}-${figure.id}`)),
    ...face.tables.map(resultTable),
  ];
}

function figureBlock(figure: Figure, id: string): Element {
  return h("figure", { id }, [
    h("figcaption", [h("strong", figure.title), h("span.hidden", { id: `${id}-text` }, figure.description)]),
    h("div.scroll", chart(figure, id)),
  ]);
}

/** A chart that cannot be drawn costs the reader the chart and nothing else. */
function chart(figure: Figure, id: string): Element {
  const label = { role: "img", ariaLabel: figure.title, ariaDescribedBy: `${id}-text` };
  try {
    return h("div.chart", label, [...drawFigure(figure, figureWidth, id)]);
  } catch (thrown) {
    return h("p.missing", `This chart could not be drawn: ${recordOf(thrown).message} ${figure.description}`);
  }
}

function missingWords(read: ReadCell): string {
  if (read.state === "unknown_kind")
    return `Cells of the kind "${read.cell.kind}" need a newer Casefile. The cell and its result are kept in the investigation.`;
  if (read.state === "unreadable")
    return `The stored result does not fit this version of Casefile, so it is not shown. Run the cell again. (${read.problem ?? ""})`;
  return "This cell has not been run.";
}

const methodDetails = (method: string): Element =>
  h("details", [h("summary", "How this is computed"), h("div.prose", [...markdownTree(method, 3)])]);

const settingsDetails = (params: JsonObject): Element =>
  h("details", [h("summary", "Settings"), h("pre", JSON.stringify(params, null, 2))]);

/** Which bytes, which model and which engine made the numbers above, by the first eight digits of each hash. */
function provenanceLine({ investigation }: ReportModel, { cell, kind, locked }: ReadCell): string {
  const short = (hash: string): string => hash.replace(/^sha256:/, "").slice(0, 8);
  const engine = investigation.lock?.engine;
  return [
    ...investigation.datasets.map(
      ({ id, files }) =>
        `${id} ${files
          .map((file) => short(file.sha256))
          .slice(0, 3)
          .join(" ")}`,
    ),
    ...investigation.models.map((model) =>
      [modelName(model), ...(model.artifact ? [short(model.artifact.sha256)] : [])].join(" "),
    ),
    `${cell.kind} v${String(kind?.version ?? cell.kind_version)}`,
    ...(engine ? [`engine ${engine.version}`] : []),
    ...(locked ? [`key ${short(locked.key)}`, `result ${short(locked.result_digest)}`] : []),
  ].join(" · ");
}
