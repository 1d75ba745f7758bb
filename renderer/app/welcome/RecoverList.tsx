import { useState, type ReactNode } from "react";
import { answered } from "../../bridge/client.ts";
import { recover, refreshAppInfo } from "../../state/actions/open-case.ts";
import { attempt } from "../../state/session.ts";
import { Button } from "../../ui/Button.tsx";
import { ago } from "../ago.ts";
import { useSession, useUi } from "../session-context.ts";

/** Work that a crash left behind. Nothing is restored or thrown away unasked. */
export function RecoverList(): ReactNode {
  const session = useSession();
  const recoverable = useUi((ui) => ui.recoverable);
  const [now] = useState(() => Date.now());
  if (recoverable.length === 0) return null;
  const discard = (backupId: string): void =>
    void attempt(session, "discard", async () => {
      await answered(session.bridge.document.discardBackup({ backupId }));
      await refreshAppInfo(session);
    });
  return (
    <>
      <h2>Not saved last time</h2>
      <ul className="recent">
        {recoverable.map(({ backupId, name, at }) => (
          <li key={backupId} className="recover-item">
            <span className="recent-words">
              <span className="recent-title">{name}</span>
              <span className="muted">changed {ago(at, now)}</span>
            </span>
            <Button size="small" variant="primary" onPress={() => recover(session, backupId)}>
              Restore
            </Button>
            <Button size="small" variant="quiet" onPress={() => discard(backupId)}>
              Discard
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
