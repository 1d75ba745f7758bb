import type { QualityConfig } from "./config.ts";
import type { BySide, SideTime, TimeFrame } from "./parts.ts";
import type { QualityWindow } from "./result.ts";

/** A reference whose median window has fewer rows says too little about what is usual. */
const minMedian = 50;

export interface Volume {
  readonly windows: BySide<readonly QualityWindow[]>;
  readonly median: number | null;
}

/**
 * The windows of both sides. A complete production window is flagged when its rows are under `low` or over `high` times
 * the median of the reference's complete windows, and also beyond the fewest or most rows that those ever had: a
 * reference with quiet Sundays makes no alarm of a Sunday. A window without rows is a gap.
 */
export function volumeOf(frame: TimeFrame, { volume }: QualityConfig): Volume {
  const { reference, production } = frame.sides;
  const before = reference && windowsOf(reference);
  const usual = before?.filter(({ complete }) => complete).map(({ rows }) => rows) ?? [];
  const median = medianOf(usual);
  const now = production && windowsOf(production);
  if (!now || median === null || median < minMedian)
    return {
      windows: { reference: before, production: now },
      median: median === null || median >= minMedian ? median : null,
    };
  const [fewest, most] = [Math.min(...usual), Math.max(...usual)];
  const flagOf = ({ rows, complete, flag }: QualityWindow): QualityWindow["flag"] => {
    if (!complete || flag) return flag;
    if (rows < median * volume.low && rows < fewest) return "low";
    return rows > median * volume.high && rows > most ? "high" : null;
  };
  return {
    windows: { reference: before, production: now.map((window) => ({ ...window, flag: flagOf(window) })) },
    median,
  };
}

const windowsOf = (side: SideTime): readonly QualityWindow[] =>
  side.windows.map(({ start, rows }, index) => ({
    ...{ start, rows, flag: rows === 0 ? "gap" : null },
    complete: (index > 0 || side.firstComplete) && (index < side.windows.length - 1 || side.lastComplete),
  }));

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
