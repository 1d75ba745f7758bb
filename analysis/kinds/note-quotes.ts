import { metricById } from "./metric-registry.ts";
import { quoteParts, resolveQuotes, type QuotedCell, type QuotedValue, type QuoteSource } from "./note/quotes.ts";

export type { QuotedCell };

const sourceOf = (cell: QuoteSource["cell"]): QuoteSource => ({
  cell,
  unitOf: (metric) => metricById(metric)?.unit ?? null,
});

/** A note's Markdown with its quotes of other cells resolved, in the units of the metric registry. */
export const quotedText = (text: string, cell: QuoteSource["cell"]): string => resolveQuotes(text, sourceOf(cell));

/** The same in parts, for a view that shows a quote in its own way. */
export const quotedParts = (text: string, cell: QuoteSource["cell"]): readonly (string | QuotedValue)[] =>
  quoteParts(text, sourceOf(cell));
