import type { ComponentProps, ReactNode } from "react";
import type { QuotedValue } from "../../../analysis/kinds/note/quotes.ts";
import { quotedParts } from "../../../analysis/kinds/note-quotes.ts";
import type { QuoteOf } from "../view-props.ts";

const quote = /\{\{[^{}\n]*\}\}/g;

/** Quotes as inline code, so that Markdown leaves their characters alone and hands each one over whole. */
export const quotesAsCode = (text: string): string => text.replace(quote, (written) => `\`${written}\``);

/** Draws inline code: a quote as the value that it stands for, anything else as code. */
export function codeWithQuotes(quotes: QuoteOf) {
  return function Code({ children, className }: ComponentProps<"code">): ReactNode {
    const text = typeof children === "string" ? children : "";
    const [part, ...more] = className === undefined ? quotedParts(text, quotes) : [];
    if (part === undefined || typeof part === "string" || more.length > 0)
      return <code className={className}>{children}</code>;
    return <QuoteChip value={part} />;
  };
}

function QuoteChip({ value: { source, state, shown } }: { readonly value: QuotedValue }): ReactNode {
  if (state === "fresh")
    return (
      <span className="note-quote" title={source}>
        {shown}
      </span>
    );
  return (
    <span className={`note-quote note-quote-${state}`} title={source}>
      {state === "stale" ? shown : source} <em>({state === "stale" ? "out of date" : shown})</em>
    </span>
  );
}
