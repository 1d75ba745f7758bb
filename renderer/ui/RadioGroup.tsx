import type { ReactNode } from "react";
import { RadioGroup as AriaRadioGroup, Label, Radio } from "react-aria-components";
import type { Option } from "./Select.tsx";
import "./controls.css";

export interface RadioGroupProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
  /** `segments` puts short choices in one row of joined buttons. */
  readonly look?: "list" | "segments";
  readonly hideLabel?: boolean;
}

export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>): ReactNode {
  const { label, value, options, onChange, look = "list", hideLabel = false } = props;
  return (
    <AriaRadioGroup
      className="field"
      value={value}
      orientation={look === "list" ? "vertical" : "horizontal"}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen !== undefined) onChange(chosen.value);
      }}
      {...(hideLabel ? { "aria-label": label } : {})}
    >
      {hideLabel ? null : <Label className="field-label">{label}</Label>}
      <div className={look === "list" ? "radio-list" : "segments"}>
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            isDisabled={option.disabled ?? false}
            className={look === "list" ? "radio" : "segment"}
          >
            {look === "list" ? <span className="radio-dot" /> : null}
            <span className="checkbox-words">
              <span>{option.label}</span>
              {option.description === undefined || look === "segments" ? null : (
                <span className="field-description">{option.description}</span>
              )}
            </span>
          </Radio>
        ))}
      </div>
    </AriaRadioGroup>
  );
}
