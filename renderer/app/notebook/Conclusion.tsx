import { useState, type ReactNode } from "react";
import { setConclusion } from "../../../analysis/document/edits.ts";
import type { Investigation } from "../../../analysis/document/schema.ts";
import { edit } from "../../state/document.ts";
import { Button } from "../../ui/Button.tsx";
import { Markdown } from "../../ui/Markdown.tsx";
import { MultiSelect } from "../../ui/MultiSelect.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useDocument, useInvestigation, useSession } from "../session-context.ts";

type ConclusionOf = Investigation["conclusion"];

const statuses = [
  { value: "open", label: "Open", description: "The cause is not settled" },
  { value: "mitigated", label: "Mitigated", description: "The harm has stopped, the cause may remain" },
  { value: "closed", label: "Closed", description: "Nothing is left to do" },
] as const;

/** What was decided and what it rests on, at the notebook's end and on the report's first page. */
export function Conclusion(): ReactNode {
  const { conclusion, cells } = useInvestigation();
  const readOnly = useDocument(({ open }) => open?.readOnly !== null);
  const [editing, setEditing] = useState(false);
  const label = statuses.find(({ value }) => value === conclusion.status)?.label ?? conclusion.status;
  const evidence = cells.filter(({ id }) => conclusion.evidence.includes(id)).map(({ title }) => title);
  return (
    <section className="conclusion" aria-labelledby="conclusion-title">
      <header className="conclusion-head">
        <h2 id="conclusion-title">Conclusion</h2>
        <span className="chip chip-note">{label}</span>
        <span className="conclusion-space" />
        {readOnly ? null : (
          <Button size="small" variant="quiet" onPress={() => setEditing(!editing)}>
            {editing ? "Done" : "Edit"}
          </Button>
        )}
      </header>
      {editing ? (
        <ConclusionForm />
      ) : (
        <>
          {conclusion.text.length === 0 ? (
            <p className="muted">Not written yet: what happened, how sure you are, what follows.</p>
          ) : (
            <Markdown text={conclusion.text.join("\n")} />
          )}
          {evidence.length === 0 ? null : <p className="muted">Rests on: {evidence.join(", ")}</p>}
        </>
      )}
    </section>
  );
}

function ConclusionForm(): ReactNode {
  const { document } = useSession();
  const { conclusion, cells } = useInvestigation();
  const change = (part: Partial<ConclusionOf>): void =>
    edit(
      document,
      "the conclusion",
      (now) => setConclusion(now, { ...now.conclusion, ...part }),
      `conclusion ${Object.keys(part).join(" ")}`,
    );
  return (
    <div className="conclusion-form">
      <Select label="Status" value={conclusion.status} options={statuses} onChange={(status) => change({ status })} />
      <TextField
        label="What happened, and what follows"
        description="Markdown. It opens the report."
        rows={6}
        value={conclusion.text.join("\n")}
        onChange={(text) => change({ text: text === "" ? [] : text.split("\n") })}
      />
      <MultiSelect
        label="Rests on"
        empty="No cell"
        options={cells.map(({ id, title }) => ({ value: id, label: title }))}
        selected={conclusion.evidence}
        onChange={(evidence) => change({ evidence: [...evidence] })}
      />
    </div>
  );
}
