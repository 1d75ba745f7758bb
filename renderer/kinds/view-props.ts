import type { Json } from "../../analysis/base/json.ts";
import type { Headline, VerdictLevel } from "../../analysis/document/schema.ts";
import type { CellContext } from "../../analysis/kinds/context.ts";

/** What a note may quote of another cell, live: the cell's last locked result, which may be out of date. */
export interface Quote {
  /** The cell's place in the notebook, from 1. */
  readonly number: number;
  readonly title: string;
  readonly verdict: VerdictLevel;
  readonly headline: readonly Headline[];
  readonly stale: boolean;
}

/** Looks a cell up by its id (`c_drift`); null when there is no such cell or it has no result. */
export type QuoteOf = (cellId: string) => Quote | null;

/**
 * A View shows one stored result: props in, JSX out, no store and no bridge. The cell's frame around it already shows the
 * title, the verdict, the sentence, every table of `tables(result)` in a disclosure, the method and the provenance; a View
 * shows the figures and what can be done with them, such as opening one column.
 */
export interface ViewProps<Result, Config = Json> {
  readonly result: Result;
  readonly config: Config;
  readonly context: CellContext;
  readonly title: string;
  readonly quotes: QuoteOf;
}

/** A Form edits the settings of one cell. `onChange` takes the whole next value; undo and freshness follow from it. */
export interface FormProps<Config> {
  readonly config: Config;
  readonly context: CellContext;
  readonly onChange: (next: Config) => void;
}
