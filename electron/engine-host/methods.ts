import type { Outcome } from "../../analysis/base/errors.ts";
import type { CellOutcome } from "../../analysis/document/lock.ts";
import { readEditable } from "../../analysis/document/read.ts";
import { runCells } from "../../analysis/run/run-cells.ts";
import type { AnswerOf, RequestOf, hostContract } from "../ipc/contract.ts";
import type { HostSession } from "./host-session.ts";

type Contract = typeof hostContract;
export type HostMethods = {
  readonly [M in keyof Contract]: (
    session: HostSession,
    request: RequestOf<Contract, M>,
  ) => Promise<AnswerOf<Contract, M>>;
};

/** Everything that a page can ask of its engine host. */
export const hostMethods: HostMethods = {
  "engine.info": async (session) => {
    const { pin, workers } = await session.engine();
    return { engine: pin, workers };
  },

  "data.pin": (session, { job, fileIds }) =>
    session.run(job, async ({ signal, onProgress }) => {
      const engine = await session.engine();
      const paths = fileIds.map((fileId) => session.pathOf(fileId));
      const pinned = await engine.pinData(paths, {
        signal,
        onProgress: (progress) => onProgress({ cell: null, ...progress }),
      });
      const { rows, timestamps, distinct, notes } = pinned;
      return {
        files: pinned.files.map(({ sha256, bytes, rows: fileRows }, index) => ({
          fileId: fileIds[index] ?? "",
          ...{ sha256, bytes, rows: fileRows },
        })),
        ...{
          rows,
          schema: [...pinned.schema],
          timestamps: [...timestamps],
          distinct: { ...distinct },
          notes: [...notes],
        },
      };
    }),

  "data.hash": (session, { job, fileIds }) =>
    session.run(job, async ({ signal, onProgress }) => {
      const engine = await session.engine();
      const hashed = [];
      for (const fileId of fileIds) {
        const { sha256, bytes } = await engine.hashFile(session.pathOf(fileId), {
          signal,
          onProgress: (progress) => onProgress({ cell: null, ...progress }),
        });
        hashed.push({ fileId, sha256, bytes });
      }
      return hashed;
    }),

  "cells.run": (session, { job, text, bindings, cellIds }) =>
    session.run(job, async ({ signal, onProgress }) => {
      const engine = await session.engine();
      const outcomes = await runCells({
        ...{ investigation: readEditable(text), cellIds, engine, signal, onProgress },
        pathsOf: (datasetId) => (bindings[datasetId] ?? []).map((fileId) => session.pathOf(fileId)),
        onCell: (cell, outcome) => tellCell(session, { job, cell, outcome, engine: engine.pin }),
      });
      const failed = [...outcomes.values()].filter(({ ok }) => !ok).length;
      return { finished: outcomes.size - failed, failed };
    }),

  "job.cancel": (session, { job }) => {
    session.cancel(job);
    return Promise.resolve({});
  },
};

interface EndedCell {
  readonly job: string;
  readonly cell: string;
  readonly outcome: Outcome<CellOutcome>;
  readonly engine: AnswerOf<Contract, "engine.info">["engine"];
}

function tellCell(session: HostSession, { job, cell, outcome, engine }: EndedCell): void {
  if (outcome.ok) session.tell({ type: "cell", job, cell, outcome: { ...outcome.value, engine } });
  else session.tell({ type: "cell-failed", job, cell, error: outcome.error });
}
