import { formatCount } from "../../../base/format.ts";
import { present } from "../counts.ts";
import type { Category, CategoryPart, Concentration, ColumnPart } from "../parts.ts";
import type { Check, ValueList } from "../result.ts";
import { maxCategories } from "../sql/categories.ts";
import { windowStart } from "../windows.ts";
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
  const { categories, name } = part;
  if (!categories) return { checks: [], newValues: null, vanishedValues: null };
  if (categories === "too many") {
    const detail = `not examined: the reference has more than ${formatCount(maxCategories)} distinct values`;
    const check = factCheck({ check: "new_category", column: name, level: "none", detail });
    return { checks: [check], newValues: null, vanishedValues: null };
  }
  const floor = setting.context.privacyFloor;
  const rows = { reference: present(part.profiles.reference), production: present(part.profiles.production) };
  const fewest = Math.max(floor, setting.config.limits.categories.warn * Math.min(rows.reference, rows.production));
  const renames = renamesAmong(categories.categories, rows, fewest);
  const added = addedValues(categories, renames);
  const gone = goneValues(categories, renames);
  const [newValues, vanishedValues] = [valueList(added, floor), valueList(gone, floor)];
  const checks = [
    categoryCheck(
      { part, check: "new_category", hits: added, detail: namesOf(newValues), alone: renames.length === 0 },
      setting,
    ),
    categoryCheck(
      { part, check: "vanished_category", hits: gone, detail: namesOf(vanishedValues), alone: false },
      setting,
    ),
    ...renames.map((rename) => {
      const hits: SideValues = { side: "production", categories: [rename.to], values: 1, rows: rename.to.production };
      const detail = `${quoted(rename.from.value)} → ${quoted(rename.to.value)}`;
      return categoryCheck({ part, check: "renamed", hits, detail, alone: categories.newValues === 1 }, setting);
    }),
  ];
  return { checks, newValues, vanishedValues };
}

/** Values that only one side has: those that were examined, and how many values and rows there are in all. */
interface SideValues {
  readonly side: "reference" | "production";
  readonly categories: readonly Category[];
  readonly values: number;
  readonly rows: number;
}

function addedValues({ categories, newValues, newRows }: CategoryPart, renames: readonly Rename[]): SideValues {
  const renamed = new Set(renames.map(({ to }) => to));
  return {
    ...{ side: "production", categories: categories.filter((one) => one.reference === 0 && !renamed.has(one)) },
    ...{ values: newValues - renamed.size, rows: newRows - total([...renamed], "production") },
  };
}

function goneValues(
  { categories, vanishedValues, vanishedRows }: CategoryPart,
  renames: readonly Rename[],
): SideValues {
  const renamed = new Set(renames.map(({ from }) => from).filter(({ production }) => production === 0));
  return {
    ...{ side: "reference", categories: categories.filter((one) => one.production === 0 && !renamed.has(one)) },
    ...{ values: vanishedValues - renamed.size, rows: vanishedRows - total([...renamed], "reference") },
  };
}

const total = (categories: readonly Category[], side: SideValues["side"]): number =>
  categories.reduce((sum, category) => sum + category[side], 0);

interface Judging {
  readonly part: ColumnPart;
  readonly check: "new_category" | "vanished_category" | "renamed";
  readonly hits: SideValues;
  readonly detail: string | null;
  /** These values are all the new ones, so that what is known of when and where new values are is about them. */
  readonly alone: boolean;
}

/** A vanished value's share is of the reference's rows: production has none. Whatever reads an old name misses a new name's rows. */
function categoryCheck({ part, check, hits, detail, alone }: Judging, setting: Setting): Check {
  const of = (side: SideValues["side"]) => ({
    hits: hits.side === side ? hits.rows : 0,
    rows: present(part.profiles[side]),
  });
  const judged = shareCheck(
    {
      ...{ check, column: part.name, of: { reference: of("reference"), production: of("production") }, detail },
      ...{ limits: setting.config.limits.categories, falls: check === "vanished_category" },
      affected: alone ? part.affected.newCategories : null,
    },
    setting,
  );
  const told = judged.level === "warn" || judged.level === "fail";
  return told && !alone && hits.side === "production" ? { ...judged, ...firstSeen(part, hits, setting) } : judged;
}

/** Where new values of several meanings are mixed: the window of the first row, and a place only where it holds for every one. */
function firstSeen(part: ColumnPart, { categories }: SideValues, { frame, context }: Setting) {
  const firsts = categories.flatMap(({ first, production }) =>
    first !== null && production >= context.privacyFloor ? [first] : [],
  );
  const first = firsts.sort(order)[0];
  const where: Concentration | null = part.affected.newCategories?.where ?? null;
  return { since: frame && first ? windowStart(first, frame.unit) : null, where: where?.share === 1 ? where : null };
}

/** The most frequent by name, down to the privacy floor; all others together. */
function valueList({ side, categories, values, rows }: SideValues, floor: number): ValueList {
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
const quoted = (value: string): string =>
  `"${value.length > longestName ? `${value.slice(0, longestName - 1)}…` : value}"`;
