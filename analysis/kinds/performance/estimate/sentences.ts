import { formatCount, formatInstant, formatShare } from "../../../base/format.ts";
import { reasonText } from "../../../base/reasons.ts";
import { infoOf, type MetricKey } from "../definitions.ts";
import { metricText } from "../metric-text.ts";
import type { BackTest, EstimatedResult, EstimatedWindow, Fit, Shift } from "./result.ts";

/** The estimate of the drawn metric in a window. */
export function drawnValue({ metrics, drawn }: EstimatedResult, { values }: EstimatedWindow): number | null {
  return values[metrics.indexOf(drawn)] ?? null;
}

const productionOf = ({ windows }: EstimatedResult): readonly EstimatedWindow[] =>
  windows.filter(({ side }) => side === "production");

/** The last window without labels of its own: estimated, or refused and why. One clause for the cell's sentence. */
export function estimateClause(estimated: EstimatedResult | null): string {
  if (estimated === null) return "";
  const name = infoOf(estimated.drawn).name;
  if (estimated.reason !== null) return ` ${name} is not estimated without labels: ${reasonText[estimated.reason]}.`;
  const last = productionOf(estimated).findLast(({ measured }) => measured === null);
  if (last === undefined) return "";
  const digits = (one: number): string => metricText(estimated.drawn, one);
  const value = drawnValue(estimated, last);
  if (value === null) return ` ${refusalText(estimated, last)}`;
  const band = last.low === null || last.high === null ? "" : ` (${digits(last.low)} to ${digits(last.high)})`;
  return ` Estimated without labels: ${name} ${digits(value)}${band} in the window from ${formatInstant(last.start)}.`;
}

/** Since when windows are refused as the last one is, and why. */
function refusalText({ windows, drawn }: EstimatedResult, last: EstimatedWindow): string {
  const same = windows.filter(({ side, reason }) => side === "production" && reason === last.reason);
  const since = `No estimate of ${infoOf(drawn).name} from ${formatInstant(same[0]?.start ?? last.start)} on`;
  if (last.reason === "out_of_support" && last.input !== null && last.outside !== null)
    return `${since}: ${last.input} lies outside of what the reference knows in ${formatShare(last.outside)} of rows.`;
  return `${since}: ${reasonText[last.reason ?? "not_estimated"]}.`;
}

const sideText = { reference: "the reference’s later windows", production: "production" } as const;

function backTestText({ side, windows, covered, error }: BackTest, drawn: MetricKey): string {
  const held = `the band held the measured ${infoOf(drawn).name} in ${formatCount(covered)} of ${formatCount(windows)} windows`;
  return `Back-test on ${sideText[side]}: ${held}, mean absolute difference ${metricText(drawn, error)}.`;
}

const others = "that no input left what the reference knows, and that labels come to all rows alike";

/** How it is learnt, and what that assumes. */
function assumption({ method, drawn, metrics }: EstimatedResult, { rows, skill }: Fit): string {
  const learnt = `learnt from ${formatCount(rows)} labelled rows of the reference`;
  if (method === "dle") {
    const explained = skill?.[metrics.indexOf(drawn)] ?? 0;
    return `Estimated without labels (DLE): the size of a row’s error is ${learnt} by its inputs and its prediction; in rows that it was not learnt from, they explain ${formatShare(explained)} of the spread. It assumes that the same inputs still bring errors of the same size, ${others}.`;
  }
  if (method === "cbpe-multiclass")
    return `Estimated without labels (CBPE): the chance of each class behind its score is ${learnt}, and a row’s chances are made to add up to 1. It assumes that a score still stands for the same chance, ${others}.`;
  return `Estimated without labels (CBPE): the chance behind each score is ${learnt}. It assumes that a score still stands for the same chance, ${others}.`;
}

/** What the estimate assumes, how it did where labels are there, and what it was refused for. */
export function estimateNotes(estimated: EstimatedResult | null): string[] {
  if (estimated === null) return [];
  const { drawn, fit, reason, unchecked, shift } = estimated;
  if (reason !== null && fit === null) return [`Without labels: ${reasonText[reason]}.`];
  const fitted = fit === null ? [] : [assumption(estimated, fit)];
  const refused = productionOf(estimated).filter(({ reason: own }) => own !== null);
  return [
    ...fitted,
    ...estimated.back_tests.map((test) => backTestText(test, drawn)),
    ...(reason === null ? [] : [`No estimate is given: ${reasonText[reason]}.`]),
    ...(refused.length === 0
      ? []
      : [
          `${formatCount(refused.length)} of ${formatCount(productionOf(estimated).length)} windows of production are refused.`,
        ]),
    ...(unchecked.length === 0 ? [] : [`Not compared with the reference: ${unchecked.join(", ")}.`]),
    ...shiftNotes(shift),
  ];
}

function shiftNotes(shift: Shift | null): string[] {
  if (shift === null) return [];
  const { overall, reference, reason, tested, covered } = shift;
  const test =
    tested === 0
      ? ""
      : ` Its interval held the measured share in ${formatCount(covered)} of ${formatCount(tested)} windows.`;
  if (reason !== null || overall.share === null)
    return [
      `The share of positives by label shift (BBSE) is refused: ${reasonText[reason ?? "not_estimated"]}.${test}`,
    ];
  const [low, high] = [overall.low ?? overall.share, overall.high ?? overall.share];
  return [
    `If only the shares of the classes moved (BBSE), ${formatShare(overall.share)} (${formatShare(low)} to ${formatShare(high)}) of production is positive; ${formatShare(reference ?? 0)} in the reference.${test}`,
  ];
}
