import type { AnyKind } from "./kind.ts";

/** The only list of kinds. */
export const kinds = {} as const;

export type KindId = keyof typeof kinds;
/** Fails to compile when a key differs from the kind's own id. */
const faces: Readonly<Record<string, AnyKind>> = {};

export const kindIds = Object.keys(faces);
export const kindById = (id: string): AnyKind | undefined => (Object.hasOwn(faces, id) ? faces[id] : undefined);
