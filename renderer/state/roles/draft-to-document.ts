import type { Dataset, Model } from "../../../analysis/document/schema.ts";
import { isDay, type FileRole, type PinnedSource, type RoleDraft } from "./role-draft.ts";

type Role = Dataset["role"];

/** What is wrong with the sheet, or nothing. Missing labels are fine: they only close some questions. */
export function problemsOf(draft: RoleDraft, sources: readonly PinnedSource[]): readonly string[] {
  const used = sources.filter(({ granted }) => (draft.roles[granted.fileId] ?? "none") !== "none");
  const has = (role: FileRole): boolean => used.some(({ granted }) => draft.roles[granted.fileId] === role);
  const problems: string[] = [];
  if (used.length === 0) problems.push("Give at least one file a role.");
  if (has("split")) problems.push(...problemsOfSplit(draft));
  if (draft.task === "binary" && draft.threshold !== "" && !Number.isFinite(Number(draft.threshold)))
    problems.push("The threshold is not a number.");
  if (has("split") && (has("reference") || has("production")))
    problems.push("A file that is split by date is both reference and production; give the other files another role.");
  for (const role of ["reference", "production"] as const) {
    const files = used.filter(({ granted }) => draft.roles[granted.fileId] === role);
    const odd = files.find((source) => !sameSchema(source, files[0]));
    if (odd !== undefined) problems.push(`${odd.granted.name} has other columns than the first ${role} file.`);
  }
  return problems;
}

function problemsOfSplit({ split }: RoleDraft): readonly string[] {
  if (split === null || !isDay(split.day)) return ["Say on which day production begins."];
  const { day, referenceEnds } = split;
  if (referenceEnds === "") return [];
  if (!isDay(referenceEnds)) return ["Say before which day the reference ends, or leave it empty."];
  return referenceEnds > day ? ["The reference ends after production begins, so rows would count twice."] : [];
}

function sameSchema(source: PinnedSource, first: PinnedSource | undefined): boolean {
  const [a, b] = [source.answer.schema, first?.answer.schema ?? []];
  return a.length === b.length && a.every(({ name, type }, index) => b[index]?.name === name && b[index].type === type);
}

/** The datasets that the sheet describes. Paths are names only until main stores the file. */
export function datasetsOf(
  draft: RoleDraft,
  sources: readonly PinnedSource[],
  taken: ReadonlySet<string>,
): readonly Dataset[] {
  const withRole = (role: FileRole): readonly PinnedSource[] =>
    sources.filter(({ granted }) => draft.roles[granted.fileId] === role);
  const split = withRole("split");
  const free = freeIds(taken);
  const others = withRole("other").map((source) =>
    dataset({ id: free(), role: "other", sources: [source], draft, window: null }),
  );
  const sides = (["reference", "production"] as const).flatMap((role) => {
    const parts = [...withRole(role), ...split];
    return parts.length === 0
      ? []
      : [dataset({ id: role, role, sources: parts, draft, window: windowOf(draft, role, split) })];
  });
  return [...sides, ...others];
}

function freeIds(taken: ReadonlySet<string>): () => string {
  let number = 0;
  return () => {
    do number += 1;
    while (taken.has(`other_${String(number)}`));
    return `other_${String(number)}`;
  };
}

function windowOf({ split }: RoleDraft, role: Role, sources: readonly PinnedSource[]): Dataset["window"] {
  if (sources.length === 0 || split === null) return null;
  const { column, day, referenceEnds } = split;
  const midnight = (text: string): string => `${text}T00:00:00.000Z`;
  return role === "reference"
    ? { column, from: null, to: midnight(referenceEnds === "" ? day : referenceEnds) }
    : { column, from: midnight(day), to: null };
}

interface Side {
  readonly id: string;
  readonly role: Role;
  readonly sources: readonly PinnedSource[];
  readonly draft: RoleDraft;
  readonly window: Dataset["window"];
}

function dataset({ id, role, sources, draft, window }: Side): Dataset {
  const names = sources.flatMap(({ granted }) => granted.name);
  const files = sources.flatMap(({ granted, answer }) =>
    answer.files.map(({ sha256, bytes, rows }) => {
      const doubled = names.filter((name) => name === granted.name).length > 1;
      return { path: doubled ? `${sha256.slice(0, 8)}/${granted.name}` : granted.name, sha256, bytes, rows };
    }),
  );
  const ranged = timeRange(sources, draft.time);
  return {
    ...{ id, role, files, window },
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    schema: sources[0]?.answer.schema ?? [],
    time_range: ranged === null ? null : clipped(ranged, window),
  };
}

type Range = NonNullable<Dataset["time_range"]>;

function timeRange(sources: readonly PinnedSource[], column: string | null): Range | null {
  const spans = sources.flatMap(({ answer }) => answer.timestamps.filter((span) => span.column === column));
  const mins = spans.flatMap(({ min }) => (min === null ? [] : [min])).toSorted();
  const maxs = spans.flatMap(({ max }) => (max === null ? [] : [max])).toSorted();
  const [min, max] = [mins[0], maxs.at(-1)];
  return column === null || min === undefined || max === undefined ? null : { column, min, max };
}

/** Instants of one form compare as text. */
function clipped({ column, min, max }: Range, window: Dataset["window"]): Range {
  if (window?.column !== column) return { column, min, max };
  const from = window.from !== null && window.from > min ? window.from : min;
  const to = window.to !== null && window.to < max ? window.to : max;
  return from <= to ? { column, min: from, max: to } : { column, min, max };
}

/** The model that the sheet describes: which column means what. */
export function modelOf(draft: RoleDraft, sources: readonly PinnedSource[]): Model {
  const { label, prediction, score, time, id } = draft;
  const roles = new Set([label, prediction, score, time, id]);
  const columns = sources[0]?.answer.schema.map(({ name }) => name) ?? [];
  const features = draft.features.length === 0 ? columns.filter((name) => !roles.has(name)) : [...draft.features];
  return {
    ...{
      id: "model",
      name: draft.modelName.trim() || "model",
      version: draft.modelVersion.trim() || "1",
      artifact: null,
    },
    task: draft.task,
    columns: { label, prediction, score, features, time, id, groups: [...draft.groups] },
    ...decisionOf(draft),
  };
}

function decisionOf({ task, positiveClass, threshold }: RoleDraft): Pick<Model, "positive_class" | "threshold"> {
  if (task !== "binary") return { positive_class: null, threshold: null };
  return {
    positive_class: positiveClass.trim() === "" ? null : positiveClass.trim(),
    threshold: threshold.trim() === "" ? null : Number(threshold),
  };
}
