import { useMemo, type ReactNode } from "react";
import type { PerformanceConfig } from "../../../analysis/kinds/performance/config.ts";
import { performanceFigures } from "../../../analysis/kinds/performance/figures/performance-figures.ts";
import { candidateSentence } from "../../../analysis/kinds/performance/candidate/judge-candidate.ts";
import { costNotes } from "../../../analysis/kinds/performance/costs/compute-costs.ts";
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
  const tables = useMemo(() => performanceTables(result), [result]);
  const table = tables.find(({ id }) => id === "metrics");
  const others = tables.filter(({ id }) => id === "candidate" || id === "costs");
  const guard = result.candidate === null ? [] : [candidateSentence(result.candidate)];
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
      {others.map((one) => (
        <ResultTableView key={one.id} table={one} showTitle />
      ))}
      {[
        ...[...result.reasons, ...guard, ...costNotes(result.costs), ...result.notes],
        ...estimateNotes(result.estimated),
      ].map((note) => (
        <p key={note} className="performance-note">
          {note}
        </p>
      ))}
    </div>
  );
}
