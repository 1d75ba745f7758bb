import { evidentlyFill } from "../../stats/fills.ts";
import { shares, total } from "../../stats/shares.ts";
import type { CategoryBins } from "./result.ts";
import type { TwoCounts } from "./sides.ts";

/** A categorical column's rows on both sides. Counts have one entry more than names: the missing values, last. */
export interface Categories {
  /** Nothing stands for the categories that SQL pooled. */
  readonly names: readonly (string | null)[];
  readonly reference: readonly number[];
  readonly production: readonly number[];
  readonly pooled: number;
}

/** The counts without the missing values. */
export const known = ({ reference, production }: Categories): { reference: number[]; production: number[] } => ({
  reference: reference.slice(0, -1),
  production: production.slice(0, -1),
});

const mostNamed = 15;
const longestName = 60;
const clipped = (name: string): string => (name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name);

/** What Evidently puts in place of an empty category's share on one side; 0 where that side has no rows. */
const fillOf = (counts: readonly number[]): number =>
  total(counts) === 0 ? 0 : (evidentlyFill([...counts, 0]).at(-1) ?? 0);

/** What a categorical column's scores open to: the largest changes by name, unless too few rows hold them, and the others together. */
export function categoryBinsOf(categories: Categories, privacyFloor: number): CategoryBins {
  const { reference, production } = known(categories);
  const change = changeOfShare({ reference, production });
  const all = categories.names.map((name, index) => ({
    name,
    index,
    reference: reference[index] ?? 0,
    production: production[index] ?? 0,
  }));
  const named = all
    .flatMap(({ name, ...rest }) =>
      name === null || rest.reference + rest.production < privacyFloor ? [] : [{ name: clipped(name), ...rest }],
    )
    .sort((a, b) => (change[b.index] ?? 0) - (change[a.index] ?? 0) || a.index - b.index)
    .slice(0, mostNamed);
  const rest = (counts: readonly number[], side: "reference" | "production"): number =>
    total(counts) - named.reduce((sum, entry) => sum + entry[side], 0);
  return {
    type: "categorical",
    distinct: all.length,
    pooled: categories.pooled,
    named: named.map(({ name, reference, production }) => ({ name, reference, production })),
    others: {
      categories: all.length - named.length,
      reference: rest(reference, "reference"),
      production: rest(production, "production"),
    },
    unseen: all.reduce((sum, entry) => sum + (entry.reference === 0 ? entry.production : 0), 0),
    fills: { reference: fillOf(reference), production: fillOf(production) },
    empty: { reference: emptyIn(reference), production: emptyIn(production) },
  };
}

const emptyIn = (counts: readonly number[]): number => counts.filter((count) => count === 0).length;

function changeOfShare({ reference, production }: TwoCounts): Float64Array {
  const p = shares(reference);
  return total(production) === 0 ? p : shares(production).map((share, index) => Math.abs(share - (p[index] ?? 0)));
}
