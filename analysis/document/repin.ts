import { fail } from "../base/errors.ts";
import { appendHistory, type Stamp } from "./history.ts";
import type { Dataset, Investigation, Model } from "./schema.ts";

/** What pinning a dataset's new files gives; id, role and window stay. */
export type DatasetPin = Pick<Dataset, "files" | "rows" | "schema" | "time_range">;

/** Takes new bytes for a dataset on purpose. What depends on them is stale from here on; the history keeps the reason. */
export function repinDataset(
  investigation: Investigation,
  datasetId: string,
  pin: DatasetPin,
  reason: Stamp & { readonly reason: string },
): Investigation {
  const index = investigation.datasets.findIndex(({ id }) => id === datasetId);
  const dataset = investigation.datasets[index];
  if (dataset === undefined)
    return fail({ code: "usage/invalid", message: `The investigation has no dataset "${datasetId}".` });
  const { files, rows, schema, time_range } = pin;
  const repinned = {
    ...investigation,
    datasets: investigation.datasets.with(index, { ...dataset, files, rows, schema, time_range }),
  };
  return withEntry(repinned, `dataset "${datasetId}" (${sizes(dataset)} -> ${sizes(pin)})`, reason);
}

/** The same for a model's artifact. */
export function repinModel(
  investigation: Investigation,
  modelId: string,
  artifact: Model["artifact"],
  reason: Stamp & { readonly reason: string },
): Investigation {
  const index = investigation.models.findIndex(({ id }) => id === modelId);
  const model = investigation.models[index];
  if (model === undefined)
    return fail({ code: "usage/invalid", message: `The investigation has no model "${modelId}".` });
  return withEntry(
    { ...investigation, models: investigation.models.with(index, { ...model, artifact }) },
    `model "${modelId}"`,
    reason,
  );
}

function withEntry(
  investigation: Investigation,
  what: string,
  { at, by, reason }: Stamp & { readonly reason: string },
): Investigation {
  const words = reason.trim();
  if (words === "")
    fail({
      code: "usage/invalid",
      message: "Repinning needs a reason.",
      fix: 'Say why the data is another one: --reason "…".',
    });
  const { lock } = investigation;
  const unlocked = { ...investigation, lock: lock && { ...lock, intent_digest: null } };
  return appendHistory(unlocked, { at, by, action: "repin", summary: `${what}: ${words}` });
}

const sizes = ({ files, rows }: Pick<Dataset, "files" | "rows">): string =>
  `${String(rows)} rows in ${files.length === 1 ? "one file" : `${String(files.length)} files`}, ${files[0]?.sha256.slice(0, 8) ?? ""}`;
