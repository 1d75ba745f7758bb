import type { Element } from "hast";
import { h } from "hastscript";
import { formatCount } from "../base/format.ts";
import type { Dataset, Investigation, Model } from "../document/schema.ts";
import { verdictLooks } from "../kinds/verdict.ts";
import type { ReadCell } from "./read-cells.ts";
import type { ReportModel } from "./report-model.ts";
import { scrollable } from "./result-table.ts";
import { facts, plainTable, section, type Content } from "./section.ts";
import { bytesText, fileNameOf, filterSentences, modelName, plural } from "./words.ts";

/** Everything that somebody else needs to make the same numbers: full hashes, schemas, keys, software, history. */
export function provenanceSection({ investigation, cells }: ReportModel): Element {
  const filters = filterSentences(investigation.filters);
  return section("provenance", "Provenance", [
    h("h3", "Investigation"),
    identity(investigation),
    ...investigation.datasets.flatMap(datasetBlock),
    ...investigation.models.flatMap(modelBlock),
    h("h3", "Filters"),
    filters.length === 0
      ? h("p", "None: every row of the pinned data was used.")
      : h(
          "ul",
          filters.map((text) => h("li", text)),
        ),
    h("h3", "Cells"),
    scrollable("Cells", cellTable(cells)),
    ...historyBlock(investigation),
  ]);
}

function identity({ id, version, lock }: Investigation): Element {
  return facts([
    ["Investigation", h("code", id)],
    ["File format", `casefile.investigation, version ${String(version)}`],
    ["Intent digest", h("code", lock?.intent_digest ?? "not locked")],
    ["Casefile", lock?.app ?? "not run"],
    ["Engine", lock ? `${lock.engine.package} ${lock.engine.version} (DuckDB ${lock.engine.library})` : "not run"],
    ...(lock ? [["Engine binary", h("code", `sha256:${lock.engine.wasm_sha256}`)] as const] : []),
  ]);
}

const datasetBlock = (dataset: Dataset): readonly Content[] => [
  h("h3", `Dataset ${dataset.id}`),
  facts([
    ["Role", dataset.role],
    ["Rows", formatCount(dataset.rows)],
    ["Columns", formatCount(dataset.schema.length)],
    ...(dataset.time_range
      ? [
          [
            "Time span",
            `${dataset.time_range.min} to ${dataset.time_range.max} (${dataset.time_range.column})`,
          ] as const,
        ]
      : []),
    ...(dataset.window ? [["Window", windowIso(dataset.window)] as const] : []),
  ]),
  scrollable(
    `Files of ${dataset.id}`,
    plainTable(
      `Files of ${dataset.id}`,
      ["File", "Rows", "Size", "SHA-256"],
      dataset.files.map((file) => [
        fileNameOf(file.path),
        formatCount(file.rows),
        bytesText(file.bytes),
        h("code.hash", file.sha256),
      ]),
    ),
  ),
  h("details", [
    h("summary", `Schema: ${plural(dataset.schema.length, "column")}`),
    scrollable(
      `Schema of ${dataset.id}`,
      plainTable(
        `Schema of ${dataset.id}`,
        ["Column", "Type", "Remark"],
        dataset.schema.map(({ name, type, note }) => [name, h("code", type), note ?? ""]),
      ),
    ),
  ]),
];

const windowIso = ({ column, from, to }: NonNullable<Dataset["window"]>): string =>
  `${from ?? "beginning"} ≤ ${column} < ${to ?? "end"}`;

function modelBlock(model: Model): readonly Content[] {
  const { label, prediction, score, time, id, groups, features } = model.columns;
  const roles = Object.entries({ label, prediction, score, time, id }).filter(([, column]) => column !== null);
  return [
    h("h3", `Model ${modelName(model)}`),
    facts([
      ["Id", model.id],
      ["Task", model.task ?? "not set"],
      ...(model.artifact
        ? [
            [
              "Artifact",
              `${fileNameOf(model.artifact.path)}, ${bytesText(model.artifact.bytes)}, `,
              h("code.hash", model.artifact.sha256),
            ] as const,
          ]
        : []),
      [
        "Columns",
        roles.length === 0 ? "no roles set" : roles.map(([role, column]) => `${role}: ${column ?? ""}`).join("; "),
      ],
      ...(groups.length === 0 ? [] : [["Groups", groups.join(", ")] as const]),
      ...(features.length === 0 ? [] : [["Features", features.join(", ")] as const]),
      ...(model.positive_class === null ? [] : [["Positive class", model.positive_class] as const]),
      ...(model.threshold === null ? [] : [["Threshold", String(model.threshold)] as const]),
    ]),
  ];
}

const stateWords: Record<ReadCell["state"], string> = {
  fresh: "up to date",
  stale: "not up to date",
  not_run: "not run",
  unknown_kind: "unknown kind",
  unreadable: "unreadable",
  note: "text",
};

const cellTable = (cells: readonly ReadCell[]): Element =>
  plainTable(
    "Cells with their keys and result digests",
    ["Cell", "Kind", "State", "Verdict", "Key", "Result digest"],
    cells.map(({ cell, title, state, locked }) => [
      `${title} (${cell.id})`,
      `${cell.kind} v${String(cell.kind_version)}`,
      stateWords[state],
      locked ? verdictLooks[locked.verdict].word : "–",
      h("code.hash", locked?.key ?? "–"),
      h("code.hash", locked?.result_digest ?? "–"),
    ]),
  );

function historyBlock({ history }: Investigation): readonly Content[] {
  if (history.length === 0) return [];
  const rows = history.map(({ seq, at, by, action, summary }) => [
    String(seq),
    at,
    by === "" ? "–" : by,
    action,
    summary,
  ]);
  return [
    h("h3", "History"),
    h("p.muted", "The chain of entries shows accidental edits. It is not a signature."),
    scrollable("History", plainTable("History", ["#", "When (UTC)", "By", "Action", "What"], rows)),
  ];
}
