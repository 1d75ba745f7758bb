import type { ReactNode } from "react";
import type { FairnessConfig } from "../../../analysis/kinds/fairness/config.ts";
import { reasonText } from "../../../analysis/base/reasons.ts";
import { absentText, kindNames } from "../../../analysis/kinds/fairness/words.ts";
import { fairness } from "../../../analysis/kinds/fairness/index.ts";
import type { FairnessResult } from "../../../analysis/kinds/fairness/result.ts";
import { PlotFigure } from "../../figures/PlotFigure.tsx";
import type { ViewProps } from "../view-props.ts";
import "./fairness.css";

/** The groups' rates, their crossings, the slices that lose most and other thresholds; then what could not be compared. */
export function FairnessView({ result }: ViewProps<FairnessResult, FairnessConfig>): ReactNode {
  const notes = notesOf(result);
  return (
    <div className="fairness-view">
      {fairness.figures(result).map((figure) => (
        <PlotFigure key={figure.id} figure={figure} />
      ))}
      {notes.length > 0 && (
        <ul className="fairness-notes" aria-label="What is not shown">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function notesOf({ unnamed, beyond, disparities, settings, slices }: FairnessResult): readonly string[] {
  const leftOut = disparities.filter(({ judged, left_out }) => judged && left_out > 0);
  const absent = absentText[settings.task];
  return [
    ...(absent === null ? [] : [absent]),
    ...(settings.not_judged.length === 0
      ? []
      : [`Not judged, since this model has none: ${settings.not_judged.map((kind) => kindNames[kind]).join(", ")}.`]),
    ...(slices?.reason == null ? [] : [`Slices were not searched: ${reasonText[slices.reason]}.`]),
    ...leftOut.map(
      ({ columns, left_out }) =>
        `Not enough data in ${groups(left_out)} of ${columns.join(" × ")}: fewer than ${String(settings.min_rows)} rows of the measure.`,
    ),
    ...(unnamed > 0 ? [`${groups(unnamed)} with too few rows to be named.`] : []),
    ...(beyond > 0 ? [`${String(beyond)} crossings that stand out less are not listed.`] : []),
    ...(slices !== null && slices.reason === null && slices.found.length === 0
      ? [`No slice stands out among ${slices.tested.toLocaleString("en-US")} that were looked at.`]
      : []),
  ].filter((note, index, all) => all.indexOf(note) === index);
}

const groups = (count: number): string => (count === 1 ? "1 group" : `${String(count)} groups`);
