import type { Investigation } from "../../analysis/document/schema.ts";
import { allKinds } from "../../analysis/kinds/registry.ts";
import { insertCell } from "./actions/edit-cells.ts";
import type { Command } from "./command.ts";
import { commands } from "./commands.ts";
import { needsEditable } from "./commands/conditions.ts";
import type { Session } from "./session.ts";

export interface PaletteEntry {
  readonly id: string;
  readonly group: "Actions" | "Cells";
  readonly label: string;
  readonly words: string;
  readonly shortcut?: string | undefined;
  /** Why it can't be chosen now. */
  readonly blocked: string | null;
  readonly choose: () => void;
}

const fromCommand = (session: Session, command: Command): PaletteEntry => ({
  ...{ id: command.id, group: "Actions", label: command.label },
  words: `${command.label} ${command.synonyms ?? ""}`.toLowerCase(),
  shortcut: command.shortcuts?.[0],
  blocked: command.blocked(session),
  choose: () => command.run(session),
});

const hidden = new Set(["view.palette", "cell.leave"]);

/** Everything that the palette can do, given what is open. `show` brings a cell into view. */
export function paletteEntries(session: Session, show: (cellId: string) => void): readonly PaletteEntry[] {
  const { open } = session.document.getState();
  const actions = commands.filter(({ id }) => !hidden.has(id)).map((command) => fromCommand(session, command));
  return open === null
    ? actions
    : [...actions, ...additions(session, open.investigation), ...cells(open.investigation, show)];
}

function additions(session: Session, { cells: present }: Investigation): readonly PaletteEntry[] {
  return allKinds.map((kind) => ({
    ...{ id: `add:${kind.id}`, group: "Actions", label: `Add cell: ${kind.title}`, blocked: needsEditable(session) },
    words:
      `add cell ${kind.title} ${kind.question} ${kind.metricDefinitions.map(({ name }) => name).join(" ")}`.toLowerCase(),
    choose: () => insertCell(session, kind.id, present.length),
  }));
}

const cells = ({ cells: present }: Investigation, show: (cellId: string) => void): readonly PaletteEntry[] =>
  present.map((cell, index) => ({
    ...{ id: `cell:${cell.id}`, group: "Cells", label: `${String(index + 1)} · ${cell.title}`, blocked: null },
    words: `${cell.title} ${cell.kind} ${cell.id}`.toLowerCase(),
    choose: () => show(cell.id),
  }));

/** Entries that hold every word that was typed; `>` keeps actions, `@` cells. What can be done now comes first. */
export function matching(entries: readonly PaletteEntry[], typed: string): readonly PaletteEntry[] {
  const only = typed.startsWith(">") ? "Actions" : typed.startsWith("@") ? "Cells" : null;
  const words = typed
    .replace(/^[>@]/, "")
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const rank = ({ label, blocked }: PaletteEntry): number =>
    (blocked === null ? 0 : 2) + (words.every((word) => label.toLowerCase().includes(word)) ? 0 : 1);
  return entries
    .filter((entry) => (only === null || entry.group === only) && words.every((word) => entry.words.includes(word)))
    .map((entry, index) => ({ entry, index }))
    .toSorted((a, b) => rank(a.entry) - rank(b.entry) || a.index - b.index)
    .map(({ entry }) => entry);
}
