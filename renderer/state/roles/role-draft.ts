import {
  guessRoles,
  type GuessedRole,
  type PinnedSide,
  type RoleGuesses,
} from "../../../analysis/document/guess-roles.ts";
import type { Model } from "../../../analysis/document/schema.ts";
import type { GrantedFile, PinAnswer } from "../../bridge/contract-types.ts";

/** A file that was read, checked and hashed, and waits for its role. */
export interface PinnedSource {
  readonly granted: GrantedFile;
  readonly answer: PinAnswer;
}

export type FileRole = "reference" | "production" | "split" | "other" | "none";

export interface Split {
  readonly column: string;
  /** First day of production, `2026-11-01`. */
  readonly day: string;
  /** First day that is no longer reference; empty where production begins on it. */
  readonly referenceEnds: string;
}

export const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

/** What the role sheet holds: every guess, corrected by the person. */
export interface RoleDraft {
  readonly title: string;
  /** By file id. */
  readonly roles: Readonly<Record<string, FileRole>>;
  /** For files with the role `split`. */
  readonly split: Split | null;
  readonly time: string | null;
  readonly label: string | null;
  readonly prediction: string | null;
  readonly score: string | null;
  readonly id: string | null;
  readonly task: Model["task"];
  /** For binary tasks, as typed; empty where the person does not say. */
  readonly positiveClass: string;
  readonly threshold: string;
  readonly groups: readonly string[];
  /** Empty means every column that has no other role. */
  readonly features: readonly string[];
  readonly modelName: string;
  readonly modelVersion: string;
}

const referenceNames = /train|ref|base|before|old/i;
const productionNames = /prod|serv|curr|live|score|after|new/i;

const earliest = ({ answer }: PinnedSource): string =>
  answer.timestamps.flatMap(({ min }) => (min === null ? [] : [min])).toSorted()[0] ?? "";

/** Which file is which: by name where the names say it, else the earlier one is the reference. */
export function guessFileRoles(sources: readonly PinnedSource[]): Record<string, FileRole> {
  const [only, ...more] = sources;
  if (only !== undefined && more.length === 0) {
    const datable = only.answer.timestamps.some(({ min, max }) => min !== null && max !== null && min < max);
    return { [only.granted.fileId]: datable ? "split" : "reference" };
  }
  const byTime = sources.toSorted((a, b) => (earliest(a) < earliest(b) ? -1 : earliest(a) > earliest(b) ? 1 : 0));
  const named = sources.map((source) => [source.granted.fileId, roleByName(source.granted.name)] as const);
  const clear = named.some(([, role]) => role === "reference") && named.some(([, role]) => role === "production");
  if (clear) return Object.fromEntries(named.map(([id, role]) => [id, role ?? "other"]));
  return Object.fromEntries(
    byTime.map(({ granted }, index) => [
      granted.fileId,
      index === 0 ? "reference" : index === 1 ? "production" : "other",
    ]),
  );
}

function roleByName(name: string): FileRole | null {
  const [reference, production] = [referenceNames.test(name), productionNames.test(name)];
  return reference === production ? null : reference ? "reference" : "production";
}

const sideOf = (sources: readonly PinnedSource[]): PinnedSide => ({
  rows: sources.reduce((sum, { answer }) => sum + answer.rows, 0),
  schema: sources[0]?.answer.schema ?? [],
  distinct: sources[0]?.answer.distinct ?? {},
});

/** The guesses for the columns, given which file is which. */
export function guessColumns(sources: readonly PinnedSource[], roles: Readonly<Record<string, FileRole>>): RoleGuesses {
  const withRole = (wanted: FileRole): readonly PinnedSource[] =>
    sources.filter(({ granted }) => roles[granted.fileId] === wanted || roles[granted.fileId] === "split");
  const reference = sideOf(withRole("reference"));
  const production = sideOf(withRole("production"));
  return guessRoles(reference.rows === 0 ? production : reference, production.rows === 0 ? reference : production);
}

/** The day in the middle of a column's range, where the person knows nothing better. */
export function middleDay(sources: readonly PinnedSource[], column: string | null): Split | null {
  const spans = sources.flatMap(({ answer }) =>
    answer.timestamps.filter((span) => column === null || span.column === column),
  );
  const span = spans.find(({ min, max }) => min !== null && max !== null);
  if (span === undefined || span.min === null || span.max === null) return null;
  const middle = (Date.parse(span.min) + Date.parse(span.max)) / 2;
  if (!Number.isFinite(middle)) return null;
  return { column: span.column, day: new Date(middle).toISOString().slice(0, 10), referenceEnds: "" };
}

const titleFrom = (source: PinnedSource | undefined): string =>
  (source?.granted.name ?? "Untitled investigation").replace(/\.[a-z0-9]+$/i, "");

/** A sheet with every guess filled in. */
export function firstDraft(sources: readonly PinnedSource[]): RoleDraft {
  const roles = guessFileRoles(sources);
  const guesses = guessColumns(sources, roles);
  const columnOf = (role: GuessedRole): string | null => guesses[role]?.column ?? null;
  const time = columnOf("time");
  const last = sources.find(({ granted }) => roles[granted.fileId] === "production") ?? sources[0];
  return {
    title: titleFrom(last),
    ...{ roles, time, split: middleDay(sources, time) },
    label: columnOf("label"),
    prediction: columnOf("prediction"),
    score: columnOf("score"),
    id: columnOf("id"),
    task: guesses.task?.task ?? null,
    ...{ positiveClass: "", threshold: "", groups: [], features: [], modelName: "model", modelVersion: "1" },
  };
}
