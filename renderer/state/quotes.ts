import type { EnginePin, Headline, Investigation, VerdictLevel } from "../../analysis/document/schema.ts";
import { statusesOf } from "./cell-status.ts";

/** What a note shows of another cell (renderer/kinds/view-props.ts has the contract). */
interface Quote {
  readonly number: number;
  readonly title: string;
  readonly verdict: VerdictLevel;
  readonly headline: readonly Headline[];
  readonly stale: boolean;
}

type QuoteOf = (cellId: string) => Quote | null;

let cached: {
  readonly investigation: Investigation;
  readonly engine: EnginePin | null;
  readonly quotes: QuoteOf;
} | null = null;

/** Looks up what the cells of an investigation last found: the same function while nothing has changed. */
export function quotesOf(investigation: Investigation, engine: EnginePin | null): QuoteOf {
  if (cached !== null && cached.investigation === investigation && cached.engine === engine) return cached.quotes;
  cached = { investigation, engine, quotes: quotesIn(investigation, engine) };
  return cached.quotes;
}

function quotesIn(investigation: Investigation, engine: EnginePin | null): QuoteOf {
  const statuses = statusesOf(investigation, engine);
  return (cellId) => {
    const index = investigation.cells.findIndex(({ id }) => id === cellId);
    const cell = investigation.cells[index];
    const locked = investigation.lock?.cells[cellId];
    if (cell === undefined || locked === undefined) return null;
    const { verdict, headline } = locked;
    return {
      number: index + 1,
      title: cell.title,
      verdict,
      headline,
      stale: statuses.get(cellId)?.freshness === "stale",
    };
  };
}
