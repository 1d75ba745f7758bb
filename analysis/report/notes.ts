import type { Element } from "hast";
import { h } from "hastscript";
import { quotedText, type QuotedCell } from "../kinds/note-quotes.ts";
import { kinds } from "../kinds/registry.ts";
import { markdownTree } from "./markdown.ts";
import type { ReadCell } from "./read-cells.ts";
import { anchorOf, type ReportModel } from "./report-model.ts";
import { section } from "./section.ts";

/** Notes, hypotheses, decisions and events in the notebook's order; nothing when there are none. */
export function notesSection({ cells }: Pick<ReportModel, "cells">): Element | null {
  const notes = cells.filter((cell) => cell.state === "note");
  return notes.length === 0
    ? null
    : section(
        "notes",
        "Notes and decisions",
        notes.map((note) => noteBlock(note, quotable(cells))),
      );
}

/** What a note's quotes can find: the last locked result of each cell that has one. */
const quotable =
  (cells: readonly ReadCell[]) =>
  (id: string): QuotedCell | null => {
    const quoted = cells.find(({ cell }) => cell.id === id);
    return quoted?.locked ? { ...quoted.locked, stale: quoted.state !== "fresh" } : null;
  };

function noteBlock(read: ReadCell, cellOf: (id: string) => QuotedCell | null): Element {
  const parsed = kinds.note.config.safeParse(read.cell.params);
  if (!parsed.success)
    return h("article.cell", { id: anchorOf(read.cell.id) }, [
      h("h3", read.title),
      h("p.missing", "This note's settings cannot be read."),
    ]);
  const { type, status, owner, date, text } = parsed.data;
  const facts = [
    { note: null, hypothesis: `Hypothesis, ${status}`, decision: "Decision", event: "Event" }[type],
    type === "decision" && owner !== "" ? owner : null,
    type === "decision" || type === "event" ? date : null,
  ].filter((fact) => fact !== null);
  return h("article.cell.note", { id: anchorOf(read.cell.id) }, [
    h("h3", [h("span.muted", `${String(read.number)} `), read.title]),
    facts.length === 0 ? null : h("p.muted", facts.join(" · ")),
    h("div.prose", [...markdownTree(quotedText(text.join("\n"), cellOf), 3)]),
  ]);
}
