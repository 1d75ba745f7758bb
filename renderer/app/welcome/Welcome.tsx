import { FilePlus2, FlaskConical, FolderOpen, NotebookPen } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../ui/Button.tsx";
import { Keys } from "../../ui/Keys.tsx";
import { usePerform, useUi } from "../session-context.ts";
import { ThemeMenu } from "../shell/TitleBar.tsx";
import { RecentList } from "./RecentList.tsx";
import { RecoverList } from "./RecoverList.tsx";
import "./welcome.css";

/** Before an investigation is open: a place to drop data, the sample, and what was open lately. */
export function Welcome(): ReactNode {
  const perform = usePerform();
  const info = useUi((ui) => ui.info);
  return (
    <div className="welcome">
      <header className="welcome-bar">
        <h1 className="welcome-name">Casefile</h1>
        <span className="muted">{info?.version ?? ""}</span>
        <span className="status-space" />
        <ThemeMenu />
      </header>
      <main className="welcome-main">
        <div className="welcome-columns">
          <section aria-labelledby="welcome-start" className="welcome-start">
            <h2 id="welcome-start">Start</h2>
            <button type="button" className="drop-zone" onClick={() => perform("file.addData")}>
              <FilePlus2 size={24} strokeWidth={1.5} aria-hidden />
              <span className="drop-zone-title">Drop Parquet files here</span>
              <span className="muted">
                or choose them… <Keys shortcut="Mod+Shift+O" />
              </span>
            </button>
            <div className="welcome-actions">
              <Button variant="primary" onPress={() => perform("file.openSample")}>
                <FlaskConical size={15} aria-hidden /> Open the sample investigation
              </Button>
              <Button onPress={() => perform("file.open")}>
                <FolderOpen size={15} aria-hidden /> Open…
              </Button>
              <Button onPress={() => perform("file.new")}>
                <NotebookPen size={15} aria-hidden /> New blank investigation
              </Button>
            </div>
          </section>
          <section aria-labelledby="welcome-recent" className="welcome-recent">
            <RecoverList />
            <h2 id="welcome-recent">Recent</h2>
            <RecentList />
          </section>
        </div>
        <p className="welcome-promise">
          Nothing leaves this computer. No account.
          {info?.notice == null ? null : <span className="welcome-notice">{info.notice}</span>}
        </p>
      </main>
    </div>
  );
}
