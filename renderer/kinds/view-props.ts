import type { Json } from "../../analysis/base/json.ts";
import type { VerdictLevel } from "../../analysis/document/schema.ts";
import type { CellContext } from "../../analysis/kinds/context.ts";

/** What a note may quote of another cell, live. `value` is null while that cell has no result. */
export interface Quote {
  readonly number: number;
  readonly title: string;
  readonly verdict: VerdictLevel;
  readonly sentence: string;
  /** The first headline number, formatted by its metric's unit. */
  readonly value: string | null;
  readonly stale: boolean;
}

/** Looks a cell up by its number in the notebook (`3`) or by its id (`c_drift`). */
export type QuoteOf = (reference: string) => Quote | null;

/** A View shows one stored result: props in, JSX out, no store and no bridge. */
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
  onChange(next: Config): void;
}
