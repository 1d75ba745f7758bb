import type { StatsSource } from "../../base/stats-source.ts";
import type { CellContext, ContextColumn, ContextDataset } from "../context.ts";
import type { Task } from "../kind.ts";
import { affectedRows, windowRows, type Place } from "./affected.ts";
import { hasTime, type ColumnPair } from "./columns.ts";
import type { Limits, QualityConfig } from "./config.ts";
import { missingRows, present } from "./counts.ts";
import { effectOf } from "./judge.ts";
import type { Affected, BySide, CategoryPart, ColumnPart, Profile } from "./parts.ts";
import { categoryTotalsQuery, changedCategoriesQuery, maxCategories, newValuePredicate } from "./sql/categories.ts";
import {
  countQuery,
  infinitePredicate,
  missingPredicate,
  nanPredicate,
  outsidePredicate,
  profileQuery,
} from "./sql/profile.ts";
import type { FrameSource } from "./time-frame.ts";

export interface Setting {
  readonly config: QualityConfig;
  readonly context: CellContext;
  readonly frame: FrameSource;
}

export const columnTask = (pair: ColumnPair, setting: Setting): Task<ColumnPart> => ({
  label: pair.name,
  run: (source) => runColumn(pair, setting, source),
});

async function runColumn(pair: ColumnPair, setting: Setting, source: StatsSource): Promise<ColumnPart> {
  const [reference, production] = await Promise.all([
    profileOf(source, setting.context.reference, pair.reference),
    profileOf(source, setting.context.production, pair.production),
  ]);
  const profiles: BySide<Profile> = { reference, production };
  const [outside, categories, frame] = await Promise.all([
    outsideRows({ pair, profiles }, source, setting.context),
    categoriesOf({ pair, profiles }, source, setting.context),
    setting.frame(source),
  ]);
  const place: Place = { source, context: setting.context, frame };
  const missing = (pair.reference && profiles.reference && missingRows(profiles.reference)) || 0;
  return {
    ...{ part: "column", name: pair.name, profiles, outside, categories },
    missingInReference:
      missing && pair.reference ? await windowRows(place, "reference", missingPredicate(pair.reference)) : [],
    affected: await affectedOf({ pair, profiles, outside, categories }, place, setting.config),
  };
}

async function profileOf(
  source: StatsSource,
  side: ContextDataset | null,
  column: ContextColumn | null,
): Promise<Profile | null> {
  if (!side || !column || column.type === "unsupported") return null;
  return (await source.rows(profileQuery(side.relation, column)))[0] ?? null;
}

interface Profiled {
  readonly pair: ColumnPair;
  readonly profiles: BySide<Profile>;
}

/** Both columns, where both sides have it with the same type. New rows have new ids, so ids are not compared by value. */
function comparable({ pair, profiles }: Profiled, types: readonly string[], { model }: CellContext) {
  const { reference, production } = pair;
  if (pair.name === model?.columns.id) return null;
  if (!reference || !production || !profiles.reference || !profiles.production) return null;
  return reference.type === production.type && types.includes(reference.type) ? { reference, production } : null;
}

async function outsideRows(profiled: Profiled, source: StatsSource, context: CellContext): Promise<number | null> {
  const pair = comparable(profiled, ["number"], context);
  const range = rangeOf(profiled.profiles.reference);
  if (!pair || !range || !context.production) return null;
  const predicate = outsidePredicate(pair.production, range.min, range.max);
  return (await source.rows(countQuery(context.production.relation, predicate)))[0] ?? null;
}

const rangeOf = (profile: Profile | null) =>
  profile && typeof profile.min === "number" && typeof profile.max === "number"
    ? { min: profile.min, max: profile.max }
    : null;

async function categoriesOf(
  profiled: Profiled,
  source: StatsSource,
  context: CellContext,
): Promise<CategoryPart | null> {
  const [pair, { reference, production }] = [comparable(profiled, ["text", "boolean"], context), context];
  if (!pair || !reference || !production) return null;
  const time = context.model?.columns.time ?? null;
  const question = {
    ...{ reference: reference.relation, production: production.relation, column: profiled.pair.name },
    time: time !== null && hasTime(production, time) ? time : null,
  };
  const [totals] = await source.rows(categoryTotalsQuery(question));
  if (!totals) return null;
  const quiet = totals.newValues + totals.vanishedValues === 0 || totals.referenceValues > maxCategories;
  const rows = { reference: present(profiled.profiles.reference), production: present(profiled.profiles.production) };
  return { ...totals, categories: quiet ? [] : await source.rows(changedCategoriesQuery(question, rows)) };
}

type Counted = Profiled & Pick<ColumnPart, "outside" | "categories">;

/** Time and place are asked only for what is large enough to be judged, and time for all that is missing. */
async function affectedOf(counted: Counted, place: Place, { limits }: QualityConfig): Promise<ColumnPart["affected"]> {
  const { pair, profiles, outside, categories } = counted;
  const [column, reference, production] = [pair.production, profiles.reference, profiles.production];
  if (!column || !production) return { missing: null, nan: null, infinite: null, outside: null, newCategories: null };
  const ask = async (
    limit: Limits,
    hits: (profile: Profile) => number,
    predicate: () => string,
  ): Promise<Affected | null> => {
    const effect = effectOf(reference && { hits: hits(reference), rows: reference.rows }, {
      hits: hits(production),
      rows: production.rows,
    });
    return effect >= limit.warn && hits(production) > 0 ? affectedRows(place, pair.name, predicate()) : null;
  };
  const range = rangeOf(reference);
  const known = pair.reference && place.context.reference;
  const large = await Promise.all([
    ask(limits.missing, missingRows, () => missingPredicate(column)),
    ask(
      limits.missing,
      ({ nans }) => nans,
      () => nanPredicate(column),
    ),
    ask(
      limits.infinite,
      ({ infinities }) => infinities,
      () => infinitePredicate(column),
    ),
    range && outside
      ? ask(
          limits.out_of_range,
          (profile) => (profile === production ? outside : 0),
          () => outsidePredicate(column, range.min, range.max),
        )
      : null,
    known && categories && categories.newRows > 0 && categories.referenceValues <= maxCategories
      ? ask(
          limits.categories,
          (profile) => (profile === production ? categories.newRows : 0),
          () => newValuePredicate(known.relation, pair.name),
        )
      : null,
  ]);
  const [missing, nan, infinite, outsideRange, newCategories] = large;
  const quietMissing = missing === null && missingRows(production) > 0;
  return {
    missing: quietMissing
      ? { perWindow: await windowRows(place, "production", missingPredicate(column)), where: null }
      : missing,
    ...{ nan, infinite, outside: outsideRange, newCategories },
  };
}
