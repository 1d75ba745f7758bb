import { binomialTail } from "../../../stats/binomial-tail.ts";

/** A band or an interval that is expected to hold a measured value in 95 % of windows. */
export interface Tested {
  readonly low: number | null;
  readonly high: number | null;
  readonly measured: number | null;
}

export const isTested = ({ low, high, measured }: Tested): boolean =>
  low !== null && high !== null && measured !== null;

export const isMissed = ({ low, high, measured }: Tested): boolean =>
  measured !== null && low !== null && high !== null && (measured < low || measured > high);

/** So many of the last windows with labels are looked at. */
const lastTested = 10;
/** Misses that chance explains with less than this are too many. */
const rareMisses = 0.01;
const missShare = 0.05;

const tooMany = (misses: number, windows: number): boolean =>
  misses > 0 && binomialTail(misses, windows, missShare) < rareMisses;

/** Whether the windows that could be tested were missed more often than chance allows. */
export function missesTooMany(windows: readonly Tested[]): boolean {
  const tested = windows.filter(isTested);
  return tooMany(tested.filter(isMissed).length, tested.length);
}

/** The same of the last windows that could be tested. */
export const lastMissTooMany = (windows: readonly Tested[]): boolean =>
  missesTooMany(windows.filter(isTested).slice(-lastTested));
