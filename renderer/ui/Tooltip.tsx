import type { ReactNode } from "react";
import { Tooltip as AriaTooltip, Focusable, TooltipTrigger } from "react-aria-components";
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

export interface HintProps {
  readonly text: string;
  readonly children: ReactNode;
}

/** Plain text that has more to say on focus and hover, like a shortened hash. */
export function Hint({ text, children }: HintProps): ReactNode {
  return (
    <Tooltip text={text}>
      <Focusable>
        <span role="note" tabIndex={0} className="hint">
          {children}
        </span>
      </Focusable>
    </Tooltip>
  );
}
