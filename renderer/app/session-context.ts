import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { Investigation } from "../../analysis/document/schema.ts";
import { perform } from "../state/commands.ts";
import type { CommandId } from "../state/command-ids.ts";
import type { DocumentState } from "../state/document.ts";
import type { RunsState } from "../state/runs.ts";
import type { Session } from "../state/session.ts";
import type { UiState } from "../state/ui.ts";

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("Casefile's components need a session around them.");
  return session;
}

/** Selectors answer what the store already holds: no arrays or objects built on the way. */
export const useDocument = <T>(select: (state: DocumentState) => T): T => useStore(useSession().document, select);
export const useRuns = <T>(select: (state: RunsState) => T): T => useStore(useSession().runs, select);
export const useUi = <T>(select: (state: UiState) => T): T => useStore(useSession().ui, select);

/** For what is only drawn while an investigation is open. */
export function useInvestigation(): Investigation {
  const investigation = useDocument(({ open }) => open?.investigation ?? null);
  if (investigation === null) throw new Error("No investigation is open.");
  return investigation;
}

export const usePerform = (): ((id: CommandId) => void) => {
  const session = useSession();
  return (id) => void perform(session, id);
};
