import type { StatsSource } from "../../../base/stats-source.ts";
import { meanDifference } from "../../../stats/mean-difference.ts";
import type { LossSums } from "../../../stats/probability-loss.ts";
import { choose } from "../sets.ts";
import { keyOf, lessSums, type Candidate, type Condition } from "./slice.ts";
import { slicesQuery, type LossSource } from "./sql.ts";

interface Search {
  readonly source: StatsSource;
  readonly rows: LossSource;
  /** Losses of all rows of the searched half. */
  readonly total: LossSums;
  readonly depth: number;
  readonly minRows: number;
}

interface Found {
  readonly candidates: readonly Candidate[];
  readonly tested: number;
}

/** Grouping sets of one query. */
const mostSets = 48;
/** Columns that are crossed in pairs: those whose own slices lose most. */
const mostPaired = 12;
/** Pairs that get a third condition. */
const beam = 8;
/** One-sided p of a slice against the rest, and of a slice against the rest of each slice that it is a part of. */
const standsOut = 0.01;
const beatsWhole = 0.001;

/**
 * Slices of one condition, of every pair of columns, and of the worst pairs with a third one, that lose more than other
 * rows in the searched half; a slice with more conditions has to lose more than what is left of each slice that it is in.
 */
export async function search(given: Search): Promise<Found> {
  const { rows, depth } = given;
  const columns = rows.columns.map((_, index) => index);
  const single = await slices(
    given,
    columns.map((column) => [column]),
  );
  const known = new Map(single.map((one) => [keyOf(one.conditions), one.sums]));
  const kept = single.filter((one) => isWorse(one, given));
  if (depth === 1) return { candidates: kept, tested: single.length };
  const paired = columns
    .map((column) => ({ column, worst: worstOf(single, column, given) }))
    .sort((a, b) => b.worst - a.worst || a.column - b.column)
    .slice(0, mostPaired)
    .map(({ column }) => column)
    .sort((a, b) => a - b);
  const pairs = await slices(given, choose(paired, 2));
  for (const pair of pairs) known.set(keyOf(pair.conditions), pair.sums);
  const keptPairs = pairs.filter((pair) => isWorse(pair, given) && beatsParents(pair, known));
  const triples = depth < 3 ? [] : await thirds(given, keptPairs, paired);
  const keptTriples = triples.filter((triple) => isWorse(triple, given) && beatsParents(triple, known));
  const candidates = [...kept, ...keptPairs, ...keptTriples];
  return { candidates: sorted(candidates, given), tested: single.length + pairs.length + triples.length };
}

/** Slices of each set of columns that can be named and have rows enough. */
async function slices(
  given: Search,
  sets: readonly (readonly number[])[],
  within: readonly Condition[] = [],
): Promise<readonly Candidate[]> {
  const chunks = Array.from({ length: Math.ceil(sets.length / mostSets) }, (_, chunk) =>
    sets.slice(chunk * mostSets, (chunk + 1) * mostSets),
  );
  const found = await Promise.all(chunks.map((chunk) => given.source.rows(slicesQuery(given.rows, chunk, within))));
  const ofOthers = ({ column, code }: Condition): boolean => given.rows.columns[column]?.pooled === code;
  return found.flat().filter(({ conditions, sums }) => sums.rows >= given.minRows && !conditions.some(ofOthers));
}

/** The worst pairs with each other column, without naming a slice twice. */
async function thirds(
  given: Search,
  pairs: readonly Candidate[],
  columns: readonly number[],
): Promise<readonly Candidate[]> {
  const found = await Promise.all(
    sorted(pairs, given)
      .slice(0, beam)
      .map(async ({ conditions }) => {
        const others = columns.filter((column) => conditions.every((one) => one.column !== column));
        if (others.length === 0) return [];
        return slices(
          given,
          others.map((column) => [column]),
          conditions,
        );
      }),
  );
  return [...new Map(found.flat().map((one) => [keyOf(one.conditions), one])).values()];
}

/** Loss that the slice has above that of the other rows. */
const contribution = (sums: LossSums, total: LossSums): number => {
  const rest = lessSums(total, sums);
  return rest.rows === 0 ? 0 : sums.rows * (sums.sum / sums.rows - rest.sum / rest.rows);
};

const sorted = (candidates: readonly Candidate[], { total }: Search): readonly Candidate[] =>
  [...candidates].sort(
    (a, b) =>
      contribution(b.sums, total) - contribution(a.sums, total) ||
      a.conditions.length - b.conditions.length ||
      (keyOf(a.conditions) < keyOf(b.conditions) ? -1 : 1),
  );

const worstOf = (single: readonly Candidate[], column: number, { total }: Search): number =>
  Math.max(
    0,
    ...single.filter(({ conditions }) => conditions[0]?.column === column).map(({ sums }) => contribution(sums, total)),
  );

/** A one-sided test that some rows lose more than others. */
export function losesMore(rows: LossSums, others: LossSums, p: number): boolean {
  const found = meanDifference(rows, others);
  return typeof found !== "string" && found.difference > 0 && found.p <= p;
}

const isWorse = ({ sums }: Candidate, { total, minRows }: Search): boolean => {
  const rest = lessSums(total, sums);
  return rest.rows >= minRows && losesMore(sums, rest, standsOut);
};

/** Parents with too few rows are not known, and ask nothing. */
function beatsParents({ conditions, sums }: Candidate, known: ReadonlyMap<string, LossSums>): boolean {
  return conditions.every((_, left) => {
    const parent = known.get(keyOf(conditions.filter((_, index) => index !== left)));
    return parent === undefined || losesMore(sums, lessSums(parent, sums), beatsWhole);
  });
}
