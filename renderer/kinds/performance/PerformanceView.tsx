import { useMemo, type ReactNode } from "react";
import type { PerformanceConfig } from "../../../analysis/kinds/performance/config.ts";
import { performanceFigures } from "../../../analysis/kinds/performance/figures/performance-figures.ts";
import { estimateNotes } from "../../../analysis/kinds/performance/estimate/sentences.ts";
import type { PerformanceResult } from "../../../analysis/kinds/performance/result.ts";
import { performanceTables } from "../../../analysis/kinds/performance/tables.ts";
import { PlotFigure } from "../../figures/PlotFigure.tsx";
import { ResultTableView } from "../../figures/ResultTableView.tsx";
import type { ViewProps } from "../view-props.ts";
import "./performance.css";

const shownKeys = new Set(["metric", "value", "low", "high", "reference", "difference", "why"]);

/** The primary metric over time with its label coverage, every metric on both sides, and what was left out. */
export function PerformanceView({ result }: ViewProps<PerformanceResult, PerformanceConfig>): ReactNode {
  const figures = useMemo(() => performanceFigures(result), [result]);
  const table = useMemo(() => performanceTables(result).find(({ id }) => id === "metrics"), [result]);
  return (
    <div className="performance-view">
      {figures.map((figure) => (
        <PlotFigure key={figure.id} figure={figure} />
      ))}
      {table === undefined || table.rows.length === 0 ? null : (
        <ResultTableView
          table={{ ...table, columns: table.columns.filter(({ key }) => shownKeys.has(key)) }}
          showTitle
        />
      )}
      {[...result.reasons, ...result.notes, ...estimateNotes(result.estimated)].map((note) => (
        <p key={note} className="performance-note">
          {note}
        </p>
      ))}
    </div>
  );
}
