import { useState, type ReactNode } from "react";
import { setQuestion } from "../../../analysis/document/edits.ts";
import { edit } from "../../state/document.ts";
import { useDocument, useInvestigation, useSession } from "../session-context.ts";

/** The question that the investigation answers, at its head. */
export function QuestionLine(): ReactNode {
  const { document } = useSession();
  const { question } = useInvestigation();
  const readOnly = useDocument(({ open }) => open?.readOnly !== null);
  const [draft, setDraft] = useState<string | null>(null);
  const finish = (): void => {
    const next = draft?.trim() ?? question;
    if (next !== question) edit(document, "the question", (investigation) => setQuestion(investigation, next));
    setDraft(null);
  };
  return (
    <input
      className="question-input"
      aria-label="Question of the investigation"
      placeholder="What is the question? For example: why did recall fall after the release?"
      value={draft ?? question}
      readOnly={readOnly}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") setDraft(null);
      }}
    />
  );
}
