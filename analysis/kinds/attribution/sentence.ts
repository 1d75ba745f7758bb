import { formatCount, formatInstant, formatMetric, formatShare } from "../../base/format.ts";
import { reasonText } from "../../base/reasons.ts";
import type { Finding, Verdict } from "../kind.ts";
import { lossBefore, ordersApart, tellsApart, worsened } from "./compute.ts";
import { beforeName, isRanked, metricInText, metricName, rowsName, sliceName } from "./names.ts";
import { isClear, leadingFeatures, leadingSlices, type LeadingSlice } from "./rank-parts.ts";
import type { AttributionResult, Estimate, FeatureShare } from "./result.ts";

export const signed = (value: number): string => `${value > 0 ? "+" : ""}${formatMetric(value)}`;
export const intervalText = ({ low, high }: Estimate): string =>
  low === null || high === null ? "no interval" : `${formatMetric(low)} to ${formatMetric(high)}`;

const isWorse = ({ change, sides, settings }: AttributionResult): boolean =>
  worsened(change, sides.reference.mean, settings);

/** `Log loss rose from 0.258 to 0.300 (+0.041, 0.036 to 0.046)` */
function changeText(result: AttributionResult): string {
  const { change, sides } = result;
  if (change === null || sides.reference.mean === null || sides.production.mean === null) return "";
  const how = !isClear(change) ? "went" : change.value > 0 ? "rose" : "fell";
  return `${metricName(result)} ${how} from ${formatMetric(sides.reference.mean)} to ${formatMetric(sides.production.mean)} (${signed(change.value)}, ${intervalText(change)})`;
}

/** The first part that chance does not explain and that goes where the whole went. */
export function topSlice({ change, slices }: AttributionResult): LeadingSlice | null {
  const way = Math.sign(change?.value ?? 0);
  return leadingSlices(slices).find(({ estimate }) => isClear(estimate) && Math.sign(estimate.value) === way) ?? null;
}

export function topFeature({ change, shares }: AttributionResult): FeatureShare | null {
  const way = Math.sign(change?.value ?? 0);
  return leadingFeatures(shares).find(({ part }) => isClear(part) && Math.sign(part.value) === way) ?? null;
}

const nameOf = ({ column, part }: LeadingSlice): string => sliceName(column, part.label, part.nature);

function sinceText({ since }: AttributionResult, { column, part, effect }: LeadingSlice): string {
  const told = effect === "behaviour" && since?.column === column && since.value === part.label;
  return told && since.start !== null ? ` since ${formatInstant(since.start)}` : "";
}

function partsText(result: AttributionResult): string {
  const [slice, feature, { shares }] = [topSlice(result), topFeature(result), result];
  const parts = [
    ...(slice
      ? [`${nameOf(slice)} carries ${signed(slice.estimate.value)} of it (${slice.effect})${sinceText(result, slice)}`]
      : []),
    ...(feature ? [`${feature.column} ${signed(feature.part.value)}`] : []),
    ...(shares ? [`${signed(shares.unexplained.value)} is not explained by inputs`] : []),
  ];
  return parts.length === 0 ? "" : `; ${parts.join(", ")}`;
}

const refused = (result: AttributionResult): string =>
  result.reason === null
    ? ""
    : `The change of ${result.settings.metric === null ? "the loss" : metricInText(result)} cannot be split: ${reasonText[result.reason]}.`;

function rowsText(result: AttributionResult): string {
  const { reference, production } = result.sides;
  return `n = ${formatCount(reference.used)} and ${formatCount(production.used)} ${rowsName(result)}.`;
}

export function summarize(result: AttributionResult): string {
  const { change, sides, settings, level } = result;
  if (change === null) return [refused(result), ...others(result)].filter((text) => text !== "").join(" ");
  const few = Math.min(sides.reference.used, sides.production.used) < settings.min_rows;
  if (level === "low_n" || few)
    return `There are too few ${rowsName(result)} to judge; ${formatCount(settings.min_rows)} are needed on each side. ${rowsText(result)}`;
  return `${changeText(result)}${partsText(result)}. ${rowsText(result)}`;
}

/** What the classifier and the contributions say beside the loss. */
function others({ classifier, contributions }: AttributionResult): readonly string[] {
  return [
    ...(classifier?.auc
      ? [
          `The features together tell production from the reference with an AUC of ${formatMetric(classifier.auc.value)}.`,
        ]
      : []),
    ...(contributions?.ndcg.value == null
      ? []
      : [`The order of the contributions has an nDCG of ${formatMetric(contributions.ndcg.value)}.`]),
  ];
}

const lineText = (result: AttributionResult): string =>
  isRanked(result)
    ? `fall of ${formatShare(result.settings.warn)} of 1 − ROC AUC`
    : `rise of ${formatShare(result.settings.warn)}`;

