import { fail } from "../base/errors.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { crossCheck } from "./cross-check.ts";
import { checkHistory } from "./history.ts";
import { invalidDocument } from "./invalid-document.ts";
import { migrate } from "./migrations.ts";
import { formatName, formatVersion, investigationSchema, type Investigation } from "./schema.ts";
import { parseStrictJson } from "./strict-json.ts";

export interface OpenedInvestigation {
  readonly investigation: Investigation;
  /** Why the file may be looked at but not changed, run or verified; null for an ordinary file. */
  readonly readOnly: string | null;
  /** The older format version that the file was in, or null. Saving writes the present one. */
  readonly migratedFrom: number | null;
}

/**
 * Reads an investigation file. Nothing is run, opened or changed. Cells of unknown kinds are kept.
 * @throws `document/invalid` with line and column or a JSON pointer, `document/history-broken`, `document/too-new` for a
 * newer file that cannot even be looked at
 */
export function readInvestigation(text: string): OpenedInvestigation {
  const file = parseStrictJson(text);
  if (!isObject(file) || file["format"] !== formatName) {
    return fail({
      code: "document/invalid",
      message: `The file is JSON, but no investigation: "format" is not "${formatName}".`,
      fix: "Choose a .casefile file.",
    });
  }
  const version = file["version"];
  if (typeof version !== "number" || !Number.isSafeInteger(version) || version < 1) {
    return invalidDocument("cannot be read", [
      { path: ["version"], message: "the format version is not a positive whole number" },
    ]);
  }
  if (version > formatVersion) return readNewer(file, version);
  const investigation = validated(migrate(file, version, formatVersion));
  return { investigation, readOnly: null, migratedFrom: version < formatVersion ? version : null };
}

/** The same, for whoever would run, verify or save the file. @throws also `document/too-new` for every newer file */
export function readEditable(text: string): Investigation {
  const { investigation, readOnly } = readInvestigation(text);
  return readOnly === null ? investigation : tooNew(readOnly);
}

function validated(file: JsonObject): Investigation {
  const parsed = investigationSchema.safeParse(file);
  if (!parsed.success) return invalidDocument("cannot be read", parsed.error.issues);
  const problems = crossCheck(parsed.data);
  if (problems.length > 0) return invalidDocument("cannot be read", problems);
  refuseBrokenHistory(parsed.data);
  return parsed.data;
}

function refuseBrokenHistory({ history }: Investigation): void {
  const broken = checkHistory(history);
  if (broken === null) return;
  fail({
    code: "document/history-broken",
    message: `${broken.message} (/history/${String(broken.index)}).`,
    meaning: "The history is append-only: an entry was lost, changed or mixed, perhaps by a merge.",
    fix: "Take the file from version control, or keep the history of one side whole when you merge.",
  });
}

/** What a newer Casefile added is left out of view; what this one knows has to be as it knows it. */
function readNewer(file: JsonObject, version: number): OpenedInvestigation {
  const readOnly = `The file has format version ${String(version)}; this Casefile knows ${String(formatVersion)}`;
  const older = { ...file, version: formatVersion };
  const first = investigationSchema.safeParse(older);
  const known = first.success ? first : investigationSchema.safeParse(withoutUnknown(older, first.error.issues));
  if (!known.success || crossCheck(known.data).length > 0) return tooNew(readOnly);
  return { investigation: known.data, readOnly, migratedFrom: null };
}

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly keys?: readonly string[];
}

function withoutUnknown(file: Json, issues: readonly Issue[]): Json {
  return issues
    .filter(({ code }) => code === "unrecognized_keys")
    .reduce((rest, { path, keys }) => withoutKeys(rest, path, new Set(keys)), file);
}

function withoutKeys(value: Json, [step, ...path]: readonly PropertyKey[], keys: ReadonlySet<string>): Json {
  if (Array.isArray(value))
    return value.map((item: Json, index) => (index === step ? withoutKeys(item, path, keys) : item));
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  if (step === undefined) return Object.fromEntries(entries.filter(([key]) => !keys.has(key)));
  return Object.fromEntries(entries.map(([key, part]) => [key, key === step ? withoutKeys(part, path, keys) : part]));
}

const tooNew = (reason: string): never =>
  fail({
    code: "document/too-new",
    message: `${reason}.`,
    meaning: "Saving or running it here could lose what the newer version added.",
    fix: "Open it with a newer Casefile.",
  });

const isObject = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
