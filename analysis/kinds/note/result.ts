import { z } from "../../base/schema.ts";

/** A note computes nothing. */
export const noteResult = z.strictObject({});
export type NoteResult = z.infer<typeof noteResult>;