export function verdict(result: AttributionResult): Verdict {
  const { level, settings, sides, classifier, contributions } = result;
  if (level === "low_n")
    return {
      level,
      reasons: [
        `Fewer than ${formatCount(settings.min_rows)} ${rowsName(result)} on a side: ${formatCount(sides.reference.used)} and ${formatCount(sides.production.used)}.`,
      ],
    };
  const reasons = [
    ...(isWorse(result) ? [`${changeText(result)}; the line is a ${lineText(result)}.`] : []),
    ...(ordersApart(contributions)
      ? [
          `The contributions’ order has an nDCG of ${formatMetric(contributions?.ndcg.value ?? 0)}, below ${String(settings.ndcg_line)}.`,
        ]
      : []),
    ...(tellsApart(classifier)
      ? [
          `The domain classifier’s AUC is ${formatMetric(classifier?.auc?.value ?? 0)}; its whole interval is above ${String(settings.auc_line)}.`,
        ]
      : []),
  ];
  if (reasons.length > 0) return { level, reasons };
  if (result.reason !== null) return { level, reasons: [refused(result)] };
  return { level, reasons: [`${changeText(result)}; no line is crossed.`] };
}

/** At most three: the slice, the feature, and the signs that need no label. */
export function findings(result: AttributionResult): readonly Finding[] {
  const { mean } = result.sides.reference;
  const before = mean === null ? 0 : lossBefore(mean, result.settings.metric);
  const impact = (value: number): number => (before > 0 ? Math.abs(value) / before : 0);
  const [slice, feature] = isWorse(result) ? [topSlice(result), topFeature(result)] : [null, null];
  const found: Finding[] = [];
  if (slice !== null) found.push(sliceFinding(result, slice, impact(slice.estimate.value)));
  if (feature !== null) found.push(featureFinding(result, feature, impact(feature.part.value)));
  const apart = apartFinding(result);
  return apart === null ? found : [...found, apart].slice(0, 3);
}

function sliceFinding(result: AttributionResult, slice: LeadingSlice, impact: number): Finding {
  const { column, part, effect, estimate } = slice;
  const [one, two] = [part.reference.mean, part.production.mean];
  const own = one === null || two === null ? "" : `; their own went from ${formatMetric(one)} to ${formatMetric(two)}`;
  const since = sinceText(result, slice);
  return {
    ...{ level: "warn", subject: sliceName(column, part.label, part.nature), impact },
    since: since === "" ? null : (result.since?.start ?? null),
    sentence: `${changeText(result)}: the rows of ${nameOf(slice)} carry ${signed(estimate.value)} of it by ${effect} (${intervalText(estimate)})${own}${since}, n = ${formatCount(part.production.rows)}.`,
  };
}

function featureFinding(result: AttributionResult, { column, part, outside }: FeatureShare, impact: number): Finding {
  const start = result.outside?.column === column ? result.outside.start : null;
  const rest = result.shares === null ? "" : ` ${signed(result.shares.unexplained.value)} is not explained by inputs.`;
  return {
    ...{ level: "warn", subject: column, since: start, impact },
    sentence: `The shift of ${column} carries ${signed(part.value)} (${intervalText(part)}) of the change of ${metricInText(result)}.${outsideText(result, column, outside)}${rest} Contribution is not cause.`,
  };
}

/** `13.8 % of the rows have a value that the reference does not have, since 2026-09-28, 99.9 % of these in channel = web.` */
function outsideText(result: AttributionResult, column: string, share: number): string {
  if (share === 0) return "";
  const found = result.outside?.column === column ? result.outside : null;
  const since = found?.start == null ? "" : `, since ${formatInstant(found.start)}`;
  const slice =
    found?.slice == null
      ? ""
      : `, ${formatShare(found.slice.share)} of these in ${sliceName(found.slice.column, found.slice.value, "value")}`;
  return ` ${formatShare(share)} of production’s rows have a value that ${beforeName(result)} does not have${since}${slice}.`;
}

function apartFinding(result: AttributionResult): Finding | null {
  const { classifier, contributions, settings } = result;
  const blank = { level: "warn", since: null, impact: 0 } as const;
  if (classifier?.auc != null && tellsApart(classifier)) {
    const [first] = classifier.features;
    const named = first === undefined ? "" : `, most of all ${first.column}`;
    return {
      ...{ ...blank, subject: first?.column ?? "features" },
      sentence: `The features together tell production from ${beforeName(result)} with an AUC of ${formatMetric(classifier.auc.value)}${named}.`,
    };
  }
  if (contributions?.ndcg.value == null || !ordersApart(contributions)) return null;
  return {
    ...{ ...blank, subject: "contributions" },
    sentence: `The features’ contributions have another order: nDCG ${formatMetric(contributions.ndcg.value)}, below ${String(settings.ndcg_line)}.`,
  };
}
