import type { ReactNode } from "react";
import type { AttributionConfig } from "../../../analysis/kinds/attribution/config.ts";
import { attribution } from "../../../analysis/kinds/attribution/index.ts";
import { isRanked, metricInText } from "../../../analysis/kinds/attribution/names.ts";
import type { AttributionResult } from "../../../analysis/kinds/attribution/result.ts";
import { formatCount, formatShare } from "../../../analysis/base/format.ts";
import { reasonText } from "../../../analysis/base/reasons.ts";
import { PlotFigure } from "../../figures/PlotFigure.tsx";
import type { ViewProps } from "../view-props.ts";
import "./attribution.css";

/** The arrows from the loss before to the loss after, then what moved and matters, contributions and the classifier. */
export function AttributionView({ result }: ViewProps<AttributionResult, AttributionConfig>): ReactNode {
  const figures = attribution.figures(result);
  const notes = notesOf(result);
  return (
    <div className="attribution-view">
      {figures.map((figure) => (
        <PlotFigure key={figure.id} figure={figure} />
      ))}
      {notes.length > 0 && (
        <ul className="attribution-notes" aria-label="Notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What the charts leave out: rows that the reference cannot speak for, features that do not share, and refusals. */
const notesOf = (result: AttributionResult): readonly string[] => [...changeNotes(result), ...refusals(result)];

function changeNotes(result: AttributionResult): readonly string[] {
  const { shares, reason } = result;
  if (reason !== null) return [`The change of ${metricInText(result)} is not split: ${reasonText[reason]}.`];
  if (isRanked(result))
    return ["ROC AUC is split by slice; only a loss that each row has can be shared among features."];
  if (shares === null) return [];
  return [
    ...shares.features
      .filter(({ outside }) => outside > 0)
      .map(
        ({ column, outside }) =>
          `${column}: ${formatShare(outside)} of production’s rows have values that the reference does not have; they are taken as they behaved in production.`,
      ),
    ...(shares.left_out.length > 0
      ? [`Shifted too, but without a share of their own: ${shares.left_out.join(", ")}.`]
      : []),
    ...(shares.still > 0
      ? [`${formatCount(shares.still)} features did not shift beyond chance and have no share.`]
      : []),
  ];
}

function refusals({ slices, classifier, contributions }: AttributionResult): readonly string[] {
  const values = contributions?.values ?? null;
  return [
    ...slices.flatMap(({ column, reason }) =>
      reason === null ? [] : [`No slices by ${column}: ${reasonText[reason]}.`],
    ),
    ...(values?.reason == null
      ? []
      : [`No chart of the contributions of ${values.feature}: ${reasonText[values.reason]}.`]),
    ...(classifier?.reason == null ? [] : [`No domain classifier: ${reasonText[classifier.reason]}.`]),
  ];
}
