import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox } from "react-aria-components";
import "./controls.css";

export interface CheckboxProps {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly description?: string | undefined;
  readonly disabled?: boolean;
}

export function Checkbox({ label, checked, onChange, description, disabled = false }: CheckboxProps): ReactNode {
  return (
    <AriaCheckbox className="checkbox" isSelected={checked} onChange={onChange} isDisabled={disabled}>
      <span className="checkbox-box">{checked ? <Check size={12} strokeWidth={3} aria-hidden /> : null}</span>
      <span className="checkbox-words">
        <span>{label}</span>
        {description === undefined ? null : <span className="field-description">{description}</span>}
      </span>
    </AriaCheckbox>
  );
}
