/** The contract's types for the rest of the renderer, which sees electron/ through this folder only. */
export type { CasefileBridge } from "../../electron/ipc/bridge.ts";
export type {
  AnswerOf,
  GrantedFile,
  HostEvent,
  hostContract,
  mainContract,
  MainEvent,
  OpenedDocument,
} from "../../electron/ipc/contract.ts";

import type { AnswerOf, HostEvent, hostContract } from "../../electron/ipc/contract.ts";

/** An error record as it arrives over a boundary; every `ErrorRecord` is one. */
export type ShownError = Extract<HostEvent, { type: "cell-failed" }>["error"];

/** What the engine host says of files that it read, checked and hashed. */
export type PinAnswer = AnswerOf<typeof hostContract, "data.pin">;
