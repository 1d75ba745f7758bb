import type { Command } from "../command.ts";
import type { Session } from "../session.ts";
import type { RailTab, Theme } from "../ui.ts";
import { always, needsOpen } from "./conditions.ts";

export function setTheme({ ui, bridge }: Session, theme: Theme): void {
  ui.setState({ theme });
  void bridge.app.setTheme({ theme });
}

const showTab = ({ ui }: Session, railTab: RailTab): void => ui.setState({ railTab, railOpen: true });

export const viewCommands: readonly Command[] = [
  {
    ...{ id: "view.palette", label: "Command palette", shortcuts: ["Mod+K", "Mod+Shift+P"], blocked: always },
    run: ({ ui }) => ui.setState({ overlay: { type: "palette" } }),
  },
  {
    ...{
      id: "view.shortcuts",
      label: "Keyboard shortcuts",
      shortcuts: ["?", "h"],
      when: "command",
      synonyms: "help keys",
    },
    blocked: always,
    run: ({ ui }) => ui.setState({ overlay: { type: "shortcuts" } }),
  },
  {
    ...{ id: "view.rail", label: "Show or hide the left panel", shortcuts: ["Mod+B"], blocked: needsOpen },
    run: ({ ui }) => ui.setState(({ railOpen }) => ({ railOpen: !railOpen })),
  },
  {
    ...{ id: "view.inspector", label: "Show or hide the inspector", shortcuts: ["Mod+Alt+B"], blocked: needsOpen },
    run: ({ ui }) => ui.setState(({ inspectorOpen }) => ({ inspectorOpen: !inspectorOpen })),
  },
  {
    ...{ id: "view.pins", label: "Go to Pins", shortcuts: ["g p"], when: "command", blocked: needsOpen },
    run: (session) => showTab(session, "pins"),
  },
  {
    ...{ id: "view.findings", label: "Go to Findings", shortcuts: ["g f"], when: "command", blocked: needsOpen },
    run: (session) => showTab(session, "findings"),
  },
  {
    ...{ id: "view.outline", label: "Go to Outline", shortcuts: ["g o"], when: "command", blocked: needsOpen },
    run: (session) => showTab(session, "outline"),
  },
  {
    id: "theme.system",
    label: "Theme: as the system",
    blocked: always,
    run: (s) => setTheme(s, "system"),
  },
  { id: "theme.light", label: "Theme: light", blocked: always, run: (session) => setTheme(session, "light") },
  {
    id: "theme.dark",
    label: "Theme: dark",
    synonyms: "night",
    blocked: always,
    run: (session) => setTheme(session, "dark"),
  },
];
