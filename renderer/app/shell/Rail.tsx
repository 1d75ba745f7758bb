import type { ReactNode } from "react";
import { Tabs } from "../../ui/Tabs.tsx";
import { findingsOf } from "../../state/findings.ts";
import { useDocument, useSession, useUi } from "../session-context.ts";
import { PinsPanel } from "../pins/PinsPanel.tsx";
import { FindingsPanel } from "./FindingsPanel.tsx";
import { OutlinePanel } from "./OutlinePanel.tsx";

export function Rail(): ReactNode {
  const { ui } = useSession();
  const selected = useUi((state) => state.railTab);
  const findings = useDocument(({ open }) => (open === null ? 0 : findingsOf(open.investigation).length));
  return (
    <nav className="rail" aria-label="Pins, findings and outline">
      <Tabs
        label="Panels"
        selected={selected}
        onSelect={(railTab) => ui.setState({ railTab })}
        items={[
          { id: "pins", label: "Pins", content: <PinsPanel /> },
          {
            id: "findings",
            label: <>Findings {findings === 0 ? null : <span className="count">{findings}</span>}</>,
            content: <FindingsPanel />,
          },
          { id: "outline", label: "Outline", content: <OutlinePanel /> },
        ]}
      />
    </nav>
  );
}
