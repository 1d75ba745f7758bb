import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Disclosure as AriaDisclosure, Button, DisclosurePanel } from "react-aria-components";
import "./controls.css";

export interface DisclosureProps {
  readonly title: ReactNode;
  /** Not built until it is opened first. */
  readonly children: ReactNode;
  readonly open?: boolean;
  readonly onToggle?: (open: boolean) => void;
}

export function Disclosure({ title, children, open, onToggle }: DisclosureProps): ReactNode {
  return (
    <AriaDisclosure
      className="disclosure"
      {...(open === undefined ? {} : { isExpanded: open })}
      {...(onToggle === undefined ? {} : { onExpandedChange: onToggle })}
    >
      {({ isExpanded }) => (
        <>
          <Button slot="trigger" className="disclosure-button">
            <ChevronRight size={14} aria-hidden className="disclosure-arrow" />
            {title}
          </Button>
          <DisclosurePanel className="disclosure-panel">{isExpanded ? children : null}</DisclosurePanel>
        </>
      )}
    </AriaDisclosure>
  );
}
