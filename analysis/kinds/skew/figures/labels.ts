const longest = 24;

export const short = (name: string): string => (name.length > longest ? `${name.slice(0, longest - 1)}…` : name);
export const labelWidth = (names: readonly string[]): number =>
  16 + 7 * Math.max(6, ...names.map((name) => short(name).length));
