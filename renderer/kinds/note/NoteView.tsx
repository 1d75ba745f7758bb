import type { ReactNode } from "react";
import { formatInstant } from "../../../analysis/base/format.ts";
import type { NoteConfig } from "../../../analysis/kinds/note/config.ts";
import type { NoteResult } from "../../../analysis/kinds/note/result.ts";
import { Markdown } from "../../ui/Markdown.tsx";
import type { QuoteOf, ViewProps } from "../view-props.ts";
import { codeWithQuotes, quotesAsCode } from "./quote-chips.tsx";
import "./note.css";

const typeNames = { note: "Note", hypothesis: "Hypothesis", decision: "Decision", event: "Event" } as const;
const stateMarks = { open: "○ Open", confirmed: "● Confirmed", rejected: "✕ Rejected" } as const;

/** A note as its readers see it, with live numbers of other cells. */
export function NoteView({ config, quotes }: ViewProps<NoteResult, NoteConfig>): ReactNode {
  const text = config.text.join("\n");
  return (
    <div className="note-view">
      <NoteFacts config={config} />
      {text.trim() === "" ? (
        <p className="muted">Nothing is written here yet. Select the cell and write in the inspector.</p>
      ) : (
        <NoteText text={text} quotes={quotes} />
      )}
    </div>
  );
}

function NoteText({ text, quotes }: { readonly text: string; readonly quotes: QuoteOf }): ReactNode {
  return <Markdown text={quotesAsCode(text)} components={{ code: codeWithQuotes(quotes) }} />;
}

/** What a hypothesis, a decision or an event says besides its text. */
function NoteFacts({ config }: { readonly config: NoteConfig }): ReactNode {
  const { type, status, owner, date } = config;
  if (type === "note") return null;
  const day = date === null ? null : formatInstant(`${date}T00:00:00.000Z`);
  const facts = {
    hypothesis: [stateMarks[status]],
    decision: [owner === "" ? "no owner" : owner, day ?? "no date"],
    event: [day ?? "no date"],
  };
  return (
    <p className={`note-facts note-${type}`}>
      <strong>{typeNames[type]}</strong>
      {facts[type].map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </p>
  );
}
