import type { ReactNode } from "react";
import { FilePlus2 } from "lucide-react";
import { insertCell } from "../../state/actions/edit-cells.ts";
import { Button } from "../../ui/Button.tsx";
import { KindCards } from "./KindCards.tsx";
import { useInvestigation, usePerform, useSession } from "../session-context.ts";

/** Where a notebook starts: data first, then one of the questions that Casefile can answer. */
export function EmptyNotebook(): ReactNode {
  const session = useSession();
  const perform = usePerform();
  const { datasets } = useInvestigation();
  const hasData = datasets.length > 0;
  return (
    <section className="empty-notebook" aria-labelledby="empty-heading">
      <h2 id="empty-heading">Start with a question.</h2>
      {hasData ? (
        <p className="muted">Each cell asks one and shows the evidence.</p>
      ) : (
        <>
          <p className="muted">Pin what the model was trained on and what it met in production.</p>
          <Button variant="primary" onPress={() => perform("file.addData")}>
            <FilePlus2 size={14} aria-hidden /> Choose data files…
          </Button>
        </>
      )}
      <KindCards onChoose={(kindId) => insertCell(session, kindId, 0)} />
    </section>
  );
}
