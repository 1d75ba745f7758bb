/** What every counting query of one dataset knows. */
export interface SideQuery {
  /** The relation's name, unquoted. */
  readonly relation: string;
  /** Where a row's window begins, as SQL (windows.ts): counted as an instant, written as a day only once it is counted. */
  readonly start: string;
  /** The start of a window as text. */
  readonly text: (start: string) => string;
  /** The same text of the minute since 1970 at which a window begins. */
  readonly nameOf: (minute: number) => string;
}

/** Windows of one dataset at most: more than any unit that is chosen from a known time range gives. */
export const mostWindowRows = 20_000;
