import type { IdSide, Profile } from "./parts.ts";

/** Null and NaN together. */
export const missingRows = (profile: Profile): number => profile.nulls + profile.nans;

/** Rows with a value. */
export const present = (profile: Profile | null): number => (profile ? profile.rows - missingRows(profile) : 0);

/** Rows with a finite value. */
export const finiteRows = (profile: Profile): number => present(profile) - profile.infinities;

/** The smallest and largest finite number, where there is one. */
export const rangeOf = (profile: Profile | null): { readonly min: number; readonly max: number } | null =>
  profile && typeof profile.min === "number" && typeof profile.max === "number"
    ? { min: profile.min, max: profile.max }
    : null;

/** Rows whose id came before: all but the first of each id. */
export const repeated = (side: IdSide): number => side.values - side.distinct;
