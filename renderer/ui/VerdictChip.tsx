import type { ReactNode } from "react";
import type { VerdictLevel } from "../../analysis/document/schema.ts";
import { verdictLooks } from "../../analysis/kinds/verdict.ts";
import "./controls.css";

export interface VerdictChipProps {
  readonly level: VerdictLevel;
  /** Behind the word, such as a count. */
  readonly note?: string;
}

/** A verdict as glyph, word and colour together; never colour alone. */
export function VerdictChip({ level, note }: VerdictChipProps): ReactNode {
  const { glyph, word } = verdictLooks[level];
  return (
    <span className={`chip chip-${level}`}>
      <span aria-hidden>{glyph}</span> {word}
      {note === undefined ? null : <span className="chip-note"> {note}</span>}
    </span>
  );
}
