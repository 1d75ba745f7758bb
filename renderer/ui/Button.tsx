import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import "./controls.css";

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly variant?: "primary" | "secondary" | "quiet" | "danger";
  readonly size?: "normal" | "small";
  readonly disabled?: boolean;
  readonly type?: "button" | "submit";
  /** Says more than the visible words, for screen readers. */
  readonly label?: string;
  /** Takes the keyboard when it appears. */
  readonly startsFocused?: boolean;
}

export function Button(props: ButtonProps): ReactNode {
  const { children, onPress, variant = "secondary", size = "normal", disabled = false, type = "button" } = props;
  return (
    <AriaButton
      className={`button button-${variant} button-${size}`}
      type={type}
      isDisabled={disabled}
      {...(props.startsFocused === true ? { autoFocus: true } : {})}
      {...(props.label === undefined ? {} : { "aria-label": props.label })}
      {...(onPress === undefined ? {} : { onPress: () => onPress() })}
    >
      {children}
    </AriaButton>
  );
}
