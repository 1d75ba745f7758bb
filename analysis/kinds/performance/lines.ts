import type { PerformanceConfig } from "./config.ts";
import { infoOf, type MetricInfo, type MetricKey } from "./definitions.ts";
import type { Lines, PerformanceWindow, SideResult } from "./result.ts";

/** Fewer reference windows than this teach no lines. */
export const fewestWindows = 5;

/** A reference window whose number counts: whole, labelled like the rest, with enough rows. */
const teaches = ({ side, complete, provisional, primary }: PerformanceWindow, minRows: number): boolean =>
  side === "reference" && complete && !provisional && primary.value !== null && primary.rows >= minRows;

/**
 * The warn and the fail line: by hand, or mean ∓ deviations of the reference's windows (ddof 0) on the worse side.
 * @returns nothing when they are not set and fewer than five windows of the reference count
 */
export function linesOf(
  config: PerformanceConfig,
  primary: MetricKey,
  { windows, reference }: { readonly windows: readonly PerformanceWindow[]; readonly reference: SideResult | null },
): Lines | null {
  const { warn, fail } = config.lines;
  if (warn !== null && fail !== null) {
    const centre = reference?.estimates.find(({ metric }) => metric === primary)?.value ?? null;
    return { source: "hand", centre, deviation: null, windows: 0, warn, fail };
  }
  const values = windows
    .filter((window) => teaches(window, config.min_rows))
    .map((window) => window.primary.value ?? 0);
  if (values.length < fewestWindows) return null;
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
  const worse = infoOf(primary).better === "higher" ? -1 : 1;
  return {
    ...{ source: "reference", centre, deviation, windows: values.length },
    warn: centre + worse * config.warn_deviations * deviation,
    fail: centre + worse * config.fail_deviations * deviation,
  };
}

/** Whether a value lies on the worse side of a line. */
export const isBeyond = (value: number, line: number, { better }: Pick<MetricInfo, "better">): boolean =>
  better === "higher" ? value < line : value > line;
