import type { Outcome } from "../base/errors.ts";
import type {
  CrossCounts,
  CrossCountsQuery,
  FreeQuery,
  FreeTable,
  GroupedCounts,
  GroupsQuery,
  Scalar,
  ValueCounts,
  ValuesQuery,
} from "../base/stats-source.ts";
import type { FileIdentity } from "./file-identity.ts";
import type { FileCheck } from "./worker/file-check.ts";

/** A file that the engine may read, under the only name by which SQL can reach it. */
export interface Grant extends FileIdentity {
  readonly name: string;
}

export interface SessionSetup {
  readonly id: number;
  readonly grants: readonly Grant[];
  /** A view's name and the query behind it. */
  readonly views: readonly { readonly relation: string; readonly query: string }[];
}

export interface RowTable {
  readonly rows: readonly Readonly<Record<string, Scalar>>[];
}

export type QueryTask =
  | { readonly kind: "open"; readonly session: SessionSetup }
  | { readonly kind: "rows"; readonly sql: string; readonly maxRows: number }
  | { readonly kind: "values"; readonly query: ValuesQuery }
  | { readonly kind: "groups"; readonly query: GroupsQuery }
  | { readonly kind: "crossings"; readonly query: CrossCountsQuery }
  | { readonly kind: "table"; readonly query: FreeQuery }
  | { readonly kind: "gate"; readonly sql: string };

export type FileTask =
  | { readonly kind: "check"; readonly path: string }
  | { readonly kind: "hash"; readonly file: FileIdentity }
  | { readonly kind: "hash-any"; readonly path: string }
  | {
      readonly kind: "convert";
      readonly file: FileIdentity;
      readonly columns: readonly string[];
      readonly target: string;
    };

/** What each kind of task answers. */
export interface Answers {
  open: null;
  rows: RowTable;
  values: ValueCounts;
  groups: GroupedCounts;
  crossings: readonly CrossCounts[];
  table: FreeTable;
  gate: null;
  check: FileCheck;
  hash: { readonly sha256: string; readonly bytes: number };
  "hash-any": { readonly sha256: string; readonly bytes: number; readonly identity: FileIdentity };
  convert: null;
}

export type Task = QueryTask | FileTask;
export type AnswerTo<T extends Task> = Answers[T["kind"]];

export interface Request<T extends Task = Task> {
  readonly id: number;
  readonly task: T;
}

export type Reply =
  | { readonly id: number; readonly progress: { readonly done: number; readonly total: number } }
  | {
      readonly id: number;
      readonly outcome: Outcome<unknown>;
      /** Linear memory after the task; it never shrinks. */
      readonly heapBytes: number;
      /** The worker's engine may be damaged and must not be asked again. */
      readonly dispose: boolean;
    };

/** `id` 0 is the worker's own start. */
export const startId = 0;
