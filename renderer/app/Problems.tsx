import type { ReactNode } from "react";
import { dismissProblem } from "../state/ui.ts";
import { Button } from "../ui/Button.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { usePerform, useSession, useUi } from "./session-context.ts";

/** What went wrong outside the cells. A failed save can't be dismissed: it is mended by a save that works. */
export function Problems(): ReactNode {
  const { ui } = useSession();
  const problems = useUi((state) => state.problems);
  const perform = usePerform();
  if (problems.length === 0) return null;
  return (
    <div className="problems">
      {problems.map(({ id, error, persistent }) => (
        <ErrorNotice
          key={id}
          error={error}
          {...(persistent
            ? { actions: <Button onPress={() => perform("file.saveAs")}>Save as…</Button> }
            : { onDismiss: () => dismissProblem(ui, id) })}
        />
      ))}
    </div>
  );
}
