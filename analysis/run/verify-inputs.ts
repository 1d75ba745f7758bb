import { recordOf, type ErrorRecord } from "../base/errors.ts";
import { shellWord } from "../base/shell-word.ts";
import { placeName, pinnedPlaces, type PinnedPlace } from "../document/pinned-files.ts";
import type { Investigation, PinnedColumn } from "../document/schema.ts";
import { verifyStatusOf, type VerifyProblem } from "../document/verify-report.ts";
import type { EnginePort, JobOptions } from "./engine-port.ts";

/** Where a pinned file is now, or why it cannot be read; `movedTo` when the same bytes were found elsewhere. */
export type Located = { readonly path: string } | { readonly error: ErrorRecord; readonly movedTo: string | null };
export type Locate = (pinned: PinnedPlace) => Promise<Located>;

export interface InputCheck {
  readonly investigation: Investigation;
  readonly engine: EnginePort;
  readonly locate: Locate;
  readonly options: JobOptions;
}

/** Hashes every pinned file and says what is not as it was pinned. */
export async function verifyInputs(check: InputCheck): Promise<readonly VerifyProblem[]> {
  const problems: VerifyProblem[] = [];
  for (const pinned of pinnedPlaces(check.investigation)) {
    const problem = await checkPlace(pinned, check);
    if (problem !== null) problems.push(problem);
  }
  return problems;
}

async function checkPlace(pinned: PinnedPlace, check: InputCheck): Promise<VerifyProblem | null> {
  const located = await check.locate(pinned);
  if ("error" in located) return notLocated(pinned, located);
  try {
    const { sha256 } = await check.engine.hashFile(located.path, check.options);
    return sha256 === pinned.sha256 ? null : await changed(pinned, located.path, check);
  } catch (thrown) {
    return { ...subject(pinned), ...problemOf(recordOf(thrown)) };
  }
}

function notLocated(pinned: PinnedPlace, { error, movedTo }: Extract<Located, { error: ErrorRecord }>): VerifyProblem {
  const found = subject(pinned);
  if (movedTo !== null)
    return {
      ...found,
      status: "input_moved",
      message: `"${pinned.path}" (${placeName(pinned.place)}) is not there, but the same bytes are at "${movedTo}".`,
      fix: `casefile relink FILE --from ${shellWord(pinned.path)} --to ${shellWord(movedTo)}`,
    };
  const problem = problemOf(error);
  return {
    ...found,
    ...problem,
    ...("model" in pinned.place && problem.status === "input_missing" ? { status: "model_missing" } : {}),
  };
}

async function changed(pinned: PinnedPlace, path: string, check: InputCheck): Promise<VerifyProblem> {
  const found = subject(pinned);
  const message = `"${pinned.path}" does not hold the bytes that were pinned for ${placeName(pinned.place)}.`;
  if ("model" in pinned.place) return { ...found, status: "model_changed", message };
  const dataset = pinned.place.dataset;
  const before = check.investigation.datasets.find(({ id }) => id === dataset)?.schema ?? [];
  const { schema } = await check.engine.pinData([path], check.options);
  const difference = schemaDifference(before, schema);
  const fix = `Bring the original file back, or take the new bytes on purpose: casefile repin FILE --dataset ${dataset} --reason "…"`;
  return difference === null
    ? { ...found, status: "input_changed", message, fix }
    : { ...found, status: "schema_changed", message: `${message} ${difference}`, fix };
}

/** In words: added, removed and retyped columns; null when names and types agree. */
function schemaDifference(before: readonly PinnedColumn[], after: readonly PinnedColumn[]): string | null {
  const then = new Map(before.map(({ name, type }) => [name, type]));
  const now = new Map(after.map(({ name, type }) => [name, type]));
  const added = [...now.keys()].filter((name) => !then.has(name));
  const removed = [...then.keys()].filter((name) => !now.has(name));
  const retyped = [...then].filter(([name, type]) => now.has(name) && now.get(name) !== type);
  const parts = [
    added.length > 0 && `Added: ${added.join(", ")}.`,
    removed.length > 0 && `Removed: ${removed.join(", ")}.`,
    retyped.length > 0 &&
      `Retyped: ${retyped.map(([name, type]) => `${name} (${type} -> ${now.get(name) ?? ""})`).join(", ")}.`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : parts.join(" ");
}

const subject = ({ place, path }: PinnedPlace): Pick<VerifyProblem, "file" | "dataset" | "model"> => ({
  file: path,
  ...("dataset" in place ? { dataset: place.dataset } : { model: place.model }),
});

/** A failure with a name, as a problem of the verification. */
export const problemOf = ({ code, message, fix, where, detail }: ErrorRecord): VerifyProblem => ({
  status: verifyStatusOf(code),
  message,
  ...(fix === undefined ? {} : { fix }),
  ...(where?.cell === undefined ? {} : { cell: where.cell }),
  ...(where?.column === undefined ? {} : { column: where.column }),
  ...(detail === undefined ? {} : { detail }),
});
