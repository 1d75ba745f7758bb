import type { ReactNode } from "react";
import type { Cell } from "../../../analysis/document/schema.ts";
import { Button } from "../../ui/Button.tsx";
import { perform } from "../../state/commands.ts";
import { Digest } from "../Digest.tsx";
import { useDocument, useSession } from "../session-context.ts";

/** What a result was computed from: enough for someone else to check it. */
export function Provenance({ cell }: { readonly cell: Cell }): ReactNode {
  const session = useSession();
  const lock = useDocument(({ open }) => open?.investigation.lock ?? null);
  const datasets = useDocument(({ open }) => open?.investigation.datasets) ?? [];
  const models = useDocument(({ open }) => open?.investigation.models) ?? [];
  const locked = lock?.cells[cell.id];
  if (lock === null || locked === undefined) return null;
  const named = models.filter(({ name, version }) => `${name}${version}` !== "");
  const copy = (): void => {
    session.ui.setState({ focusedCell: cell.id });
    perform(session, "cell.copyCitation");
  };
  return (
    <footer className="provenance">
      <p>
        {datasets.map(({ id, files }) => (
          <span key={id}>
            {id} <Digest value={files[0]?.sha256 ?? ""} />
            {files.length > 1 ? ` + ${String(files.length - 1)} files` : ""} ·{" "}
          </span>
        ))}
        {named.map(({ id, name, version, artifact }) => (
          <span key={id}>
            {name} {version}
            {artifact === null ? null : <Digest value={artifact.sha256} />} ·{" "}
          </span>
        ))}
        engine {lock.engine.version} · key <Digest value={locked.key} /> · result{" "}
        <Digest value={locked.result_digest} />
      </p>
      <Button size="small" variant="quiet" onPress={copy}>
        Copy citation
      </Button>
    </footer>
  );
}
