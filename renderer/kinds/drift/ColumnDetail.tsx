import { useMemo, type ReactNode } from "react";
import { reasonText } from "../../../analysis/base/reasons.ts";
import { formatPoints, formatShare } from "../../../analysis/base/format.ts";
import { distributionFigure } from "../../../analysis/kinds/drift/figures/distribution.ts";
import type { ColumnResult } from "../../../analysis/kinds/drift/result.ts";
import { account } from "../../../analysis/kinds/drift/sentence.ts";
import { PlotFigure } from "../../figures/PlotFigure.tsx";
import { VerdictChip } from "../../ui/VerdictChip.tsx";
import { ExplainPanel } from "./ExplainPanel.tsx";

/** One column: what was found, both distributions, and any of its scores opened. */
export function ColumnDetail({ column }: { readonly column: ColumnResult }): ReactNode {
  const figure = useMemo(() => distributionFigure(column), [column]);
  return (
    <section className="drift-detail" aria-label={`Column ${column.name}`}>
      <h3 className="drift-detail-title">
        <code>{column.name}</code> <VerdictChip level={column.level} />
      </h3>
      {column.reason === null ? <Found column={column} /> : <p>Not compared: {reasonText[column.reason]}.</p>}
      {figure === null ? null : <PlotFigure figure={figure} maxWidth={720} />}
      {Object.keys(column.scores).length === 0 ? null : <ExplainPanel column={column} />}
    </section>
  );
}

function Found({ column }: { readonly column: ColumnResult }): ReactNode {
  return (
    <ul className="drift-reasons">
      {column.size === "none" ? null : <li>Drifted {account(column)}</li>}
      {column.reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
      {column.reasons.length === 0 ? <li>Nothing beyond the reference’s own noise.</li> : null}
      <li>{missingText(column)}</li>
    </ul>
  );
}

function missingText({ reference, production, missing }: ColumnResult): string {
  const change = missing === null ? "" : ` (${formatPoints(missing.difference)})`;
  return `Missing in ${formatShare(production.missing / production.rows)} of rows, reference ${formatShare(reference.missing / reference.rows)}${change}.`;
}
