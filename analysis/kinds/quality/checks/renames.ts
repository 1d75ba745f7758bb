import type { Category } from "../parts.ts";

/** A renamed value's rows may differ from the old one's missing rows by this share. */
const tolerance = 0.2;

export interface Rename {
  readonly from: Category;
  readonly to: Category;
}

interface Rows {
  readonly reference: number;
  readonly production: number;
}

/**
 * Pairs of an old and a new value that look like one value renamed: production has the new one about as often as it lacks
 * the old one (within 20 %), and, where the old one still occurs, it ends before the new one begins. Each value is in one
 * pair at most; the largest new values choose first.
 * @param fewest rows that both values must have: among rare values pairs of equal size are common by chance
 */
export function renamesAmong(categories: readonly Category[], rows: Rows, fewest: number): readonly Rename[] {
  const added = categories.filter(({ reference, production }) => reference === 0 && production >= fewest);
  const known = new Set(categories.filter(({ reference }) => reference >= fewest));
  const renames: Rename[] = [];
  for (const to of [...added].sort((a, b) => b.production - a.production || order(a.value, b.value))) {
    const candidates = [...known].filter(
      (from) => gaveWayTo(from, to) && mismatch(from, to, rows) <= tolerance * to.production,
    );
    const from = candidates.sort((a, b) => mismatch(a, to, rows) - mismatch(b, to, rows) || order(a.value, b.value))[0];
    if (!from) continue;
    known.delete(from);
    renames.push({ from, to });
  }
  return renames;
}

const gaveWayTo = (from: Category, to: Category): boolean =>
  from.production === 0 || (from.last !== null && to.first !== null && from.last <= to.first);

/** How far the new value's rows are from the rows that the old one lacks. */
const mismatch = (from: Category, to: Category, rows: Rows): number =>
  Math.abs((from.reference / rows.reference) * rows.production - from.production - to.production);

export const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
