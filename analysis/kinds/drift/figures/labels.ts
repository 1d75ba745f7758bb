const longest = 24;

/** A column's or category's name, short enough for an axis. */
export const short = (name: string): string => (name.length > longest ? `${name.slice(0, longest - 1)}…` : name);

/** Room for the longest of these names on a vertical axis, in CSS pixels. */
export const labelWidth = (names: readonly string[]): number =>
  Math.max(64, 20 + 6.6 * Math.max(...names.map((name) => short(name).length)));
