import type { Outcome } from "../base/errors.ts";
import type { CellOutcome } from "../document/lock.ts";
import type { Investigation } from "../document/schema.ts";
import { verdictLooks } from "../kinds/verdict.ts";
import { rankFindings } from "../report/findings.ts";
import { readCells, type ReadCell } from "../report/read-cells.ts";

export type CellOutcomes = ReadonlyMap<string, Outcome<CellOutcome>>;

/** One line a cell: glyph, word, title, sentence. A cell that failed says why instead. */
export const cellLines = (investigation: Investigation, outcomes: CellOutcomes): readonly string[] =>
  readCells(investigation)
    .filter(({ state }) => state !== "note")
    .map((cell) => cellLine(cell, outcomes));

function cellLine(read: ReadCell, outcomes: CellOutcomes): string {
  const outcome = outcomes.get(read.cell.id);
  if (outcome?.ok === false) return `✗ Error  ${read.title}: ${outcome.error.message}`;
  const unlocked = outcome?.ok === true && outcome.value.unlockable !== undefined ? outcome.value : null;
  if (unlocked !== null)
    return `○ Not locked  ${read.title}: ${read.kind?.read(unlocked.result).sentence ?? ""} The file does not keep it.`;
  if (read.face === null) return `– ${stateWords[read.state] ?? "Not run"}  ${read.title}`;
  const { glyph, word } = verdictLooks[read.face.verdict.level];
  const earlier = outcome === undefined ? " (was up to date)" : "";
  return `${glyph} ${word}  ${read.title}: ${read.face.sentence}${earlier}`;
}

const stateWords: Partial<Record<ReadCell["state"], string>> = {
  unknown_kind: "Unknown kind",
  unreadable: "Unreadable",
};

const shownFindings = 5;

/** The first findings, as the report has them. */
export function findingLines(investigation: Investigation): readonly string[] {
  const groups = rankFindings(investigation);
  const shown = groups.slice(0, shownFindings).map(({ level, subject, findings, since }) => {
    const from = since === null ? "" : ` (since ${since.slice(0, 10)})`;
    return `  ${verdictLooks[level].glyph} ${subject}${from}: ${findings[0]?.sentence ?? ""}`;
  });
  const more = groups.length - shown.length;
  return more > 0 ? [...shown, `  and ${String(more)} more, of lower impact`] : shown;
}
