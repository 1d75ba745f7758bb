import { z } from "../../analysis/base/schema.ts";
import { exitCodeOf, type ErrorCode } from "../../analysis/base/errors.ts";
import { columnSchema, engineSchema, lockedCellSchema } from "../../analysis/document/schema.ts";

/**
 * Everything that crosses a process boundary, by method: the request's schema, checked by the receiver, and the answer's.
 * Every answer travels in the envelope of `analysis/base/errors.ts`. The renderer holds opaque ids, never a path.
 */

/** 128 random bits in hexadecimal, issued by main, good for one window and dying with it. */
const handle = z.string().regex(/^[0-9a-f]{32}$/);
const documentText = z.string().max(64 * 1024 * 1024);
const nothing = z.strictObject({});
const cellId = z.string().max(64);
const datasetId = z.string().max(64);

export const grantedFileSchema = z.strictObject({ fileId: handle, name: z.string(), bytes: z.number() });
export type GrantedFile = z.infer<typeof grantedFileSchema>;

/** Which granted files stand for a dataset's files, in the order of `dataset.files`. */
const bindingsSchema = z.record(datasetId, z.array(handle).max(10_000));

export const boundFileSchema = z.strictObject({
  datasetId,
  index: z.int(),
  fileId: handle.nullable(),
  /** `present`: there, with the pinned size. `resized`: there with another size. `refused`: outside the folder and not yet approved. */
  state: z.enum(["present", "resized", "missing", "refused"]),
  name: z.string(),
});

export const openedDocumentSchema = z.strictObject({
  documentId: handle.nullable(),
  name: z.string(),
  text: documentText,
  readOnly: z.string().nullable(),
  files: z.array(boundFileSchema),
});
export type OpenedDocument = z.infer<typeof openedDocumentSchema>;

export const recentSchema = z.strictObject({
  recentId: handle,
  name: z.string(),
  title: z.string(),
  verdict: z.string(),
  openedAt: z.string(),
  missing: z.boolean(),
});

const savedSchema = z.strictObject({ documentId: handle, name: z.string(), text: documentText, savedAt: z.string() });
const saveRequest = z.strictObject({ documentId: handle.nullable(), text: documentText, bindings: bindingsSchema });

/** Renderer to main. */
export const mainContract = {
  "app.state": {
    request: nothing,
    answer: z.strictObject({
      version: z.string(),
      platform: z.string(),
      /** Says when the runtime is the evaluation fallback, else null. */
      notice: z.string().nullable(),
      recent: z.array(recentSchema),
      theme: z.enum(["system", "light", "dark"]),
      /** A file that the command line or the desktop asked for, waiting to be opened. */
      openAtStart: handle.nullable(),
    }),
  },
  "app.setTheme": { request: z.strictObject({ theme: z.enum(["system", "light", "dark"]) }), answer: nothing },
  /** Tells main whether closing would lose work, so that it asks first. */
  "app.setDirty": { request: z.strictObject({ dirty: z.boolean(), title: z.string().max(500) }), answer: nothing },
  "document.choose": { request: nothing, answer: openedDocumentSchema.nullable() },
  "document.openRecent": { request: z.strictObject({ recentId: handle }), answer: openedDocumentSchema },
  "document.openGranted": { request: z.strictObject({ fileId: handle }), answer: openedDocumentSchema },
  "document.openSample": { request: nothing, answer: openedDocumentSchema },
  /** Writes to the file that `documentId` stands for; asks for a place when it is null. Null when the person cancelled. */
  "document.save": { request: saveRequest, answer: savedSchema.nullable() },
  "document.saveAs": { request: saveRequest, answer: savedSchema.nullable() },
  /** A crash-safe copy in the profile, a second after the last change. */
  "document.backup": {
    request: z.strictObject({
      documentId: handle.nullable(),
      name: z.string(),
      text: documentText,
      bindings: bindingsSchema,
    }),
    answer: nothing,
  },
  "document.recoverable": {
    request: nothing,
    answer: z.array(z.strictObject({ backupId: handle, name: z.string(), at: z.string() })),
  },
  "document.recover": { request: z.strictObject({ backupId: handle }), answer: openedDocumentSchema },
  "document.discardBackup": { request: z.strictObject({ backupId: handle }), answer: nothing },
  "files.choose": {
    request: z.strictObject({ purpose: z.enum(["data", "model"]), multiple: z.boolean() }),
    answer: z.array(grantedFileSchema),
  },
  /** Renders in the engine host, asks where, writes atomically. Null when the person cancelled. */
  "report.export": {
    request: z.strictObject({ text: documentText, bindings: bindingsSchema, suggestedName: z.string().max(200) }),
    answer: z.strictObject({ name: z.string(), bytes: z.number() }).nullable(),
  },
  "report.show": { request: nothing, answer: nothing },
} as const;

