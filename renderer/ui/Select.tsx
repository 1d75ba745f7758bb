import { Check, ChevronDown } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import {
  Button as AriaButton,
  Select as AriaSelect,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from "react-aria-components";
import "./controls.css";
import "./overlays.css";

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly description?: string | undefined;
  readonly disabled?: boolean;
}

export interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
  readonly description?: string | undefined;
  readonly disabled?: boolean;
  readonly hideLabel?: boolean;
}

export function Select<Value extends string>(props: SelectProps<Value>): ReactNode {
  const { label, value, options, onChange, description, disabled = false, hideLabel = false } = props;
  return (
    <AriaSelect
      className="field"
      value={value}
      isDisabled={disabled}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen !== undefined && chosen.value !== value) onChange(chosen.value);
      }}
      {...(hideLabel ? { "aria-label": label } : {})}
    >
      {hideLabel ? null : <Label className="field-label">{label}</Label>}
      <AriaButton className="select-button">
        <SelectValue className="select-value" />
        <ChevronDown size={14} aria-hidden />
      </AriaButton>
      {description === undefined ? null : (
        <Text slot="description" className="field-description">
          {description}
        </Text>
      )}
      <Popover className="popover">
        <ListBox className="list-box" items={options}>
          {selectOption}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

/** The item itself, not a component around it: the list takes its key from the element's id. */
function selectOption<Value extends string>(option: Option<Value>): ReactElement {
  return (
    <ListBoxItem id={option.value} textValue={option.label} className="list-item" isDisabled={option.disabled ?? false}>
      {({ isSelected }) => (
        <>
          <span className="list-check">{isSelected ? <Check size={14} aria-hidden /> : null}</span>
          <span className="list-words">
            <Text slot="label">{option.label}</Text>
            {option.description === undefined ? null : (
              <Text slot="description" className="list-description">
                {option.description}
              </Text>
            )}
          </span>
        </>
      )}
    </ListBoxItem>
  );
}
