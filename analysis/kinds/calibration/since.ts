import { lastingStart } from "../lasting-start.ts";
import { changeOf } from "./outcome.ts";
import type { Outcome } from "./result.ts";

export interface Line {
  readonly warn: number;
  readonly fewest: number;
}

/**
 * The window in which a change of the gap begins. A window crosses when its change is beyond the warn line, in the direction
 * of the whole, with an interval that leaves 0 out.
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
  return lastingStart(judged);
}
