import type { Proportion } from "../../stats/newcombe.ts";
import { affectedRows, windowRows, type Place } from "./affected.ts";
import type { ColumnPair } from "./columns.ts";
import type { Limits, QualityConfig } from "./config.ts";
import { finiteRows, missingRows, present, rangeOf } from "./counts.ts";
import { effectOf } from "./judge.ts";
import type { Affected, ColumnPart, Profile } from "./parts.ts";
import { newValuePredicate } from "./sql/categories.ts";
import { infinitePredicate, missingPredicate, nanPredicate, outsidePredicate } from "./sql/profile.ts";

export interface CountedColumn extends Pick<ColumnPart, "profiles" | "outside" | "categories"> {
  readonly pair: ColumnPair;
}

/** Rows that may be worth placing: how many of how many on each side, from which difference on, and which they are. */
interface Suspects {
  readonly reference: Proportion | null;
  readonly production: Proportion;
  readonly limits: Limits;
  readonly predicate: string;
}

/** Time and place are asked only for what is large enough to be judged, and time for all that is missing. */
export async function columnAffected(
  counted: CountedColumn,
  place: Place,
  { limits }: QualityConfig,
): Promise<ColumnPart["affected"]> {
  const ask = (suspects: Suspects | null): Promise<Affected | null> | null =>
    suspects && isLarge(suspects) ? affectedRows(place, counted.pair.name, suspects.predicate) : null;
  const missing = missingSuspects(counted, limits);
  const [placed, nan, infinite, outside, newCategories] = await Promise.all([
    ask(missing),
    ask(nanSuspects(counted, limits)),
    ask(infiniteSuspects(counted, limits)),
    ask(outsideSuspects(counted, limits)),
    ask(newSuspects(counted, place, limits)),
  ]);
  return { missing: placed ?? (await dated(missing, place)), nan, infinite, outside, newCategories };
}

const isLarge = ({ reference, production, limits }: Suspects): boolean =>
  production.hits > 0 && effectOf(reference, production) >= limits.warn;

async function dated(suspects: Suspects | null, place: Place): Promise<Affected | null> {
  if (!suspects || suspects.production.hits === 0) return null;
  return { perWindow: await windowRows(place, "production", suspects.predicate), where: null };
}

type AllLimits = QualityConfig["limits"];

function counts({ profiles }: CountedColumn, hits: (profile: Profile) => number) {
  const { reference, production } = profiles;
  if (!production) return null;
  return {
    reference: reference && { hits: hits(reference), rows: reference.rows },
    production: { hits: hits(production), rows: production.rows },
  };
}

function missingSuspects(counted: CountedColumn, limits: AllLimits): Suspects | null {
  const [column, of] = [counted.pair.production, counts(counted, missingRows)];
  return column && of && { ...of, limits: limits.missing, predicate: missingPredicate(column) };
}

function nanSuspects(counted: CountedColumn, limits: AllLimits): Suspects | null {
  const [column, of] = [counted.pair.production, counts(counted, ({ nans }) => nans)];
  return column && of && { ...of, limits: limits.missing, predicate: nanPredicate(column) };
}

function infiniteSuspects(counted: CountedColumn, limits: AllLimits): Suspects | null {
  const [column, of] = [counted.pair.production, counts(counted, ({ infinities }) => infinities)];
  return column && of && { ...of, limits: limits.infinite, predicate: infinitePredicate(column) };
}

function outsideSuspects({ pair, profiles, outside }: CountedColumn, limits: AllLimits): Suspects | null {
  const [range, { production }] = [rangeOf(profiles.reference), profiles];
  if (!pair.production || !production || !range || outside === null) return null;
  return {
    ...{ reference: null, production: { hits: outside, rows: finiteRows(production) } },
    ...{ limits: limits.out_of_range, predicate: outsidePredicate(pair.production, range.min, range.max) },
  };
}

function newSuspects({ pair, profiles, categories }: CountedColumn, place: Place, limits: AllLimits): Suspects | null {
  const reference = place.context.reference;
  if (!categories || categories === "too many" || !reference) return null;
  return {
    ...{ reference: null, production: { hits: categories.newRows, rows: present(profiles.production) } },
    ...{ limits: limits.categories, predicate: newValuePredicate(reference.relation, pair.name) },
  };
}
