import type { ReactNode } from "react";
import type { CalibrationConfig } from "../../../analysis/kinds/calibration/config.ts";
import { calibration } from "../../../analysis/kinds/calibration/index.ts";
import type { CalibrationResult } from "../../../analysis/kinds/calibration/result.ts";
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
        Measured in-sample, on the production rows that they were fitted on: an upper bound of what they would gain.
      </p>
      <ul>
        {result.repairs.map(({ map, ece_before, ece_after }) =>
          ece_before === null || ece_after === null ? null : (
            <li key={map}>
              {mapNames[map]}: ECE {ece_before.toFixed(3)} → {ece_after.toFixed(3)}
              {ece_after >= ece_before && ", no gain"}
            </li>
          ),
        )}
      </ul>
    </section>
  );
}
