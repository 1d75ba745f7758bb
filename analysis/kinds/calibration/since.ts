import { changeOf } from "./outcome.ts";
import type { Outcome } from "./result.ts";

/** So many of the windows from the beginning on have to show it. */
const lastingShare = 2 / 3;

export interface Line {
  readonly warn: number;
  readonly fewest: number;
}

/**
 * The window in which a change of the gap begins: the first that crosses the warn line, in the direction of the whole, with
 * an interval that leaves 0 out, together with the next window that has rows enough, and from which on two thirds cross; else
 * the first such pair, whose change did not last.
 * @returns its index, or −1
 */
export function beginsAt(
  windows: readonly Outcome[],
  reference: Outcome | null,
  direction: number,
  { warn, fewest }: Line,
): number {
  const judged = windows.flatMap((window, index) => {
    if (window.rows < fewest) return [];
    const { value, low, high } = changeOf(reference, window);
    const crossed = value * direction >= warn && (direction > 0 ? low > 0 : high < 0);
    return [{ index, crossed }];
  });
  const starts = judged.filter(({ crossed }, place) => crossed && (judged[place + 1]?.crossed ?? true));
  const lasts = ({ index }: { readonly index: number }): boolean => {
    const after = judged.filter((window) => window.index >= index);
    return after.filter(({ crossed }) => crossed).length >= lastingShare * after.length;
  };
  return (starts.find(lasts) ?? starts[0])?.index ?? -1;
}
