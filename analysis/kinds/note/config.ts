import { z } from "../../base/schema.ts";

export const noteTypes = ["note", "hypothesis", "decision", "event"] as const;
export const hypothesisStates = ["open", "confirmed", "rejected"] as const;

/** A note's settings are its content. Fields that the type does not use keep their value, so that changing the type loses nothing. */
export const noteConfig = z.strictObject({
  type: z.enum(noteTypes).default("note"),
  /** Markdown, one line an entry, so that a changed word is one changed line in a review. */
  text: z.array(z.string()).default([]),
  /** Hypothesis only. */
  status: z.enum(hypothesisStates).default("open"),
  /** Decision only: who answers for it. */
  owner: z.string().default(""),
  /** Decision and event: the day, `2026-11-14`. */
  date: z.iso.date().nullable().default(null),
});
export type NoteConfig = z.infer<typeof noteConfig>;
