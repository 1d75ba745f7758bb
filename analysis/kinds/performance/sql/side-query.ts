/** What every counting query of one dataset knows. */
export interface SideQuery {
  /** The relation's name, unquoted. */
  readonly relation: string;
  /** Where a row's window begins, as SQL (windows.ts): counted as an instant, written as a day only once it is counted. */
  readonly start: string;
  /** The start of a window as text. */
  readonly text: (start: string) => string;
}

/** Windows of one dataset at most: more than any unit that is chosen from a known time range gives. */
export const mostWindowRows = 20_000;

/** SQL: the start of a window, which is at a whole minute, as the number of minutes since 1970. */
export const minuteOf = (start: string): string => `date_diff('minute', TIMESTAMP '1970-01-01 00:00:00', ${start})`;
