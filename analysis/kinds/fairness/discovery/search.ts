import type { StatsQuery, StatsSource } from "../../../base/stats-source.ts";
import { choose } from "../sets.ts";
import { keyOf, type Candidate, type Condition, type SideSlice } from "./slice.ts";
import { slicesQuery, thirdsQuery, type LossSource } from "./sql.ts";
import { excessMean, grew, lessSums, losesMore, noLoss, emptySums, type SliceSums } from "./sums.ts";

/** Production's rows, and the reference's where slices are ranked by their change. */
export interface SearchedRows {
  readonly production: LossSource;
  readonly reference: LossSource | null;
}

interface Search {
  readonly source: StatsSource;
  readonly rows: SearchedRows;
  readonly depth: number;
  readonly minRows: number;
}
interface Whole extends Search {
  /** Losses of all rows of the searched halves. */
  readonly total: SliceSums;
}

interface Found {
  readonly candidates: readonly Candidate[];
  readonly tested: number;
  readonly total: SliceSums;
}

/** Grouping sets of one query. */
const mostSets = 33;
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
  const columns = given.rows.production.columns.map((_, index) => index);
  const first = await slices(given, [...columns.map((column) => [column]), []]);
  const total = first.find(({ conditions }) => conditions.length === 0)?.sums ?? emptySums;
  const whole: Whole = { ...given, total };
  const single = usable(first, whole).filter(({ conditions }) => conditions.length > 0);
  const known = new Map(single.map((one) => [keyOf(one.conditions), one.sums]));
  const kept = single.filter((one) => isWorse(one, whole));
  if (given.depth === 1) return { candidates: sorted(kept, whole), tested: single.length, total };
  const paired = columns
    .map((column) => ({ column, worst: worstOf(single, column, whole) }))
    .sort((a, b) => b.worst - a.worst || a.column - b.column)
    .slice(0, mostPaired)
    .map(({ column }) => column)
    .sort((a, b) => a - b);
  const pairs = usable(await slices(given, choose(paired, 2)), whole);
  for (const pair of pairs) known.set(keyOf(pair.conditions), pair.sums);
  const keptPairs = pairs.filter((pair) => isWorse(pair, whole) && beatsParents(pair, known, given));
  const triples = given.depth < 3 ? [] : usable(await thirds(whole, keptPairs, paired), whole);
  const keptTriples = triples.filter((triple) => isWorse(triple, whole) && beatsParents(triple, known, given));
  const candidates = [...kept, ...keptPairs, ...keptTriples];
  return { candidates: sorted(candidates, whole), tested: single.length + pairs.length + triples.length, total };
}

/** Slices that can be named and have rows enough. */
function usable(found: readonly Candidate[], { rows, minRows }: Search): readonly Candidate[] {
  const ofOthers = ({ column, code }: Condition): boolean => rows.production.columns[column]?.pooled === code;
  return found.filter(({ conditions, sums }) => sums.production.rows >= minRows && !conditions.some(ofOthers));
}

/** Slices of each set of columns on the sides that are searched. */
async function slices(given: Search, sets: readonly (readonly number[])[]): Promise<readonly Candidate[]> {
  const chunks = Array.from({ length: Math.ceil(sets.length / mostSets) }, (_, chunk) =>
    sets.slice(chunk * mostSets, (chunk + 1) * mostSets),
  );
  const found = await Promise.all(chunks.map((chunk) => bothSides(given, (rows) => slicesQuery(rows, chunk))));
  return found.flat();
}

/** What a query finds on production, beside the same slices of the reference. */
async function bothSides(
  { source, rows }: Search,
  query: (rows: LossSource) => StatsQuery<SideSlice | null>,
): Promise<readonly Candidate[]> {
  const [production, reference] = await Promise.all([
    source.rows(query(rows.production)),
    rows.reference === null ? [] : source.rows(query(rows.reference)),
  ]);
  const before = new Map(reference.flatMap((one) => (one === null ? [] : [[keyOf(one.conditions), one.sums]])));
  return production.flatMap((one): Candidate[] => {
    if (one === null) return [];
    const { conditions, sums } = one;
    return [{ conditions, sums: { production: sums, reference: before.get(keyOf(conditions)) ?? noLoss } }];
  });
}

/** The worst pairs with each other column, without naming a slice twice. */
async function thirds(
  given: Whole,
  pairs: readonly Candidate[],
  columns: readonly number[],
): Promise<readonly Candidate[]> {
  const worst = sorted(pairs, given)
    .slice(0, beam)
    .map(({ conditions }) => conditions);
  if (worst.length === 0 || columns.length < 3) return [];
  const found = await bothSides(given, (rows) => thirdsQuery(rows, worst, columns));
  return [...new Map(found.map((one) => [keyOf(one.conditions), one])).values()];
}

/** Loss that the slice has above that of the other rows. */
const contribution = (sums: SliceSums, { total, minRows }: Whole): number => {
  const rest = lessSums(total, sums);
  return rest.production.rows === 0 ? 0 : sums.production.rows * excessMean(sums, rest, minRows);
};

const sorted = (candidates: readonly Candidate[], whole: Whole): readonly Candidate[] =>
  [...candidates].sort(
    (a, b) =>
      contribution(b.sums, whole) - contribution(a.sums, whole) ||
      a.conditions.length - b.conditions.length ||
      (keyOf(a.conditions) < keyOf(b.conditions) ? -1 : 1),
  );

const worstOf = (single: readonly Candidate[], column: number, whole: Whole): number =>
  Math.max(
    0,
    ...single.filter(({ conditions }) => conditions[0]?.column === column).map(({ sums }) => contribution(sums, whole)),
  );

const isWorse = ({ sums }: Candidate, { total, minRows }: Whole): boolean => {
  const rest = lessSums(total, sums);
  const enough = rest.production.rows >= minRows && grew(sums, minRows);
  return enough && losesMore(sums, rest, { p: standsOut, least: minRows });
};

/** Parents with too few rows are not known, and ask nothing. */
function beatsParents(
  { conditions, sums }: Candidate,
  known: ReadonlyMap<string, SliceSums>,
  { minRows }: Search,
): boolean {
  return conditions.every((_, left) => {
    const parent = known.get(keyOf(conditions.filter((_, index) => index !== left)));
    return parent === undefined || losesMore(sums, lessSums(parent, sums), { p: beatsWhole, least: minRows });
  });
}
