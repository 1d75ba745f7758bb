import { useState, type ReactNode } from "react";
import { setQuestion } from "../../../analysis/document/edits.ts";
import { edit } from "../../state/document.ts";
import { useDocument, useInvestigation, useSession } from "../session-context.ts";

const placeholder = "What is the question? For example: why did recall fall after the release?";

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
    <div className="question">
      <span className="question-twin" aria-hidden>
        {(draft ?? question) || placeholder}{" "}
      </span>
      <textarea
        className="question-input"
        rows={1}
        aria-label="Question of the investigation"
        placeholder={placeholder}
        value={draft ?? question}
        readOnly={readOnly}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            event.currentTarget.blur();
          }
          if (event.key === "Escape") setDraft(null);
        }}
      />
    </div>
  );
}
