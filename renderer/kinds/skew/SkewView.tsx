import type { ReactNode } from "react";
import type { SkewConfig } from "../../../analysis/kinds/skew/config.ts";
import { skew } from "../../../analysis/kinds/skew/index.ts";
import type { SkewResult } from "../../../analysis/kinds/skew/result.ts";
import { hintedFeatures, leakSentence } from "../../../analysis/kinds/skew/sentence.ts";
import { PlotFigure } from "../../figures/PlotFigure.tsx";
import type { ViewProps } from "../view-props.ts";
import "./skew.css";

/** Which columns differ, since when and how; then the features that may know the label. */
export function SkewView({ result }: ViewProps<SkewResult, SkewConfig>): ReactNode {
  const hinted = hintedFeatures(result);
  return (
    <div className="skew-view">
      {skew.figures(result).map((figure) => (
        <PlotFigure key={figure.id} figure={figure} />
      ))}
      {hinted.length > 0 && (
        <section className="skew-hints" aria-label="Leakage hints">
          <h4>Features that may know the label</h4>
          <ul>
            {hinted.map((leak) => (
              <li key={leak.column}>{leakSentence(leak)}</li>
            ))}
          </ul>
        </section>
      )}
      {result.with_examples && (
        <p className="skew-note" role="note">
          This result holds rows as they are, and so will the file and every report made from it.
        </p>
      )}
    </div>
  );
}
