import type { AnyKind } from "./kind.ts";
import { attribution } from "./attribution/index.ts";
import { calibration } from "./calibration/index.ts";
import { drift } from "./drift/index.ts";
import { fairness } from "./fairness/index.ts";
import { note } from "./note/index.ts";
import { performance } from "./performance/index.ts";
import { quality } from "./quality/index.ts";
import { skew } from "./skew/index.ts";
import { sql } from "./sql/index.ts";

/** The only list of kinds, by id. */
export const kinds = { note, quality, drift, performance, calibration, fairness, attribution, skew, sql } as const;

export type KindId = keyof typeof kinds;

/** Fails to compile when a key differs from the kind's own id. */
const byId: { readonly [K in KindId]: { readonly face: AnyKind<K> } } = kinds;

export const isKindId = (id: string): id is KindId => Object.hasOwn(kinds, id);
export const kindIds: readonly KindId[] = Object.keys(kinds).filter(isKindId);
export const allKinds: readonly AnyKind[] = kindIds.map((id) => byId[id].face);
export const kindById = (id: string): AnyKind | undefined => (isKindId(id) ? byId[id].face : undefined);
