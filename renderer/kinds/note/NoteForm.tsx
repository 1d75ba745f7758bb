import { useState, type ReactNode } from "react";
import { hypothesisStates, noteConfig, noteTypes, type NoteConfig } from "../../../analysis/kinds/note/config.ts";
import { Select, type Option } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { FormProps } from "../view-props.ts";
import "./note.css";

const capitalized = <Value extends string>(value: Value): Option<Value> => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
});

/** Writes a note. The cell beside it shows the note while it is written. */
export function NoteForm(props: FormProps<NoteConfig>): ReactNode {
  const { config } = props;
  const change = (part: Partial<NoteConfig>): void => props.onChange({ ...config, ...part });
  return (
    <div className="note-form">
      <Select
        label="Type"
        value={config.type}
        options={noteTypes.map(capitalized)}
        onChange={(type) => change({ type })}
      />
      {config.type === "hypothesis" ? (
        <Select
          label="State"
          value={config.status}
          options={hypothesisStates.map(capitalized)}
          onChange={(status) => change({ status })}
        />
      ) : null}
      {config.type === "decision" ? (
        <TextField label="Owner" value={config.owner} onChange={(owner) => change({ owner })} />
      ) : null}
      {config.type === "decision" || config.type === "event" ? (
        <DayField day={config.date} onChange={(date) => change({ date })} />
      ) : null}
      <TextField
        label="Text"
        value={config.text.join("\n")}
        rows={16}
        description="Markdown. {{cell_id.metric}}, {{cell_id.metric:column}} and {{cell_id.verdict}} quote another cell. The cell shows the note as you write."
        onChange={(text) => change({ text: text === "" ? [] : text.split("\n") })}
      />
    </div>
  );
}

interface DayFieldProps {
  readonly day: string | null;
  readonly onChange: (day: string | null) => void;
}

/** Half a date stays in the field and is not a setting yet. */
function DayField({ day, onChange }: DayFieldProps): ReactNode {
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? day ?? "";
  const write = (text: string): void => {
    const complete = text === "" || noteConfig.shape.date.safeParse(text).success;
    setDraft(complete ? null : text);
    if (complete) onChange(text === "" ? null : text);
  };
  return (
    <TextField
      label="Date"
      value={shown}
      placeholder="2026-11-14"
      error={draft === null ? undefined : "Write the day as year-month-day: 2026-11-14."}
      onChange={write}
    />
  );
}
