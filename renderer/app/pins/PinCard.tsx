import { FolderSearch, RefreshCw, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount, formatInstant } from "../../../analysis/base/format.ts";
import type { Dataset } from "../../../analysis/document/schema.ts";
import { answered } from "../../bridge/client.ts";
import { locateDataset, verifyDataset } from "../../state/actions/pins.ts";
import { cancelJob } from "../../state/actions/run-cells.ts";
import { pinStateOf, type PinState } from "../../state/pin-state.ts";
import { attempt, type Session } from "../../state/session.ts";
import { Button } from "../../ui/Button.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { Digest } from "../Digest.tsx";
import { formatBytes } from "../format-bytes.ts";
import { useDocument, useRuns, useSession } from "../session-context.ts";

const none = {};
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const roleNames = { reference: "Reference", production: "Production", other: "Other" } as const;

/** One pinned dataset: what it is, and whether the bytes are still those that the results stand on. */
export function PinCard({ dataset }: { readonly dataset: Dataset }): ReactNode {
  const files = useDocument(({ open }) => open?.files) ?? none;
  const checks = useRuns((runs) => runs.checks);
  const job = useRuns((runs) => runs.jobs[`verify:${dataset.id}`]);
  const pin = pinStateOf(dataset, { files, checks, job });
  const [first] = dataset.files;
  return (
    <article className={`pin pin-${pin.state}`} aria-label={`${roleNames[dataset.role]} dataset`}>
      <header className="pin-head">
        <h3 className="pin-role">{dataset.role === "other" ? dataset.id : roleNames[dataset.role]}</h3>
        <span className={`pin-state pin-state-${pin.state}`}>{stateWords(pin)}</span>
      </header>
      <p className="pin-file">
        {first?.path ?? ""}
        {dataset.files.length > 1 ? ` and ${String(dataset.files.length - 1)} more files` : ""}
      </p>
      <p className="pin-facts">{factsOf(dataset)}</p>
      <p className="pin-bytes">
        {first === undefined ? null : <Digest value={first.sha256} />}
        {formatBytes(dataset.files.reduce((sum, file) => sum + file.bytes, 0))}
      </p>
      {pin.state === "verifying" ? <ProgressBar label={`Hashing ${dataset.id}`} value={pin.share} /> : null}
      {pin.state === "changed" || pin.state === "missing" ? <p className="pin-why">{pin.why}</p> : null}
      <PinActions dataset={dataset} pin={pin} />
    </article>
  );
}

function stateWords(pin: PinState): string {
  switch (pin.state) {
    case "verified":
      return `✔ Verified ${clock.format(new Date(pin.at))}`;
    case "unchecked":
      return "○ Not checked";
    case "verifying":
      return `◔ Verifying${pin.share === null ? "" : ` ${String(Math.round(pin.share * 100))} %`}`;
    case "changed":
      return "▲ Changed";
    case "missing":
      return "◆ Missing";
  }
}

function factsOf({ rows, schema, time_range, window }: Dataset): ReactNode {
  return (
    <>
      <span>
        {formatCount(rows)} rows × {schema.length} columns
      </span>{" "}
      {time_range === null ? null : (
        <span>
          {time_range.min.slice(0, 10)} to {time_range.max.slice(0, 10)}
        </span>
      )}
      {window === null ? null : (
        <span>
          only {window.column} {window.from === null ? "" : `from ${formatInstant(window.from)} `}
          {window.to === null ? "" : `before ${formatInstant(window.to)}`}
        </span>
      )}
    </>
  );
}

/** New bytes on purpose: choose the files first, then say why. */
function chooseRepin(session: Session, datasetId: string): void {
  void attempt(session, `repin:${datasetId}`, async () => {
    const files = await answered(session.bridge.files.choose({ purpose: "data", multiple: true }));
    if (files.length > 0) session.ui.setState({ overlay: { type: "repin", datasetId, files } });
  });
}

function PinActions({ dataset, pin }: { readonly dataset: Dataset; readonly pin: PinState }): ReactNode {
  const session = useSession();
  const readOnly = useDocument(({ open }) => open?.readOnly !== null);
  if (pin.state === "verifying") {
    return (
      <div className="pin-actions">
        <Button size="small" variant="quiet" onPress={() => cancelJob(session, `verify:${dataset.id}`)}>
          Cancel
        </Button>
      </div>
    );
  }
  return (
    <div className="pin-actions">
      {pin.state === "missing" ? null : (
        <Button size="small" variant="quiet" onPress={() => void verifyDataset(session, dataset.id)}>
          <ShieldCheck size={13} aria-hidden /> Verify
        </Button>
      )}
      {pin.state === "missing" || pin.state === "changed" ? (
        <Button size="small" variant="quiet" onPress={() => void locateDataset(session, dataset)}>
          <FolderSearch size={13} aria-hidden /> Locate…
        </Button>
      ) : null}
      <Button size="small" variant="quiet" disabled={readOnly} onPress={() => chooseRepin(session, dataset.id)}>
        <RefreshCw size={13} aria-hidden /> Re-pin…
      </Button>
    </div>
  );
}
