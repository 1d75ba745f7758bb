import { useEffect } from "react";
import { plainUndoKeys } from "../state/commands/cell-commands.ts";
import { chordOf, commandFor } from "../state/keys.ts";
import type { Session } from "../state/session.ts";
import { useSession } from "./session-context.ts";

const mac = /Mac/.test(navigator.platform);
const secondStrokeMs = 700;

/** Single letters act on cells only while nothing else has a use for them: no text field, menu or dialog. */
function takesLetters(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.closest(
      "input, textarea, select, [contenteditable], [role=listbox], [role=menu], [role=dialog], [role=alertdialog]",
    ) !== null
  );
}

/** Where the keyboard is, also inside a component whose inner parts the page's events do not show. */
const innermost = (event: KeyboardEvent): EventTarget | null => event.composedPath()[0] ?? event.target;

/** Keys that the focused control itself answers. */
function belongsToControl(target: EventTarget | null, chord: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (chord === "Enter")
    return target.closest("button, a, [role=button], [role=tab], tr[tabindex], [role=radio], input") !== null;
  if (chord === "ArrowUp" || chord === "ArrowDown") {
    return target.closest("[role=tab], [role=radiogroup], [role=grid], [role=treegrid], .table-scroll") !== null;
  }
  return false;
}

/** From a field or a panel back to the cell; a panel that lies over the notebook closes. */
function leave(session: Session): void {
  const active = document.activeElement;
  const { focusedCell } = session.ui.getState();
  if (active?.closest(".inspector") != null && window.matchMedia("(max-width: 1099px)").matches) {
    session.ui.setState({ inspectorOpen: false });
  }
  if (active instanceof HTMLElement) active.blur();
  if (focusedCell !== null) document.getElementById(`cell-${focusedCell}`)?.focus();
}

const inPanel = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest(".inspector, .rail") !== null;

/** Text fields have an undo of their own. */
const fieldKeys = new Set(["Mod+Z", "Mod+Shift+Z", "Mod+Y"]);

interface Circumstance {
  readonly chord: string;
  /** The stroke before, where it came just before. */
  readonly before: string | null;
  readonly overlaid: boolean;
  readonly typing: boolean;
}

/** What a stroke does now; nothing where it belongs to a field, a control or what lies over the page. */
function actionFor(session: Session, event: KeyboardEvent, now: Circumstance): (() => void) | null {
  const { chord, overlaid, typing } = now;
  if (overlaid) return null;
  if (chord === "Escape" && (typing || inPanel(event.target))) return () => leave(session);
  if (typing && fieldKeys.has(chord)) return null;
  const plain = typing ? undefined : plainUndoKeys.find(({ shortcut }) => shortcut === chord);
  if (plain !== undefined) return () => plain.run(session);
  return commandAction(session, event, now);
}

function commandAction(
  session: Session,
  event: KeyboardEvent,
  { chord, before, typing }: Circumstance,
): (() => void) | null {
  const command = commandFor(chord, before);
  if (command === undefined || command.blocked(session) !== null) return null;
  const elsewhere = typing || belongsToControl(event.target, chord);
  return command.when === "command" && elsewhere ? null : () => command.run(session);
}

/** Acts on a stroke; answers the stroke where it may be the first of two. */
function handle(session: Session, event: KeyboardEvent, before: string | null): string | null {
  const chord = chordOf(event, mac);
  const typing = takesLetters(innermost(event));
  const action = actionFor(session, event, { chord, before, typing, overlaid: session.ui.getState().overlay !== null });
  if (action === null) return typing ? null : chord;
  event.preventDefault();
  event.stopPropagation();
  action();
  return null;
}

/** Modified keys mean the same wherever the keyboard is, so they are taken before a focused button would take Enter. */
const isModified = (event: KeyboardEvent): boolean =>
  event.ctrlKey || event.metaKey || event.altKey || (event.shiftKey && event.key === "Enter" && !inText(event));

function inText(event: KeyboardEvent): boolean {
  const target = innermost(event);
  return target instanceof Element && target.closest("textarea, [contenteditable]") !== null;
}

/** Listens for the keys of all commands. */
export function useShortcuts(): void {
  const session = useSession();
  useEffect(() => {
    let before: { readonly chord: string; readonly at: number } | null = null;
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || (event.repeat && event.key.length === 1)) return;
      const recent = before !== null && event.timeStamp - before.at < secondStrokeMs ? before.chord : null;
      const rest = handle(session, event, recent);
      before = rest === null ? null : { chord: rest, at: event.timeStamp };
    };
    const first = (event: KeyboardEvent): void => (isModified(event) ? listen(event) : undefined);
    const last = (event: KeyboardEvent): void => (isModified(event) ? undefined : listen(event));
    window.addEventListener("keydown", first, { capture: true });
    window.addEventListener("keydown", last);
    return () => {
      window.removeEventListener("keydown", first, { capture: true });
      window.removeEventListener("keydown", last);
    };
  }, [session]);
}
