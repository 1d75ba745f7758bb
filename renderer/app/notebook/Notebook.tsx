import { Plus } from "lucide-react";
import { memo, type ReactNode } from "react";
import { statusesOf } from "../../state/cell-status.ts";
import { Button } from "../../ui/Button.tsx";
import { useDocument, useInvestigation, useSession } from "../session-context.ts";
import { CellFrame } from "./CellFrame.tsx";
import { Conclusion } from "./Conclusion.tsx";
import { EmptyNotebook } from "./EmptyNotebook.tsx";
import { FilterNotice } from "./FilterNotice.tsx";
import { QuestionLine } from "./QuestionLine.tsx";
import "./notebook.css";

/** The cells in order, with a place to add one before, between and after them. */
export function Notebook(): ReactNode {
  const { ui } = useSession();
  const investigation = useInvestigation();
  const engine = useDocument((state) => state.engine);
  const readOnly = useDocument(({ open }) => open?.readOnly !== null);
  const statuses = statusesOf(investigation, engine);
  const { cells } = investigation;
  return (
    <div className="notebook">
      <QuestionLine />
      <FilterNotice />
      {cells.length === 0 ? <EmptyNotebook /> : null}
      {cells.map((cell, index) => {
        const status = statuses.get(cell.id);
        return status === undefined ? null : (
          <div key={cell.id} className="notebook-slot">
            {readOnly ? null : <AddHere at={index} />}
            <CellFrame cell={cell} number={index + 1} status={status} />
          </div>
        );
      })}
      {readOnly || cells.length === 0 ? null : (
        <div className="notebook-end">
          <Button onPress={() => ui.setState({ overlay: { type: "add-cell", at: cells.length } })}>
            <Plus size={14} aria-hidden /> Add cell
          </Button>
        </div>
      )}
      {cells.length === 0 ? null : <Conclusion />}
    </div>
  );
}

/** The thin line between cells: it shows its button on hover and on keyboard focus. */
const AddHere = memo(function AddHere({ at }: { readonly at: number }): ReactNode {
  const { ui } = useSession();
  return (
    <div className="add-here">
      <Button
        size="small"
        variant="quiet"
        label={`Add cell at position ${String(at + 1)}`}
        onPress={() => ui.setState({ overlay: { type: "add-cell", at } })}
      >
        <Plus size={14} aria-hidden />
      </Button>
    </div>
  );
});
