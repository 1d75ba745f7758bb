import { CasefileError, type Outcome } from "../../analysis/base/errors.ts";
import type { CasefileBridge } from "../../electron/ipc/bridge.ts";

declare global {
  interface Window {
    readonly casefile?: CasefileBridge;
  }
}

/** What the preload script offers this page: the only way out of the sandbox, and the only reader of `window.casefile`. */
export function connectBridge(): CasefileBridge {
  if (window.casefile === undefined) throw new Error("Casefile's page was opened outside the Casefile app.");
  return window.casefile;
}

/** The answer, or the error of the other side thrown here. */
export async function answered<T>(call: Promise<Outcome<T>>): Promise<T> {
  const outcome = await call;
  if (!outcome.ok) throw new CasefileError(outcome.error);
  return outcome.value;
}

export type { CasefileBridge };
