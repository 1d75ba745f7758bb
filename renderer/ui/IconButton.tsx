import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Tooltip } from "./Tooltip.tsx";
import "./controls.css";

export interface IconButtonProps {
  /** The name of the action: read aloud and shown as the tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly onPress?: () => void;
  readonly shortcut?: string | undefined;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly size?: "normal" | "small";
}

export function IconButton(props: IconButtonProps): ReactNode {
  const { label, icon, onPress, shortcut, disabled = false, pressed, size = "normal" } = props;
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <AriaButton
        className={`icon-button icon-button-${size}`}
        aria-label={label}
        isDisabled={disabled}
        {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
        {...(onPress === undefined ? {} : { onPress: () => onPress() })}
      >
        {icon}
      </AriaButton>
    </Tooltip>
  );
}
