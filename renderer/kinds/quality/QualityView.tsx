import type { ReactNode } from "react";
import { verdictLevels, type VerdictLevel } from "../../../analysis/document/schema.ts";
import { quality } from "../../../analysis/kinds/quality/index.ts";
import type { QualityConfig } from "../../../analysis/kinds/quality/config.ts";
import type { QualityResult } from "../../../analysis/kinds/quality/result.ts";
import { PlotFigure } from "../../figures/PlotFigure.tsx";
import { VerdictChip } from "../../ui/VerdictChip.tsx";
import type { ViewProps } from "../view-props.ts";
import "./quality.css";

/** How the checks ended, then the figures: rows per window, missing values on both sides and over time. */
export function QualityView({ result }: ViewProps<QualityResult, QualityConfig>): ReactNode {
  const figures = quality.figures(result);
  return (
    <div className="quality-view">
      <p className="quality-counts" aria-label="Checks by verdict">
        {tally(result).map(({ level, count }) => (
          <VerdictChip key={level} level={level} note={String(count)} />
        ))}
      </p>
      {figures.map((figure) => (
        <PlotFigure key={figure.id} figure={figure} />
      ))}
    </div>
  );
}

const order: readonly VerdictLevel[] = ["fail", "warn", "low_n", "pass", "info"];

/** Checks by verdict, worst first, without the levels that did not occur. */
function tally({ checks }: QualityResult): readonly { level: VerdictLevel; count: number }[] {
  const counts = new Map(verdictLevels.map((level) => [level, 0]));
  for (const { level } of checks) counts.set(level, (counts.get(level) ?? 0) + 1);
  return order.map((level) => ({ level, count: counts.get(level) ?? 0 })).filter(({ count }) => count > 0);
}
