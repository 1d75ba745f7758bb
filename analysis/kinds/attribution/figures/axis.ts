const longest = 30;

/** A contributor's name, short enough for an axis. */
export const short = (name: string): string => (name.length > longest ? `${name.slice(0, longest - 1)}…` : name);

/** Room for the longest of these names on a vertical axis, in CSS pixels. */
export const labelWidth = (names: readonly string[]): number =>
  Math.max(64, 20 + 6.6 * Math.max(0, ...names.map((name) => short(name).length)));

/** So many ticks that their labels do not touch. */
export const ticksIn = (width: number): number => Math.max(2, Math.floor(width / 140));
