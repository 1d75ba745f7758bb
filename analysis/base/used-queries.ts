import type { NamedQuery } from "./stats-source.ts";

/**
 * The earlier queries that a text names, and those that they name in turn, in the notebook's order. A name counts where
 * it stands as a word, be it in a comment: a mention too many makes a result stale once too often, and a relation is
 * made only for a name that counts, so that no result can depend on a query that its key does not cover.
 * @param earlier in the notebook's order; a query sees only those before it
 */
export function usedQueries(sql: string, earlier: readonly NamedQuery[]): readonly NamedQuery[] {
  const texts = [sql];
  const used = new Set<NamedQuery>();
  for (const query of earlier.toReversed()) {
    if (!texts.some((text) => mentions(text, query.name) > 0)) continue;
    used.add(query);
    texts.push(query.sql);
  }
  return earlier.filter((query) => used.has(query));
}

/** How often a text holds a name as a word; the engine does not tell capital letters in names. */
export function mentions(sql: string, name: string): number {
  const words = sql.toLowerCase().match(/[a-z0-9_$]+/g) ?? [];
  return words.filter((word) => word === name.toLowerCase()).length;
}
