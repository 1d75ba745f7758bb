import type { ReactNode } from "react";
import { TextField as AriaTextField, FieldError, Input, Label, Text, TextArea } from "react-aria-components";
import "./controls.css";

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly description?: string | undefined;
  /** Why the value can't be used; shown instead of the description. */
  readonly error?: string | undefined;
  readonly placeholder?: string;
  /** A number of lines makes it a text area. */
  readonly rows?: number;
  readonly disabled?: boolean;
  readonly hideLabel?: boolean;
  readonly mono?: boolean;
  /** Takes the keyboard when it appears. */
  readonly startsFocused?: boolean;
  readonly onBlur?: () => void;
}

export function TextField(props: TextFieldProps): ReactNode {
  const { label, value, onChange, description, error, placeholder, rows, disabled = false, hideLabel = false } = props;
  const input = {
    className: `input${props.mono === true ? " input-mono" : ""}`,
    ...(placeholder === undefined ? {} : { placeholder }),
  };
  return (
    <AriaTextField
      className="field"
      value={value}
      onChange={onChange}
      isDisabled={disabled}
      isInvalid={error !== undefined}
      {...(props.startsFocused === true ? { autoFocus: true } : {})}
      {...(hideLabel ? { "aria-label": label } : {})}
      {...(props.onBlur === undefined ? {} : { onBlur: () => props.onBlur?.() })}
    >
      {hideLabel ? null : <Label className="field-label">{label}</Label>}
      {rows === undefined ? <Input {...input} /> : <TextArea {...input} rows={rows} />}
      {description === undefined || error !== undefined ? null : (
        <Text slot="description" className="field-description">
          {description}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}
