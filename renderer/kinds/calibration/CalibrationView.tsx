import type { ReactNode } from "react";
import { formatMetric } from "../../../analysis/base/format.ts";
import type { CalibrationConfig } from "../../../analysis/kinds/calibration/config.ts";
import { calibration } from "../../../analysis/kinds/calibration/index.ts";
import type { CalibrationResult, Repair } from "../../../analysis/kinds/calibration/result.ts";
import { PlotFigure } from "../../figures/PlotFigure.tsx";
import type { ViewProps } from "../view-props.ts";
import "./calibration.css";

/** The reliability diagram over the scores' histogram, then groups and windows; the repairs as the suggestion that they are. */
export function CalibrationView({ result }: ViewProps<CalibrationResult, CalibrationConfig>): ReactNode {
  const figures = calibration.figures(result);
  return (
    <div className="calibration-view">
      {figures.map((figure) => (
        <PlotFigure key={figure.id} figure={figure} />
      ))}
      {result.repairs.some(({ ece_after }) => ece_after !== null) && <Suggestion result={result} />}
    </div>
  );
}

const mapNames = { isotonic: "Isotonic map", platt: "Platt’s map" } as const;

function Suggestion({ result }: { readonly result: CalibrationResult }): ReactNode {
  return (
    <section className="calibration-suggestion" aria-label="Suggested repairs">
      <h4>Suggestion: maps that would repair the scores</h4>
      <p>
        Measured on halves of production, each with the map that was fitted on the other. In brackets on the rows of the
        fit itself: an upper bound.
      </p>
      <ul>
        {result.repairs.map((repair) => (
          <RepairLine key={repair.map} repair={repair} />
        ))}
      </ul>
    </section>
  );
}

function RepairLine({ repair }: { readonly repair: Repair }): ReactNode {
  const { map, ece_before, ece_after, held_out } = repair;
  if (ece_before === null || ece_after === null) return null;
  const own = `ECE ${formatMetric(ece_before)} → ${formatMetric(ece_after)}`;
  const other = held_out === null || held_out.ece_before === null ? null : held_out;
  if (other === null || other.ece_after === null || other.ece_before === null)
    return (
      <li>
        {mapNames[map]}: {own} on its own rows; too few rows to measure it on others
      </li>
    );
  return (
    <li>
      {mapNames[map]}: ECE {formatMetric(other.ece_before)} → {formatMetric(other.ece_after)}
      {other.ece_after >= other.ece_before ? ", no gain" : ""} ({own})
    </li>
  );
}
