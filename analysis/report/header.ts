import type { Element } from "hast";
import { h } from "hastscript";
import { formatCount, formatInstant } from "../base/format.ts";
import type { Dataset } from "../document/schema.ts";
import { staleChip, verdictChip } from "./chip.ts";
import type { ReportModel } from "./report-model.ts";
import { facts } from "./section.ts";
import { datasetName, modelName, plural, windowText } from "./words.ts";

const statusWords = { open: "Open", mitigated: "Mitigated", closed: "Closed" } as const;

/** Title, overall verdict, what was compared, and whether this process has verified it. */
export function reportHeader(model: ReportModel): Element {
  const { investigation } = model;
  const stale = model.cells.filter((cell) => cell.state === "stale").length;
  return h("header.masthead", [
    h("p.overline", "Casefile investigation report"),
    h("h1", investigation.title),
    h("p.chips", [
      verdictChip(model.overall),
      " ",
      h("span.chip.chip-none", statusWords[investigation.conclusion.status]),
      " ",
      verificationChip(model),
      ...(stale === 0 ? [] : [" ", staleChip(plural(stale, "cell"))]),
    ]),
    facts([
      ...investigation.datasets.map((dataset) => [roleWord(dataset), ...datasetLine(dataset)] as const),
      ...investigation.models.map((model) => ["Model", modelName(model)] as const),
      [
        "Report made",
        h("time", { dateTime: model.createdAt }, formatInstant(model.createdAt)),
        ` by Casefile ${model.appVersion}`,
      ],
    ]),
    verificationBanner(model),
  ]);
}

const roleWord = ({ role, id }: Dataset): string =>
  ({ reference: "Reference", production: "Production", other: `Dataset ${id}` })[role];

const datasetLine = (dataset: Dataset): (Element | string)[] => [
  h("strong", datasetName(dataset)),
  `, ${formatCount(dataset.rows)} rows`,
  ...(windowText(dataset) === null ? [] : [`, ${windowText(dataset) ?? ""}`]),
];

const verificationChip = ({ verification }: ReportModel): Element =>
  verification === "verified"
    ? h("span.chip.chip-pass", "✔ Verified")
    : h("span.chip.chip-unverified", "○ Not verified");

function verificationBanner({ verification }: ReportModel): Element {
  if (verification === "verified")
    return h("p.banner", [
      h("strong", "Verified. "),
      "The process that wrote this report hashed every pinned file, ran every cell again and found the same results.",
    ]);
  return h("p.banner.banner-unverified", [
    h("strong", "Not verified. "),
    "The results below are those stored in the investigation. The process that wrote this report did not check the data files or run the cells again. ",
    h("a", { href: "#verify" }, "How to verify"),
  ]);
}