/** Renderer to the engine host, over a port that main brokers. `job` names the work for progress and cancelling. */
const job = z.string().max(64);
export const hostContract = {
  "engine.info": { request: nothing, answer: z.strictObject({ engine: engineSchema, workers: z.int() }) },
  "data.pin": {
    request: z.strictObject({ job, fileIds: z.array(handle).min(1).max(10_000) }),
    answer: z.strictObject({
      files: z.array(z.strictObject({ fileId: handle, sha256: z.string(), bytes: z.int(), rows: z.int() })),
      rows: z.int(),
      schema: z.array(columnSchema),
      /** Smallest and largest value of each timestamp column, for the time axis and the guesses of the role sheet. */
      timestamps: z.array(
        z.strictObject({ column: z.string(), min: z.string().nullable(), max: z.string().nullable() }),
      ),
      /** Distinct values of each column, counted approximately, for the guesses of the role sheet. */
      distinct: z.record(z.string(), z.number()),
      notes: z.array(z.string()),
    }),
  },
  "data.hash": {
    request: z.strictObject({ job, fileIds: z.array(handle).min(1).max(10_000) }),
    answer: z.array(z.strictObject({ fileId: handle, sha256: z.string(), bytes: z.int() })),
  },
  "cells.run": {
    request: z.strictObject({
      job,
      text: documentText,
      bindings: bindingsSchema,
      cellIds: z.array(cellId).max(10_000),
    }),
    /** One outcome a cell arrives earlier as a `cell` event; this ends the job. */
    answer: z.strictObject({ finished: z.int(), failed: z.int() }),
  },
  "job.cancel": { request: z.strictObject({ job }), answer: nothing },
} as const;

const errorCode = z.enum(Object.keys(exitCodeOf) as [ErrorCode, ...ErrorCode[]]);
export const errorRecordSchema = z.strictObject({
  code: errorCode,
  message: z.string(),
  meaning: z.string().optional(),
  fix: z.string().optional(),
  where: z
    .strictObject({
      cell: z.string().optional(),
      dataset: z.string().optional(),
      file: z.string().optional(),
      column: z.string().optional(),
    })
    .optional(),
  detail: z.string().optional(),
});

/** What a cell's run leaves: all that the document stores. */
export const cellOutcomeSchema = z.strictObject({
  locked: lockedCellSchema,
  result: z.unknown(),
  engine: engineSchema,
  /** Why the result is shown and not stored. */
  unlockable: z.string().exactOptional(),
});

/** Engine host to renderer, unasked. */
export const hostEventSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("progress"),
    job,
    /** The cell that is worked on, or null while files are hashed, checked or converted. */
    cell: z.string().nullable(),
    phase: z.enum(["hash", "check", "convert", "audit", "run"]),
    label: z.string(),
    done: z.number(),
    total: z.number(),
  }),
  z.strictObject({ type: z.literal("cell"), job, cell: z.string(), outcome: cellOutcomeSchema }),
  z.strictObject({ type: z.literal("cell-failed"), job, cell: z.string(), error: errorRecordSchema }),
  z.strictObject({ type: z.literal("engine-restarted"), reason: z.string() }),
]);
export type HostEvent = z.infer<typeof hostEventSchema>;

/** Main to renderer, unasked. */
export const mainEventSchema = z.discriminatedUnion("type", [
  /** A menu item or a shortcut of the system; `command` is an id of renderer/state/commands.ts. */
  z.strictObject({ type: z.literal("command"), command: z.string() }),
  z.strictObject({ type: z.literal("open-granted"), fileId: handle }),
  z.strictObject({ type: z.literal("file-moved"), documentId: handle }),
]);
export type MainEvent = z.infer<typeof mainEventSchema>;

export type MainMethod = keyof typeof mainContract;
export type HostMethod = keyof typeof hostContract;
type Contract = Record<string, { request: z.ZodType; answer: z.ZodType }>;
export type RequestOf<C extends Contract, M extends keyof C> = z.infer<C[M]["request"]>;
export type AnswerOf<C extends Contract, M extends keyof C> = z.infer<C[M]["answer"]>;
