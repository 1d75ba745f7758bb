import { beforeEach, describe, expect, it } from "vitest";
import { writeInvestigation } from "../../../analysis/document/write.ts";
import { readInvestigation } from "../../../analysis/document/read.ts";
import { fakeBridge, fakeEngine, type FakeAnswers, type FakeBridge } from "../../bridge/fake.ts";
import { isDirty } from "../case.ts";
import { commandById, commands, perform } from "../commands.ts";
import { commandIds } from "../command-ids.ts";
import { connectSession } from "../connect-session.ts";
import { createSession, type Session } from "../session.ts";
import { openIn, outcomeFor, twoCells } from "../testing/sample-case.ts";
import { showOpened } from "./open-case.ts";
import { runCells } from "./run-cells.ts";
import { saveCase } from "./save-case.ts";
import { verifyDataset } from "./pins.ts";
import { pinStateOf } from "../pin-state.ts";

const fileId = (digit: string): string => digit.repeat(32);
const opened = {
  ...{ documentId: fileId("d"), name: "case.casefile", readOnly: null },
  files: [
    { datasetId: "reference", index: 0, fileId: fileId("1"), state: "present" as const, name: "reference.parquet" },
    { datasetId: "production", index: 0, fileId: null, state: "missing" as const, name: "production.parquet" },
  ],
};

let fake: FakeBridge;
let session: Session;

function start(answers: FakeAnswers = {}): void {
  fake = fakeBridge(answers);
  session = createSession(fake.bridge);
  connectSession(session);
  session.document.setState({ engine: fakeEngine });
  showOpened(session, { ...opened, text: writeInvestigation(twoCells()) });
}

const methods = (): readonly string[] => fake.asked.map(([method]) => method);
const stateOf = (datasetId: string): string => {
  const dataset = openIn(session).datasets.find(({ id }) => id === datasetId);
  const { jobs, checks } = session.runs.getState();
  if (dataset === undefined) throw new Error(datasetId);
  return pinStateOf(dataset, {
    files: session.document.getState().open?.files ?? {},
    checks,
    job: jobs[`verify:${datasetId}`],
  }).state;
};

beforeEach(() => start());

describe("opening", () => {
  it("runs nothing, hashes nothing, and has nothing to save", () => {
    expect(methods().filter((method) => /^(cells|data)\./.test(method))).toEqual([]);
    const { open } = session.document.getState();
    expect(open !== null && isDirty(open)).toBe(false);
    expect([stateOf("reference"), stateOf("production")]).toEqual(["unchecked", "missing"]);
  });

  it("of another file asks first when work would be lost, and leaves the work alone", () => {
    perform(session, "cell.duplicate");
    perform(session, "file.new");
    expect(session.ui.getState().overlay?.type).toBe("discard");
    expect(openIn(session).title).toBe("Recall drop");
  });

  it("of something unreadable shows what is wrong and keeps what is open", async () => {
    start({ document: { choose: () => ({ ...opened, text: "{}" }) } });
    perform(session, "file.open");
    await expect.poll(() => session.ui.getState().problems[0]?.error.code).toBe("document/invalid");
    expect(openIn(session).title).toBe("Recall drop");
  });
});

it("a file of a newer format can be looked at, but neither changed nor copied with a loss", () => {
  const newer = JSON.stringify({ ...JSON.parse(writeInvestigation(twoCells())), version: 2, shiny: true });
  showOpened(session, { ...opened, text: newer });
  expect(commandById("cell.duplicate")?.blocked(session)).toContain("format version 2");
  expect(commandById("file.saveAs")?.blocked(session)).toBe("A copy would lose what a newer Casefile wrote");
});

