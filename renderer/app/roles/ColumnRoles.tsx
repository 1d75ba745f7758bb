import type { ReactNode } from "react";
import type { Model } from "../../../analysis/document/schema.ts";
import { guessColumns, type PinnedSource, type RoleDraft } from "../../state/roles/role-draft.ts";
import { MultiSelect } from "../../ui/MultiSelect.tsx";
import { Select, type Option } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";

export interface ColumnRolesProps {
  readonly draft: RoleDraft;
  readonly sources: readonly PinnedSource[];
  readonly onChange: (draft: RoleDraft) => void;
}

type Single = "time" | "label" | "prediction" | "score" | "id";

const fields: readonly { readonly role: Single; readonly label: string; readonly without: string }[] = [
  { role: "time", label: "Time", without: "No time: nothing can be shown over time." },
  { role: "prediction", label: "Prediction", without: "The class or value that the model gave." },
  { role: "score", label: "Score", without: "The probability or score behind it." },
  { role: "label", label: "Label", without: "No labels: performance is unavailable; quality and drift still work." },
  { role: "id", label: "Row id", without: "No id: doubled rows can't be found." },
];

const tasks: readonly Option<"unknown" | NonNullable<Model["task"]>>[] = [
  { value: "unknown", label: "Not said" },
  { value: "binary", label: "Binary classification" },
  { value: "multiclass", label: "Multiclass classification" },
  { value: "regression", label: "Regression" },
];

/** Which column means what. Every guess says why it was made. */
export function ColumnRoles({ draft, sources, onChange }: ColumnRolesProps): ReactNode {
  const guesses = guessColumns(sources, draft.roles);
  const names = [...new Set(sources.flatMap(({ answer }) => answer.schema.map(({ name }) => name)))];
  const columns: readonly Option<string>[] = [
    { value: "", label: "None" },
    ...names.map((name) => ({ value: name, label: name, description: typeOf(sources, name) })),
  ];
  const single = new Set(fields.map(({ role }) => draft[role]));
  const many = names.filter((name) => !single.has(name)).map((name) => ({ value: name, label: name }));
  const why = (role: Single, without: string): string => {
    const guess = guesses[role];
    if (draft[role] === null) return without;
    return guess?.column === draft[role] ? `Guessed: ${guess.why}.` : "Chosen by you.";
  };
  return (
    <section className="role-section" aria-labelledby="role-columns">
      <h3 id="role-columns">Columns</h3>
      <div className="role-grid">
        {fields.map(({ role, label, without }) => (
          <Select
            key={role}
            label={label}
            value={draft[role] ?? ""}
            options={columns}
            description={why(role, without)}
            onChange={(column) => onChange({ ...draft, [role]: column === "" ? null : column })}
          />
        ))}
        <Select
          label="Task"
          value={draft.task ?? "unknown"}
          options={tasks}
          description={
            guesses.task !== null && guesses.task.task === draft.task ? `Guessed: ${guesses.task.why}.` : undefined
          }
          onChange={(task) => onChange({ ...draft, task: task === "unknown" ? null : task })}
        />
        {draft.task === "binary" ? <Decision draft={draft} onChange={onChange} /> : null}
        <MultiSelect
          label="Groups"
          empty="None"
          options={many}
          selected={draft.groups}
          description="Columns to compare people or places by."
          onChange={(groups) => onChange({ ...draft, groups })}
        />
        <MultiSelect
          label="Features"
          empty={`All other columns (${String(many.length)})`}
          options={many}
          selected={draft.features}
          description="What the model reads."
          onChange={(features) => onChange({ ...draft, features })}
        />
      </div>
      <h3>Investigation</h3>
      <div className="role-grid">
        <TextField label="Title" value={draft.title} onChange={(title) => onChange({ ...draft, title })} />
        <TextField label="Model" value={draft.modelName} onChange={(modelName) => onChange({ ...draft, modelName })} />
        <TextField
          label="Model version"
          value={draft.modelVersion}
          onChange={(modelVersion) => onChange({ ...draft, modelVersion })}
        />
      </div>
    </section>
  );
}

/** What makes a score a decision, and which class it is about. */
function Decision({ draft, onChange }: Omit<ColumnRolesProps, "sources">): ReactNode {
  const { positiveClass, threshold } = draft;
  return (
    <>
      <TextField
        label="Positive class"
        value={positiveClass}
        placeholder="1"
        description="The label that the score is the probability of."
        onChange={(value) => onChange({ ...draft, positiveClass: value })}
      />
      <TextField
        label="Threshold"
        value={threshold}
        placeholder="0.5"
        description="Scores from here on count as positive."
        error={threshold === "" || Number.isFinite(Number(threshold)) ? undefined : "A number such as 0.5"}
        onChange={(value) => onChange({ ...draft, threshold: value })}
      />
    </>
  );
}

function typeOf(sources: readonly PinnedSource[], column: string): string | undefined {
  const types = sources.flatMap(({ answer }) =>
    answer.schema.filter(({ name }) => name === column).map(({ type }) => type),
  );
  return [...new Set(types)].join(" / ") || undefined;
}
