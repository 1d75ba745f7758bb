import { z } from "../../analysis/base/schema.ts";
import type { Outcome } from "../../analysis/base/errors.ts";
import type { HostEvent } from "./contract.ts";

/** How main starts an engine host: its only command-line argument, as JSON. */
export const hostSettingsSchema = z.strictObject({
  workers: z.int().positive(),
  cacheDir: z.string(),
  appVersion: z.string(),
});
export type HostSettings = z.infer<typeof hostSettingsSchema>;

/** Main to the engine host. With `connect` comes the port that the page speaks through. */
export const toHostSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("connect") }),
  z.strictObject({
    type: z.literal("grant"),
    files: z.array(z.strictObject({ fileId: z.string(), path: z.string() })),
  }),
  z.strictObject({
    type: z.literal("report"),
    id: z.int(),
    text: z.string(),
    /** The investigation file's name, or null for one that was never saved. */
    fileName: z.string().nullable(),
    createdAt: z.string(),
  }),
]);
export type ToHost = z.infer<typeof toHostSchema>;

/** The engine host to main: the only thing that main asks of it. */
export interface FromHost {
  readonly id: number;
  readonly outcome: Outcome<string>;
}

/** The page to the engine host, through its port. */
export const portRequestSchema = z.strictObject({ id: z.int(), method: z.string().max(64), request: z.unknown() });
export type PortRequest = z.infer<typeof portRequestSchema>;

/** The engine host to the page: an answer, or something that happened. */
export type PortMessage = { readonly id: number; readonly outcome: Outcome<unknown> } | { readonly event: HostEvent };
