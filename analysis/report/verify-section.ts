import type { Element } from "hast";
import { h } from "hastscript";
import { shellWord } from "../base/shell-word.ts";
import type { ReportModel } from "./report-model.ts";
import { section } from "./section.ts";
import { fileNameOf } from "./words.ts";

/** How a reader checks this report, and what such a check cannot show. */
export function verifySection({ investigation, fileName = "investigation.casefile" }: ReportModel): Element {
  const files = investigation.datasets.flatMap((dataset) => dataset.files);
  const artifacts = investigation.models.flatMap((model) => (model.artifact ? [model.artifact] : []));
  const sums = [...files, ...artifacts].map(({ sha256, path }) => `${sha256}  ${fileNameOf(path)}`);
  const oneOfEach = [...new Set(sums)];
  return section("verify", "Verify", [
    h("p", "With Casefile, in the folder of the investigation file:"),
    h("pre.copy", `casefile verify ${shellWord(fileName)}`),
    h(
      "p",
      "This checks the history, the digests and the hash of every pinned file, runs every cell again in a fresh engine and compares each result. It ends with 0 only when everything is equal, and it changes nothing.",
    ),
    h("p", "Without Casefile, in the folder of the data files:"),
    h("pre.copy", ["sha256sum --check <<'PINNED'", ...oneOfEach, "PINNED"].join("\n")),
    h("p", [
      h("strong", "What verification does not prove: "),
      "that the data is right or complete, that the two windows are the right ones to compare, that a finding is the cause of the incident, or who wrote the investigation.",
    ]),
  ]);
}
