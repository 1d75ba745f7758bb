import { createStore, type StoreApi } from "zustand/vanilla";
import type { ErrorRecord } from "../../analysis/base/errors.ts";
import type { AnswerOf, GrantedFile, mainContract } from "../bridge/contract-types.ts";

export type RailTab = "pins" | "findings" | "outline";
export type Theme = "system" | "light" | "dark";
export type AppInfo = AnswerOf<typeof mainContract, "app.state">;
export type Recoverable = AnswerOf<typeof mainContract, "document.recoverable">[number];

/** What lies over the notebook. At most one at a time. */
export type Overlay =
  | { readonly type: "palette" }
  | { readonly type: "shortcuts" }
  | { readonly type: "roles"; readonly files: readonly GrantedFile[] }
  | { readonly type: "add-cell"; readonly at: number }
  | { readonly type: "repin"; readonly datasetId: string; readonly files: readonly GrantedFile[] }
  | { readonly type: "discard"; readonly proceed: () => void };

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo: boolean;
}

/** Something that went wrong outside a cell, shown until it is dismissed or mended. */
export interface Problem {
  readonly id: string;
  readonly error: ErrorRecord;
  /** A failed save stays until a save works. */
  readonly persistent: boolean;
}

export interface UiState {
  readonly info: AppInfo | null;
  readonly recoverable: readonly Recoverable[];
  readonly theme: Theme;
  readonly railTab: RailTab;
  readonly railOpen: boolean;
  readonly inspectorOpen: boolean;
  readonly focusedCell: string | null;
  /** The cell whose title is being edited. */
  readonly renaming: string | null;
  readonly collapsed: Readonly<Record<string, true>>;
  readonly overlay: Overlay | null;
  readonly toasts: readonly Toast[];
  readonly problems: readonly Problem[];
  /** Said once by screen readers. */
  readonly announcement: string;
  /** Counts the wishes to move the keyboard into the inspector. */
  readonly enteredInspector: number;
}

export type UiStore = StoreApi<UiState>;

export const createUiStore = (): UiStore =>
  createStore<UiState>()(() => ({
    ...{ info: null, recoverable: [], theme: "system", railTab: "pins", railOpen: true, inspectorOpen: true },
    ...{
      focusedCell: null,
      renaming: null,
      collapsed: {},
      overlay: null,
      toasts: [],
      problems: [],
      announcement: "",
      enteredInspector: 0,
    },
  }));

let lastToast = 0;
const toastMs = 10_000;

/** Shows a line for ten seconds, with Undo where the last edit can be taken back. */
export function showToast(ui: UiStore, text: string, undo = false): void {
  const id = ++lastToast;
  ui.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), { id, text, undo }] }));
  setTimeout(() => dismissToast(ui, id), toastMs);
}

export const dismissToast = (ui: UiStore, id: number): void =>
  ui.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));

/** Shows an error; one with the same id is replaced. */
export function showProblem(ui: UiStore, problem: Problem): void {
  ui.setState(({ problems }) => ({ problems: [...problems.filter(({ id }) => id !== problem.id), problem] }));
}

export const dismissProblem = (ui: UiStore, id: string): void =>
  ui.setState(({ problems }) => ({ problems: problems.filter((problem) => problem.id !== id) }));

export const announce = (ui: UiStore, announcement: string): void => ui.setState({ announcement });

export function toggleCollapsed(ui: UiStore, cell: string): void {
  ui.setState(({ collapsed: { [cell]: before, ...others } }) => ({
    collapsed: before ? others : { ...others, [cell]: true },
  }));
}
