import type { EnginePin, Investigation } from "../../analysis/document/schema.ts";
import { intentOf, type Case, type Step } from "./case.ts";
import { remember, withKnownResults } from "./evidence.ts";

export interface Edit {
  readonly label: string;
  /** Typing in one field is one step while the pauses are short. */
  readonly merge?: string;
  readonly next: Investigation;
}

export interface Situation {
  readonly engine: EnginePin | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const pauseMs = 800;
const mostSteps = 500;

/** The case after an edit, with the step on the undo stack. An edit that changes nothing leaves no step. */
export function edited(before: Case, { label, merge, next }: Edit, { engine, now }: Situation): Case {
  if (next === before.investigation) return before;
  const evidence = remember(before.evidence, before.investigation);
  const last = before.past.at(-1);
  const merges = last !== undefined && merge !== undefined && last.merge === merge && now - last.at < pauseMs;
  const step: Step = {
    label,
    merge: merge ?? null,
    at: now,
    intent: merges ? last.intent : intentOf(before.investigation),
  };
  return {
    ...before,
    investigation: withKnownResults(next, evidence, engine),
    evidence,
    past: [...(merges ? before.past.slice(0, -1) : before.past), step].slice(-mostSteps),
    future: [],
  };
}

export function undone(before: Case, situation: Situation): Case {
  const step = before.past.at(-1);
  if (step === undefined) return before;
  const reverse: Step = { ...step, intent: intentOf(before.investigation) };
  return { ...stepped(before, step, situation), past: before.past.slice(0, -1), future: [...before.future, reverse] };
}

export function redone(before: Case, situation: Situation): Case {
  const step = before.future.at(-1);
  if (step === undefined) return before;
  const reverse: Step = { ...step, merge: null, intent: intentOf(before.investigation) };
  return { ...stepped(before, step, situation), future: before.future.slice(0, -1), past: [...before.past, reverse] };
}

function stepped(before: Case, step: Step, { engine }: Situation): Case {
  const evidence = remember(before.evidence, before.investigation);
  const next = { ...before.investigation, ...step.intent };
  return { ...before, evidence, investigation: withKnownResults(next, evidence, engine) };
}