describe("running", () => {
  it("stores each cell's outcome as it arrives and leaves the cell idle and fresh", async () => {
    start({
      cells: {
        run: ({ job, cellIds }) => {
          fake.sayFromHost({
            type: "progress",
            job,
            cell: "c_quality",
            phase: "run",
            label: "amount",
            done: 1,
            total: 2,
          });
          expect(session.runs.getState().cells["c_quality"]).toMatchObject({ status: "running", done: 1 });
          const outcome = { ...outcomeFor(openIn(session), "c_quality"), engine: fakeEngine };
          fake.sayFromHost({ type: "cell", job, cell: "c_quality", outcome });
          return { finished: cellIds.length, failed: 0 };
        },
      },
    });
    await runCells(session, ["c_quality"]);
    expect(session.runs.getState()).toMatchObject({ cells: {}, jobs: {} });
    expect(openIn(session).results["c_quality"]).toEqual({ made: "up" });
    expect(openIn(session).history.at(-1)).toMatchObject({ action: "run", summary: "Ran 1 cell" });
    expect(commandById("run.stale")?.blocked(session)).toBe("Every result is up to date");
  });

  it("keeps the error with the cell that failed", async () => {
    const error = { code: "config/column-missing", message: "No column" } as const;
    start({
      cells: {
        run: ({ job }) => {
          fake.sayFromHost({ type: "cell-failed", job, cell: "c_quality", error });
          return { finished: 0, failed: 1 };
        },
      },
    });
    await runCells(session, ["c_quality"]);
    expect(session.runs.getState().cells["c_quality"]).toEqual({ status: "failed", error });
  });

  it("that is cancelled says so, asks the host to stop, and ignores what still arrives", async () => {
    start({
      cells: {
        run: ({ job }) => {
          perform(session, "run.cancel");
          expect(session.runs.getState().cells["c_quality"]?.status).toBe("cancelling");
          fake.sayFromHost({
            type: "progress",
            job,
            cell: "c_quality",
            phase: "run",
            label: "amount",
            done: 2,
            total: 2,
          });
          return { finished: 0, failed: 0 };
        },
      },
    });
    await runCells(session, ["c_quality"]);
    expect(methods()).toContain("job.cancel");
    expect(session.runs.getState().cells["c_quality"]).toEqual({ status: "cancelled" });
  });
});

describe("saving", () => {
  it("takes over the paths that main wrote, notes the edits in the history, and leaves nothing to save", async () => {
    start({
      document: {
        save: ({ text }) => {
          const moved = text.replaceAll('"reference.parquet"', '"data/reference.parquet"');
          return { documentId: fileId("d"), name: "case.casefile", text: moved, savedAt: "2026-11-14T09:00:00.000Z" };
        },
      },
    });
    perform(session, "cell.duplicate");
    expect(await saveCase(session)).toBe(true);
    const { open } = session.document.getState();
    expect(open?.investigation.datasets[0]?.files[0]?.path).toBe("data/reference.parquet");
    expect(open?.investigation.history.at(-1)).toMatchObject({ action: "edit", summary: 'copy of "Data quality"' });
    expect(open !== null && isDirty(open)).toBe(false);
  });

  it("that fails stays on the screen until it works", async () => {
    const error = { code: "output/disk-full", message: "The disk is full." } as const;
    start({ document: { save: () => Promise.reject(Object.assign(new Error("x"), { record: error })) } });
    perform(session, "cell.duplicate");
    expect(await saveCase(session)).toBe(false);
    expect(session.ui.getState().problems).toMatchObject([{ id: "save", persistent: true }]);
    const { open } = session.document.getState();
    expect(open !== null && isDirty(open)).toBe(true);
  });

  it("sends only the files that are at hand", async () => {
    start({ document: { save: () => null } });
    await saveCase(session);
    const [, request] = fake.asked.find(([method]) => method === "document.save") ?? [];
    expect(request).toMatchObject({ documentId: fileId("d"), bindings: { reference: [fileId("1")] } });
    expect(request).not.toHaveProperty("bindings.production");
  });
});

it("a change is backed up after a second, as a document that can be opened again", async () => {
  perform(session, "cell.delete");
  await expect.poll(methods, { timeout: 3000 }).toContain("document.backup");
  const [, request] = fake.asked.find(([method]) => method === "document.backup") ?? [];
  const { text } = request as { text: string };
  expect(readInvestigation(text).investigation.cells.map(({ id }) => id)).toEqual(["c_note"]);
});

it("hashing decides between verified and changed", async () => {
  const hash = (sha256: string): FakeAnswers => ({
    data: { hash: ({ fileIds }) => fileIds.map((id) => ({ fileId: id, sha256, bytes: 10_000 })) },
  });
  start(hash("a".repeat(64)));
  await verifyDataset(session, "reference");
  expect(stateOf("reference")).toBe("verified");
  start(hash("f".repeat(64)));
  await verifyDataset(session, "reference");
  expect(stateOf("reference")).toBe("changed");
});

it("every command id has one command, and no two commands share a key", () => {
  expect(commands.map(({ id }) => id).toSorted()).toEqual([...commandIds].toSorted());
  const keys = commands.flatMap(({ shortcuts = [] }) => shortcuts);
  expect(new Set(keys).size).toBe(keys.length);
});
