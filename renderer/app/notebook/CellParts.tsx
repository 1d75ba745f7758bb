import type { ReactNode } from "react";
import type { Json } from "../../../analysis/base/json.ts";
import type { Cell } from "../../../analysis/document/schema.ts";
import { isKindId, kindById } from "../../../analysis/kinds/registry.ts";
import { views } from "../../kinds/registry.ts";
import type { QuoteOf } from "../../kinds/view-props.ts";
import { changeSettings } from "../../state/actions/edit-cells.ts";
import { cellContextOf } from "../../state/cell-context.ts";
import { quotesOf } from "../../state/quotes.ts";
import { ErrorBoundary } from "../ErrorBoundary.tsx";
import { useDocument, useSession } from "../session-context.ts";

const useContextOf = (cell: Cell) =>
  useDocument(({ open }) => (open === null ? null : cellContextOf(open.investigation, cell)));

/** The settings of a cell, edited by its kind's Form. Settings that the kind refuses are shown as they would be by default. */
export function CellForm({ cell }: { readonly cell: Cell }): ReactNode {
  const session = useSession();
  const context = useContextOf(cell);
  if (!isKindId(cell.kind) || context === null) return null;
  const { Form } = views[cell.kind];
  return (
    <ErrorBoundary attempt={cell}>
      <Form
        key={cell.id}
        config={cell.params}
        context={context}
        onChange={(next) => changeSettings(session, cell.id, next)}
      />
    </ErrorBoundary>
  );
}

const nothing: Json = {};
const noQuotes: QuoteOf = () => null;

interface CellViewProps {
  readonly cell: Cell;
  /** A result that is not stored, to be shown in place of the stored one. */
  readonly passing?: Json | undefined;
}

/** A cell's stored result, shown by its kind's View. Only kinds that hold text quote others, so only they follow every edit. */
export function CellView({ cell, passing }: CellViewProps): ReactNode {
  const context = useContextOf(cell);
  const stored = useDocument(({ open }) => open?.investigation.results[cell.id]);
  const result = passing ?? stored ?? nothing;
  const quotes = useDocument(({ open, engine }) =>
    open !== null && kindById(cell.kind)?.inert === true ? quotesOf(open.investigation, engine) : noQuotes,
  );
  if (!isKindId(cell.kind) || context === null) return null;
  const { View } = views[cell.kind];
  return (
    <ErrorBoundary attempt={result}>
      <View result={result} config={cell.params} context={context} title={cell.title} quotes={quotes} />
    </ErrorBoundary>
  );
}
