import type { ReactNode } from "react";
import { NumberField as AriaNumberField, FieldError, Input, Label, Text } from "react-aria-components";
import "./controls.css";

export interface NumberFieldProps {
  readonly label: string;
  /** Null is an empty field. */
  readonly value: number | null;
  /** Called on blur and Enter, never while a number is half typed; null when the field was emptied. */
  readonly onChange: (value: number | null) => void;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  /** Behind the number: `rows`, `%`. */
  readonly unit?: string;
  readonly description?: string | undefined;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly format?: Intl.NumberFormatOptions;
}

const plain: Intl.NumberFormatOptions = { maximumFractionDigits: 10 };

export function NumberField(props: NumberFieldProps): ReactNode {
  const { label, value, onChange, min, max, step, unit, description, error, disabled = false, placeholder } = props;
  return (
    <AriaNumberField
      className="field"
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      isDisabled={disabled}
      isInvalid={error !== undefined}
      formatOptions={props.format ?? plain}
      {...(min === undefined ? {} : { minValue: min })}
      {...(max === undefined ? {} : { maxValue: max })}
      {...(step === undefined ? {} : { step })}
    >
      <Label className="field-label">{label}</Label>
      <div className="input-row">
        <Input className="input input-number" {...(placeholder === undefined ? {} : { placeholder })} />
        {unit === undefined ? null : <span className="input-unit">{unit}</span>}
      </div>
      {description === undefined || error !== undefined ? null : (
        <Text slot="description" className="field-description">
          {description}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </AriaNumberField>
  );
}
