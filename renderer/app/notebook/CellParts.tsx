import { useMemo, type ReactNode } from "react";
import type { Cell, Investigation } from "../../../analysis/document/schema.ts";
import { contextOf } from "../../../analysis/kinds/context-of.ts";
import { isKindId } from "../../../analysis/kinds/registry.ts";
import { views } from "../../kinds/registry.ts";
import { changeSettings } from "../../state/actions/edit-cells.ts";
import { quotesOf } from "../../state/quotes.ts";
import { ErrorBoundary } from "../ErrorBoundary.tsx";
import { useDocument, useSession } from "../session-context.ts";

export interface CellPartProps {
  readonly cell: Cell;
  readonly investigation: Investigation;
}

/** The settings of a cell, edited by its kind's Form. Settings that the kind refuses are shown as they would be by default. */
export function CellForm({ cell, investigation }: CellPartProps): ReactNode {
  const session = useSession();
  const context = useMemo(() => contextOf(investigation), [investigation]);
  if (!isKindId(cell.kind)) return null;
  const { Form } = views[cell.kind];
  return (
    <ErrorBoundary attempt={cell}>
      <Form config={cell.params} context={context} onChange={(next) => changeSettings(session, cell.id, next)} />
    </ErrorBoundary>
  );
}

/** A cell's stored result, shown by its kind's View. */
export function CellView({ cell, investigation }: CellPartProps): ReactNode {
  const engine = useDocument((state) => state.engine);
  const context = useMemo(() => contextOf(investigation), [investigation]);
  const quotes = useMemo(() => quotesOf(investigation, engine), [investigation, engine]);
  if (!isKindId(cell.kind)) return null;
  const { View } = views[cell.kind];
  const result = investigation.results[cell.id] ?? {};
  return (
    <ErrorBoundary attempt={result}>
      <View result={result} config={cell.params} context={context} title={cell.title} quotes={quotes} />
    </ErrorBoundary>
  );
}
