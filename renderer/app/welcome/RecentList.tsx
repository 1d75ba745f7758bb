import { useState, type ReactNode } from "react";
import { verdictLevels } from "../../../analysis/document/schema.ts";
import { openRecent } from "../../state/actions/open-case.ts";
import { VerdictChip } from "../../ui/VerdictChip.tsx";
import { ago } from "../ago.ts";
import { useSession, useUi } from "../session-context.ts";

/** What was open lately, with its worst verdict. A file that is gone stays listed and says so. */
export function RecentList(): ReactNode {
  const session = useSession();
  const info = useUi((ui) => ui.info);
  const [now] = useState(() => Date.now());
  if (info === null || info.recent.length === 0) {
    return <p className="muted">Investigations that you open appear here.</p>;
  }
  return (
    <ul className="recent">
      {info.recent.map(({ recentId, name, title, verdict, openedAt, missing }) => {
        const level = verdictLevels.find((known) => known === verdict) ?? "none";
        return (
          <li key={recentId}>
            <button
              type="button"
              className="recent-item"
              disabled={missing}
              onClick={() => openRecent(session, recentId)}
            >
              <span className="recent-words">
                <span className="recent-title">{title === "" ? name : title}</span>
                <span className="muted">
                  {name} · {missing ? "the file is missing" : ago(openedAt, now)}
                </span>
              </span>
              <VerdictChip level={level} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
