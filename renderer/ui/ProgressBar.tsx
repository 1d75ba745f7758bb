import type { ReactNode } from "react";
import { ProgressBar as AriaProgressBar } from "react-aria-components";
import "./controls.css";

export interface ProgressBarProps {
  readonly label: string;
  /** A share of 0..1, or null while nothing is known. */
  readonly value: number | null;
}

export function ProgressBar({ label, value }: ProgressBarProps): ReactNode {
  return (
    <AriaProgressBar
      className="progress"
      aria-label={label}
      isIndeterminate={value === null}
      value={Math.round((value ?? 0) * 100)}
    >
      <span
        className={value === null ? "progress-fill progress-unknown" : "progress-fill"}
        style={value === null ? {} : { inlineSize: `${value * 100}%` }}
      />
    </AriaProgressBar>
  );
}
