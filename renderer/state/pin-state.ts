import type { Dataset } from "../../analysis/document/schema.ts";
import type { FileHandle } from "./case.ts";
import type { FileCheck, Job } from "./runs.ts";

/** Where a pinned dataset stands. `unchecked` is never called verified. */
export type PinState =
  | { readonly state: "verified"; readonly at: string }
  | { readonly state: "unchecked" }
  | { readonly state: "verifying"; readonly share: number | null }
  | { readonly state: "changed"; readonly why: string }
  | { readonly state: "missing"; readonly why: string };

interface Known {
  readonly files: Readonly<Record<string, FileHandle>>;
  readonly checks: Readonly<Record<string, FileCheck>>;
  readonly job: Job | undefined;
}

/** The state of a dataset is the worst of its files. */
export function pinStateOf(dataset: Dataset, { files, checks, job }: Known): PinState {
  if (job !== undefined) return { state: "verifying", share: job.total > 0 ? job.done / job.total : null };
  const handles = dataset.files.map(({ sha256 }) => files[sha256]);
  const refused = handles.find((handle) => handle?.state === "refused");
  if (refused !== undefined)
    return { state: "missing", why: "It is outside the investigation's folder; show where it is." };
  const absent = dataset.files.find((_, index) => handles[index]?.fileId == null);
  if (absent !== undefined) return { state: "missing", why: `There is no file at ${absent.path}.` };
  if (dataset.files.some(({ sha256 }) => checks[sha256]?.matches === false))
    return { state: "changed", why: "The content differs from the pin." };
  const at = dataset.files.map(({ sha256 }) => checks[sha256]?.at ?? "").toSorted()[0] ?? "";
  if (at !== "") return { state: "verified", at };
  if (handles.some((handle) => handle?.state === "resized"))
    return { state: "changed", why: "The size differs from the pin." };
  return { state: "unchecked" };
}
