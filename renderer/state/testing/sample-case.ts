import { resultDigest } from "../../../analysis/document/digests.ts";
import { addCell, createInvestigation } from "../../../analysis/document/edits.ts";
import { inputsOf } from "../../../analysis/document/freshness.ts";
import { cellKey } from "../../../analysis/document/digests.ts";
import type { CellOutcome } from "../../../analysis/document/lock.ts";
import type { Dataset, Investigation } from "../../../analysis/document/schema.ts";
import type { Json } from "../../../analysis/base/json.ts";
import { settingsOf } from "../../../analysis/kinds/settings.ts";
import { fakeEngine } from "../../bridge/fake.ts";
import type { Session } from "../session.ts";

const dataset = (role: "reference" | "production", mark: string): Dataset => ({
  ...{ id: role, role, rows: 1000, window: null, time_range: null },
  files: [{ path: `${role}.parquet`, sha256: mark.repeat(64), bytes: 10_000, rows: 1000 }],
  schema: [{ name: "amount", type: "DOUBLE" }],
});

/** Two pinned files, a quality cell and a note; nothing was run. */
export function twoCells(): Investigation {
  const start = createInvestigation({
    ...{ id: "inv_01JD9Q4R7V8K2M5N6P3T0W1XYZ", title: "Recall drop" },
    datasets: [dataset("reference", "a"), dataset("production", "b")],
  });
  const quality = { id: "c_quality", kind: "quality", kind_version: 1, title: "Data quality", params: {} };
  const note = { id: "c_note", kind: "note", kind_version: 1, title: "Note", params: {} };
  return addCell(addCell(start, quality), note);
}

/** What a run of a cell as it is now would leave; the result itself may be anything. */
export function outcomeFor(investigation: Investigation, cellId: string, result: Json = { made: "up" }): CellOutcome {
  const cell = investigation.cells.find(({ id }) => id === cellId);
  if (cell === undefined) throw new Error(`no cell ${cellId}`);
  const inputs = inputsOf(investigation, cell, settingsOf(cell) ?? { kindVersion: 1, params: {} }, fakeEngine);
  if (inputs === null) throw new Error("no engine");
  return {
    locked: { key: cellKey(inputs), result_digest: resultDigest(result), verdict: "pass", headline: [] },
    result,
  };
}

/** The open investigation of a session that must have one. */
export function openIn({ document }: Session): Investigation {
  const { open } = document.getState();
  if (open === null) throw new Error("nothing is open");
  return open.investigation;
}
