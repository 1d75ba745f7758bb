import type { ReactNode } from "react";
import type { VerdictLevel } from "../../../analysis/document/schema.ts";
import { verdictLooks } from "../../../analysis/kinds/verdict.ts";
import { rollUpOf } from "../../state/roll-up.ts";
import { useDocument, useInvestigation } from "../session-context.ts";

const shown: readonly VerdictLevel[] = ["fail", "warn", "low_n", "pass", "info"];

/** Counts of what is up to date, and apart from them what is not. */
export function RollUpChips(): ReactNode {
  const investigation = useInvestigation();
  const engine = useDocument((state) => state.engine);
  const { counts, stale, never } = rollUpOf(investigation, engine);
  const levels = shown.filter((level) => counts[level] > 0);
  const words = [
    ...levels.map((level) => `${String(counts[level])} ${verdictLooks[level].word}`),
    ...(stale > 0 ? [`${String(stale)} not up to date`] : []),
    ...(never > 0 ? [`${String(never)} not run`] : []),
  ];
  return (
    <div className="roll-up" role="group" aria-label={`Verdicts: ${words.length === 0 ? "none" : words.join(", ")}`}>
      {levels.map((level) => (
        <span key={level} className={`chip chip-${level}`} title={verdictLooks[level].word}>
          <span aria-hidden>{verdictLooks[level].glyph}</span> {counts[level]}
          <span className="roll-up-word">{verdictLooks[level].word}</span>
        </span>
      ))}
      {stale > 0 ? <span className="chip chip-plain">⟳ {stale} stale</span> : null}
      {never > 0 ? <span className="chip chip-plain">{never} not run</span> : null}
    </div>
  );
}
