import type { ReactNode } from "react";
import { NumberField } from "../ui/NumberField.tsx";

interface Pair {
  readonly warn: number;
  readonly fail: number;
}

interface LinePairProps {
  readonly label: { readonly warn: string; readonly fail: string };
  /** Behind the numbers: `pp`, `%`. */
  readonly unit: string;
  /** As shares; shown times 100. */
  readonly value: Pair;
  readonly defaults: Pair;
  /** The largest share. */
  readonly most: number;
  readonly onChange: (value: Pair) => void;
}

const percent = (share: number): number => Number((share * 100).toPrecision(12));
const shareOf = (value: number): number => Number((value / 100).toPrecision(12));

/** Two lines of which the second never lies below the first: moving one past the other takes it along. */
export function LinePair({ label, unit, value, defaults, most, onChange }: LinePairProps): ReactNode {
  const shared = { unit, min: 0.01, max: percent(most) };
  return (
    <>
      <NumberField
        {...shared}
        label={label.warn}
        value={percent(value.warn)}
        onChange={(next) => {
          const warn = next === null ? defaults.warn : shareOf(next);
          onChange({ warn, fail: Math.max(value.fail, warn) });
        }}
      />
      <NumberField
        {...shared}
        label={label.fail}
        value={percent(value.fail)}
        onChange={(next) => {
          const fail = next === null ? defaults.fail : shareOf(next);
          onChange({ fail, warn: Math.min(value.warn, fail) });
        }}
      />
    </>
  );
}
