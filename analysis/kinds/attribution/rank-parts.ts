import type { Estimate, FeatureShare, Shares, SlicePart, Split } from "./result.ts";

/** One part of the change with its name. */
export interface LeadingSlice {
  readonly column: string;
  readonly part: SlicePart;
  readonly effect: "mix" | "behaviour";
  readonly estimate: Estimate;
}

/** The interval leaves 0 out. */
export const isClear = ({ low, high }: Estimate): boolean => low !== null && high !== null && (low > 0 || high < 0);

/** All parts of named slices, the largest first; what chance may explain comes after what it does not. */
export function leadingSlices(slices: readonly Split[]): readonly LeadingSlice[] {
  return slices
    .flatMap(({ column, parts }) =>
      parts
        .filter(({ nature }) => nature !== "rest")
        .flatMap((part): LeadingSlice[] => [
          { column, part, effect: "mix", estimate: part.mix },
          { column, part, effect: "behaviour", estimate: part.behaviour },
        ]),
    )
    .sort((a, b) => Number(isClear(b.estimate)) - Number(isClear(a.estimate)) || size(b.estimate) - size(a.estimate));
}

const size = ({ value }: Estimate): number => Math.abs(value);

/** Features by the size of their share. */
export const leadingFeatures = (shares: Shares | null): readonly FeatureShare[] =>
  [...(shares?.features ?? [])].sort(
    (a, b) => Number(isClear(b.part)) - Number(isClear(a.part)) || size(b.part) - size(a.part),
  );
