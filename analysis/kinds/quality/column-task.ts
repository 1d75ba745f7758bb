import type { StatsSource } from "../../base/stats-source.ts";
import type { CellContext, ContextColumn, ContextDataset } from "../context.ts";
import type { Task } from "../kind.ts";
import { windowRows, type Place } from "./affected.ts";
import { columnAffected } from "./column-affected.ts";
import { hasTime, type ColumnPair } from "./columns.ts";
import type { QualityConfig } from "./config.ts";
import { missingRows, present, rangeOf } from "./counts.ts";
import type { BySide, ColumnPart, Profile } from "./parts.ts";
import { categoryTotalsQuery, changedCategoriesQuery, maxCategories, type CategoryQuestion } from "./sql/categories.ts";
import { countQuery, missingPredicate, outsidePredicate, profileQuery } from "./sql/profile.ts";
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
  const counted = { profiles, outside, categories };
  return {
    ...{ part: "column", name: pair.name, ...counted },
    missingInReference:
      missing && pair.reference ? await windowRows(place, "reference", missingPredicate(pair.reference)) : [],
    affected: await columnAffected({ pair, ...counted }, place, setting.config),
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
  const found = rangeOf(profiled.profiles.production);
  if (!found || (found.min >= range.min && found.max <= range.max)) return 0;
  const predicate = outsidePredicate(pair.production, range.min, range.max);
  return (await source.rows(countQuery(context.production.relation, predicate)))[0] ?? null;
}

async function categoriesOf(
  profiled: Profiled,
  source: StatsSource,
  context: CellContext,
): Promise<ColumnPart["categories"]> {
  const question = categoryQuestion(profiled, context);
  const { reference, production } = profiled.profiles;
  if (!question) return null;
  if (reference?.manyValues) return "too many";
  const [totals] = await source.rows(categoryTotalsQuery(question));
  if (!totals) return null;
  if (totals.referenceValues > maxCategories) return "too many";
  if (totals.newValues + totals.vanishedValues === 0) return { ...totals, categories: [] };
  const rows = { reference: present(reference), production: present(production) };
  return { ...totals, categories: await source.rows(changedCategoriesQuery(question, rows)) };
}

function categoryQuestion(profiled: Profiled, context: CellContext): CategoryQuestion | null {
  const { reference, production } = context;
  if (!comparable(profiled, ["text", "boolean"], context) || !reference || !production) return null;
  const time = context.model?.columns.time ?? null;
  return {
    ...{ reference: reference.relation, production: production.relation, column: profiled.pair.name },
    time: time !== null && hasTime(production, time) ? time : null,
  };
}
