import type { ReactNode } from "react";
import { Tooltip as AriaTooltip, TooltipTrigger } from "react-aria-components";
import { Keys } from "./Keys.tsx";
import "./overlays.css";

export interface TooltipProps {
  readonly text: string;
  readonly shortcut?: string | undefined;
  /** A control of react-aria-components. */
  readonly children: ReactNode;
}

export function Tooltip({ text, shortcut, children }: TooltipProps): ReactNode {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <AriaTooltip className="tooltip" offset={6}>
        {text} {shortcut === undefined ? null : <Keys shortcut={shortcut} />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
