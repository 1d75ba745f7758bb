import type { IdSide, Profile } from "./parts.ts";

/** Null and NaN together. */
export const missingRows = (profile: Profile): number => profile.nulls + profile.nans;

/** Rows with a value. */
export const present = (profile: Profile | null): number => (profile ? profile.rows - missingRows(profile) : 0);

/** Rows whose id came before: all but the first of each id. */
export const repeated = (side: IdSide): number => side.values - side.distinct;
