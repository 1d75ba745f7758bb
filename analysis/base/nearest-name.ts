/** The name that takes the fewest changed letters to reach, if it takes at most a third of them; case does not count. */
export function nearestName(wanted: string, names: readonly string[]): string | null {
  const ranked = names
    .map((name) => ({ name, changes: changedLetters(wanted.toLowerCase(), name.toLowerCase()) }))
    .sort((one, other) => one.changes - other.changes);
  const [nearest] = ranked;
  return nearest !== undefined && nearest.changes <= Math.ceil(wanted.length / 3) ? nearest.name : null;
}

/** Levenshtein distance: letters inserted, deleted or replaced. */
function changedLetters(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...one].entries()) {
    const next = [line + 1];
    for (const [index, against] of [...other].entries())
      next.push(
        Math.min((row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1, (row[index] ?? 0) + (letter === against ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
