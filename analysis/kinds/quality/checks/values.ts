import type { Proportion } from "../../../stats/newcombe.ts";
import { formatNumber } from "../../../base/format.ts";
import { finiteRows, missingRows, present } from "../counts.ts";
import type { BySide, ColumnPart, Profile } from "../parts.ts";
import type { Check } from "../result.ts";
import { factCheck, shareCheck, type Setting } from "./check.ts";

/** The checks of a column's values, each only where it means something. */
export const valueChecks = (part: ColumnPart, setting: Setting): readonly Check[] => [
  ...missingChecks(part, setting),
  ...infiniteCheck(part, setting),
  ...rangeCheck(part, setting),
  ...numberTextCheck(part, setting),
  ...constantCheck(part, setting),
];

const proportions = (
  profiles: BySide<Profile>,
  hits: (profile: Profile) => number,
  rows = (profile: Profile) => profile.rows,
) => {
  const of = (profile: Profile | null): Proportion | null => profile && { hits: hits(profile), rows: rows(profile) };
  return { reference: of(profiles.reference), production: of(profiles.production) };
};

const someIs = ({ reference, production }: BySide<Profile>, test: (profile: Profile) => boolean): boolean =>
  (reference !== null && test(reference)) || (production !== null && test(production));

function missingChecks({ name, profiles, affected }: ColumnPart, setting: Setting): readonly Check[] {
  if (!someIs(profiles, () => true)) return [];
  const limits = setting.config.limits.missing;
  const missing = shareCheck(
    {
      check: "missing",
      column: name,
      of: proportions(profiles, missingRows),
      limits,
      affected: affected.missing,
      falls: true,
    },
    setting,
  );
  const nans = proportions(profiles, ({ nans: hits }) => hits);
  if (!someIs(profiles, (profile) => profile.nans > 0)) return [missing];
  return [missing, shareCheck({ check: "nan", column: name, of: nans, limits, affected: affected.nan }, setting)];
}

function infiniteCheck({ name, profiles, affected }: ColumnPart, setting: Setting): readonly Check[] {
  if (!someIs(profiles, ({ infinities }) => infinities > 0)) return [];
  const of = proportions(profiles, ({ infinities }) => infinities);
  const question = {
    check: "infinite",
    column: name,
    of,
    limits: setting.config.limits.infinite,
    alone: "judge",
  } as const;
  return [shareCheck({ ...question, affected: affected.infinite }, setting)];
}

function rangeCheck({ name, profiles, outside, affected }: ColumnPart, setting: Setting): readonly Check[] {
  const { reference, production } = profiles;
  if (outside === null || !reference || !production) return [];
  const of = {
    reference: { hits: 0, rows: finiteRows(reference) },
    production: { hits: outside, rows: finiteRows(production) },
  };
  const detail = `reference ${rangeText(reference)}; production ${rangeText(production)}`;
  const limits = setting.config.limits.out_of_range;
  return [shareCheck({ check: "out_of_range", column: name, of, limits, affected: affected.outside, detail }, setting)];
}

const rangeText = ({ min, max }: Profile): string =>
  typeof min === "number" && typeof max === "number" ? `${formatNumber(min)} to ${formatNumber(max)}` : "no values";

/** Whether text reads as numbers as often as before: a decimal comma or a unit sign shows here first. */
function numberTextCheck({ name, profiles }: ColumnPart, setting: Setting): readonly Check[] {
  const { reference, production } = profiles;
  if (reference?.type !== "text" || production?.type !== "text") return [];
  if (!someIs(profiles, ({ numberTexts }) => numberTexts > 0)) return [];
  const of = proportions(profiles, ({ numberTexts }) => numberTexts, present);
  const question = { check: "number_text", column: name, of, affected: null, falls: true } as const;
  return [shareCheck({ ...question, limits: setting.config.limits.number_text }, setting)];
}

function constantCheck({ name, profiles }: ColumnPart, { config }: Setting): readonly Check[] {
  const { reference, production } = profiles;
  const subject = production ?? reference;
  if (!subject?.constant) return [];
  const fact = { check: "constant", column: name, affected: present(production) } as const;
  if (!reference || !production || reference.constant || present(reference) === 0)
    return [factCheck({ ...fact, level: "info", detail: "one value only" })];
  const enough = Math.min(present(reference), present(production)) >= config.min_rows;
  return [
    factCheck({
      ...fact,
      level: enough ? "warn" : "low_n",
      detail: "one value in production, several in the reference",
    }),
  ];
}
