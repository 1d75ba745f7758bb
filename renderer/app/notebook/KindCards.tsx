import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { allKinds } from "../../../analysis/kinds/registry.ts";
import { Button } from "react-aria-components";

/** Kinds that compute come first: a note rarely starts an investigation. */
const ordered = allKinds.toSorted((a, b) => Number(a.inert) - Number(b.inert));

/** The kinds of cell by the question that each answers. */
export function KindCards({ onChoose }: { readonly onChoose: (kindId: string) => void }): ReactNode {
  return (
    <ul className="kind-cards">
      {ordered.map((kind) => (
        <li key={kind.id}>
          <Button className="kind-card" onPress={() => onChoose(kind.id)}>
            <span className="kind-card-title">
              <Plus size={14} aria-hidden /> {kind.title}
            </span>
            <span className="muted">{kind.question}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
