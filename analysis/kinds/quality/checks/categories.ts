import { formatCount } from "../../../base/format.ts";
import { present } from "../counts.ts";
import type { Category, ColumnPart } from "../parts.ts";
import type { Check, ValueList } from "../result.ts";
import { maxCategories } from "../sql/categories.ts";
import { factCheck, shareCheck, type Setting } from "./check.ts";
import { order, renamesAmong, type Rename } from "./renames.ts";

const namedValues = 10;

export interface CategoryFindings {
  readonly checks: readonly Check[];
  readonly newValues: ValueList | null;
  readonly vanishedValues: ValueList | null;
}

/** New, vanished and renamed values of a text or boolean column that both sides have. */
export function categoryFindings(part: ColumnPart, setting: Setting): CategoryFindings {
  const { categories, name, profiles } = part;
  if (!categories) return { checks: [], newValues: null, vanishedValues: null };
  if (categories.referenceValues > maxCategories) {
    const detail = `not examined: the reference has ${formatCount(categories.referenceValues)} distinct values, more than ${formatCount(maxCategories)}`;
    return {
      checks: [factCheck({ check: "new_category", column: name, level: "none", detail })],
      newValues: null,
      vanishedValues: null,
    };
  }
  const floor = setting.context.privacyFloor;
  const rows = { reference: present(profiles.reference), production: present(profiles.production) };
  const renames = renamesAmong(categories.categories, rows, floor);
  const [from, to] = [new Set(renames.map((rename) => rename.from)), new Set(renames.map((rename) => rename.to))];
  const added = categories.categories.filter((category) => category.reference === 0 && !to.has(category));
  const gone = categories.categories.filter((category) => category.production === 0 && !from.has(category));
  const total = (pairs: readonly Category[], side: "reference" | "production") =>
    pairs.reduce((sum, pair) => sum + pair[side], 0);
  const newRows = categories.newRows - total([...to], "production");
  const vanishedRows =
    categories.vanishedRows -
    total(
      [...from].filter(({ production }) => production === 0),
      "reference",
    );
  const newValues = valueList(added, "production", { values: categories.newValues - to.size, rows: newRows, floor });
  const vanished = categories.vanishedValues - [...from].filter(({ production }) => production === 0).length;
  const vanishedValues = valueList(gone, "reference", { values: vanished, rows: vanishedRows, floor });
  const checks = [
    newCheck(part, { hits: newRows, list: newValues }, setting),
    vanishedCheck(part, { hits: vanishedRows, list: vanishedValues }, setting),
    ...renames.map((rename) => renamedCheck(part, rename, setting)),
  ];
  return { checks, newValues, vanishedValues };
}

interface Hits {
  readonly hits: number;
  readonly list: ValueList;
}

function newCheck({ name, profiles, affected }: ColumnPart, { hits, list }: Hits, setting: Setting): Check {
  const of = {
    reference: { hits: 0, rows: present(profiles.reference) },
    production: { hits, rows: present(profiles.production) },
  };
  const question = {
    check: "new_category",
    column: name,
    of,
    detail: namesOf(list),
    affected: affected.newCategories,
  } as const;
  return shareCheck({ ...question, limits: setting.config.limits.categories }, setting);
}

/** The share is of the reference: production has none of these rows. */
function vanishedCheck({ name, profiles }: ColumnPart, { hits, list }: Hits, setting: Setting): Check {
  const of = {
    reference: { hits, rows: present(profiles.reference) },
    production: { hits: 0, rows: present(profiles.production) },
  };
  const question = {
    check: "vanished_category",
    column: name,
    of,
    detail: namesOf(list),
    affected: null,
    falls: true,
  } as const;
  return shareCheck({ ...question, limits: setting.config.limits.categories }, setting);
}

/** Judged by the new name's share: whatever reads the old name misses these rows. */
function renamedCheck({ name, profiles, affected }: ColumnPart, { from, to }: Rename, setting: Setting): Check {
  const of = {
    reference: { hits: 0, rows: present(profiles.reference) },
    production: { hits: to.production, rows: present(profiles.production) },
  };
  const question = { check: "renamed", column: name, of, affected: affected.newCategories } as const;
  return shareCheck(
    { ...question, limits: setting.config.limits.categories, detail: `${quoted(from.value)} → ${quoted(to.value)}` },
    setting,
  );
}

/** The most frequent by name, down to the privacy floor; all others together. */
function valueList(
  categories: readonly Category[],
  side: "reference" | "production",
  { values, rows, floor }: { values: number; rows: number; floor: number },
): ValueList {
  const named = categories
    .filter((category) => category[side] >= floor)
    .sort((a, b) => b[side] - a[side] || order(a.value, b.value))
    .slice(0, namedValues)
    .map((category) => ({ value: category.value, rows: category[side] }));
  return { named, other_values: values - named.length, other_rows: named.reduce((left, one) => left - one.rows, rows) };
}

function namesOf({ named, other_values: others }: ValueList): string | null {
  const shown = named.slice(0, 3).map(({ value, rows }) => `${quoted(value)} (${formatCount(rows)} rows)`);
  const rest = others + named.length - shown.length;
  if (shown.length === 0) return rest === 0 ? null : `${formatCount(rest)} rare ${rest === 1 ? "value" : "values"}`;
  return [...shown, ...(rest > 0 ? [`${formatCount(rest)} more`] : [])].join(", ");
}

const longestName = 60;
export const quoted = (value: string): string =>
  `"${value.length > longestName ? `${value.slice(0, longestName - 1)}…` : value}"`;
