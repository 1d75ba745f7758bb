import type { ReactNode } from "react";
import { verdictLooks } from "../../../analysis/kinds/verdict.ts";
import { statusesOf } from "../../state/cell-status.ts";
import { goToCell } from "../go-to-cell.ts";
import { useDocument, useInvestigation, useSession, useUi } from "../session-context.ts";

/** The notebook's contents with the state of each cell. */
export function OutlinePanel(): ReactNode {
  const session = useSession();
  const investigation = useInvestigation();
  const engine = useDocument((state) => state.engine);
  const focused = useUi((ui) => ui.focusedCell);
  const statuses = statusesOf(investigation, engine);
  if (investigation.cells.length === 0) return <p className="panel-empty">The notebook has no cells yet.</p>;
  return (
    <div className="panel">
      <h2 className="visually-hidden">Outline</h2>
      <ol className="outline">
        {investigation.cells.map((cell, index) => {
          const level = investigation.lock?.cells[cell.id]?.verdict ?? "none";
          const freshness = statuses.get(cell.id)?.freshness;
          const stale = freshness === "stale";
          return (
            <li key={cell.id}>
              <button
                type="button"
                className="outline-item"
                aria-current={cell.id === focused ? "true" : undefined}
                onClick={() => goToCell(session, cell.id)}
              >
                <span className="outline-number">{index + 1}</span>
                <span className={`outline-glyph glyph-${stale ? "none" : level}`} aria-hidden>
                  {freshness === "inert" ? "¶" : stale ? "⟳" : verdictLooks[level].glyph}
                </span>
                <span className="outline-title">{cell.title}</span>
                <span className="visually-hidden">{stale ? "not up to date" : verdictLooks[level].word}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
