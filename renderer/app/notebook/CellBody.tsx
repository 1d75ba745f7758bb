import type { ReactNode } from "react";
import type { Json } from "../../../analysis/base/json.ts";
import type { Cell } from "../../../analysis/document/schema.ts";
import type { ResultFace } from "../../../analysis/kinds/kind.ts";
import { kindById } from "../../../analysis/kinds/registry.ts";
import { ResultTableView } from "../../figures/ResultTableView.tsx";
import type { CellStatus } from "../../state/cell-status.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { Markdown } from "../../ui/Markdown.tsx";
import { CellView } from "./CellParts.tsx";
import { Provenance } from "./Provenance.tsx";

export interface CellBodyProps {
  readonly cell: Cell;
  readonly status: CellStatus;
  readonly face: ResultFace | null;
  /** A result that is shown and not stored. */
  readonly passing?: Json | undefined;
}

/** The evidence: figures, tables, how it is computed, and what it was computed from. */
export function CellBody({ cell, status, face, passing }: CellBodyProps): ReactNode {
  const kind = kindById(cell.kind);
  if (kind === undefined || status.freshness === "unknown") return null;
  if (status.freshness === "inert") {
    return (
      <div className="cell-evidence">
        <CellView cell={cell} />
      </div>
    );
  }
  return (
    <>
      {face === null ? null : (
        <>
          <Reasons reasons={face.verdict.reasons} sentence={face.sentence} />
          <div className="cell-evidence">
            <CellView cell={cell} passing={passing} />
          </div>
        </>
      )}
      <div className="cell-disclosures">
        {(face?.tables ?? []).map((table) => (
          <Disclosure key={table.id} title={`${table.title} (${String(table.rows.length)})`}>
            <div className="cell-evidence">
              <ResultTableView table={table} />
            </div>
          </Disclosure>
        ))}
        <Disclosure title="How this is computed">
          <Markdown text={kind.method} />
        </Disclosure>
      </div>
      {passing === undefined ? <Provenance cell={cell} /> : null}
    </>
  );
}

/** Why the verdict is what it is, where the sentence does not say it already. */
function Reasons({ reasons, sentence }: { readonly reasons: readonly string[]; readonly sentence: string }): ReactNode {
  const others = reasons.filter((reason) => !sentence.includes(reason));
  if (others.length === 0) return null;
  return (
    <ul className="cell-reasons">
      {others.slice(0, 3).map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
      {others.length > 3 ? <li>and {others.length - 3} more</li> : null}
    </ul>
  );
}
