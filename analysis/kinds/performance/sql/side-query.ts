/** What every counting query of one dataset knows. */
export interface SideQuery {
  /** The relation's name, unquoted. */
  readonly relation: string;
  /** The window of a row, as SQL (windows.ts). */
  readonly day: string;
}

/** Windows of one dataset at most: more than any unit that is chosen from a known time range gives. */
export const mostWindowRows = 20_000;
