import { formatCount, formatInstant, formatShare } from "../../base/format.ts";
import { reasonText } from "../../base/reasons.ts";
import type { Finding, Verdict } from "../kind.ts";
import { worstLevel } from "../verdict.ts";
import { flaggedDisparities, flaggedGroups, flaggedSlices, isAlarm, weightOf, type FlaggedGroup } from "./flagged.ts";
import { estimateOf, rowsOf } from "./measures.ts";
import type { DisparityResult, FairnessResult, SliceResult } from "./result.ts";
import {
  absentText,
  capital,
  differenceText,
  kindNames,
  kindText,
  lossDifferenceText,
  lossNames,
  lossText,
  measureNames,
  measureText,
} from "./words.ts";

/** `true positive rate of age = 18-25 fell from 61.7 % to 45.0 % since 2026-09-28, other rows by 4.0 pp; n = 4,900` */
function groupText({ group, comparison }: FlaggedGroup): string {
  const { measure, change, since } = comparison;
  const { reference, production } = group.counts;
  if (change === null || reference === null || production === null) return "";
  const [before, now] = [estimateOf(measure, reference), estimateOf(measure, production)];
  if (before === null || now === null) return "";
  const verb = change.own.value < 0 ? "fell" : "rose";
  const moved = `${verb} from ${measureText(measure, before.value)} to ${measureText(measure, now.value)}`;
  const text = (value: number): string => differenceText(measure, value);
  const beyond = `${text(change.value)} beyond the change of all other rows (${text(change.low)} to ${text(change.high)})`;
  const from = since === null ? "" : `, since ${formatInstant(since)}`;
  return `${capital(measureNames[measure])} of ${group.text} ${moved}: ${beyond}${from}; n = ${formatCount(rowsOf(measure, production))}.`;
}

/** `Ratio of selection rates over age: 0.15 (0.13 to 0.17), lowest 66+, highest 18-25; was 0.14 in the reference` */
function disparityText({ kind, columns, production, reference, known }: DisparityResult): string {
  if (production === null) return "";
  const text = (value: number): string => kindText(kind, value);
  const ends = `lowest ${production.lowest}, highest ${production.highest}`;
  const before =
    reference === null
      ? ""
      : known
        ? `; it was already ${text(reference.value)} in the reference`
        : `; ${text(reference.value)} in the reference`;
  return `${capital(kindNames[kind])} over ${columns.join(" × ")}: ${text(production.value)} (${text(production.low)} to ${text(production.high)}), ${ends}${before}.`;
}

const ages = {
  new: "new: in the reference it lost no more than other rows",
  grown: "larger than in the reference",
  old: "the reference has it too",
  unseen: "too rare in the reference to compare",
} as const;

function sliceText(slice: SliceResult, { slices }: FairnessResult): string {
  const loss = slices?.loss ?? "log_loss";
  const text = (value: number): string => lossText(loss, value);
  const age = slice.age === null ? "" : `; ${ages[slice.age]}`;
  const end = `${formatShare(slice.share_of_loss)} of all loss, ${formatCount(slice.rows)} rows, confirmed on held-back rows${age}.`;
  const { reference, beyond } = slice;
  if (slices?.rank !== "change" || reference?.loss == null || beyond === null)
    return `Where ${slice.text}, the ${lossNames[loss]} is ${text(slice.loss)} against ${text(slice.rest)} elsewhere: ${end}`;
  const [more, low, high] = [beyond.value, beyond.low, beyond.high].map((value) => lossDifferenceText(loss, value));
  return `Where ${slice.text}, the ${lossNames[loss]} rose from ${text(reference.loss)} to ${text(slice.loss)}: ${more ?? ""} beyond the change of all other rows (${low ?? ""} to ${high ?? ""}), ${end}`;
}

export function summarize(result: FairnessResult): string {
  const { reason, settings } = result;
  if (reason !== null) return `Groups cannot be compared: ${reasonText[reason]}.`;
  const lack = lackOf(result);
  if (lack !== null && !hasMeasured(result)) return `Groups cannot be compared: ${lack}.`;
  const missing = lack === null ? "" : ` Not everything can be compared: ${lack}.`;
  if (verdictLevel(result) === "low_n")
    return `No group has rows enough to judge; ${formatCount(settings.min_rows)} are needed for each rate.${rowsText(result)}${missing}`;
  const found = foundText(result);
  const absent = absentText[settings.task];
  return `${found === "" ? nothingText(result) : found}${missing}${absent === null ? "" : ` ${absent}`}`;
}

function rowsText({ overall }: FairnessResult): string {
  const used = overall.production ?? overall.reference;
  return used === null ? "" : ` n = ${formatCount(used.rows)} rows.`;
}

/** The first group, the first disparity and the first slice that stand out. */
function foundText(result: FairnessResult): string {
  const [group] = flaggedGroups(result);
  const [disparity] = flaggedDisparities(result);
  const [slice] = flaggedSlices(result);
  const parts = [group && groupText(group), disparity && disparityText(disparity), slice && sliceText(slice, result)];
  return parts.filter((text) => text !== undefined).join(" ");
}

const nothingText = (result: FairnessResult): string =>
  result.overall.production === null
    ? `The reference alone: nothing is judged.${rowsText(result)}`
    : `No group differs or changed beyond the lines, over ${formatCount(result.groups.length + result.beyond)} groups and ${formatCount(result.tests)} tests.${rowsText(result)}`;

const hasMeasured = ({ groups, slices }: FairnessResult): boolean =>
  (slices?.found.length ?? 0) > 0 ||
  groups.some(({ comparisons }) => comparisons.some(({ rest, change }) => rest !== null || change !== null));

/** The first thing that keeps a comparison away. */
function lackOf({ lacks, columns }: FairnessResult): string | null {
  const side = lacks.production ?? lacks.reference;
  const reason = side?.decision ?? side?.label ?? null;
  if (reason !== null) return reasonText[reason];
  const [unusable] = columns.filter((column) => column.reason !== null);
  return unusable?.reason ? `${unusable.column}: ${reasonText[unusable.reason]}` : null;
}

/** One function for chip, report and sentence. */
function verdictLevel(result: FairnessResult): Verdict["level"] {
  if (result.reason !== null) return "none";
  if (result.overall.production === null) return "info";
  const judged = [
    ...result.groups.filter(({ columns }) => columns.length === 1).map(({ level }) => level),
    ...flaggedGroups(result).map(({ level }) => level),
    ...result.disparities.filter((one) => one.judged).map(({ level }) => level),
    ...flaggedSlices(result).map(({ level }) => level),
  ].filter((level) => level !== "low_n");
  if (judged.length > 0) return worstLevel(judged);
  return (result.slices?.found.length ?? 0) > 0 ? "pass" : lackOf(result) === null ? "low_n" : "none";
}

export function verdict(result: FairnessResult): Verdict {
  const level = verdictLevel(result);
  const reasons = findings(result).map(({ sentence }) => sentence);
  return { level, reasons: reasons.length > 0 && isAlarm(level) ? reasons : [summarize(result)] };
}

/** Groups that changed first, then how far groups lie apart, then the slices. */
export function findings(result: FairnessResult): readonly Finding[] {
  const { slices } = result;
  const rows = result.overall.production?.rows ?? 1;
  const groups = flaggedGroups(result).map((flagged): Finding => ({
    ...{ level: flagged.level, subject: flagged.group.text, sentence: groupText(flagged) },
    ...{ impact: 1 + weightOf(flagged, result.settings) / rows, since: flagged.comparison.since },
  }));
  const apart = flaggedDisparities(result).map((one): Finding => ({
    ...{ level: one.level === "fail" ? "fail" : "warn", subject: one.columns.join(" × "), since: null },
    ...{ sentence: disparityText(one), impact: Math.min(1, distance(one, result)) / 2 },
  }));
  const worst = flaggedSlices(result).map((slice): Finding => ({
    ...{ level: "warn", subject: slice.text, sentence: sliceText(slice, result), since: null },
    impact: slices?.rank === "change" ? slice.share_of_loss : newShare(slice),
  }));
  const order = { fail: 0, warn: 1 } as const;
  return [...groups, ...apart, ...worst].sort((a, b) => order[a.level] - order[b.level] || b.impact - a.impact);
}

/** The part of all loss that the slice adds and did not in the reference. */
const newShare = ({ share_of_loss, beyond, difference }: SliceResult): number =>
  share_of_loss * (beyond === null ? 1 : Math.min(1, beyond.value / difference.value));

/** In points, or of errors as a share of the mean absolute error of all rows. */
function distance({ kind, production }: DisparityResult, { settings }: FairnessResult): number {
  if (kind === "selection_rate_ratio") return 1 - (production?.value ?? 1);
  const isOfErrors = kind === "mae_difference" || kind === "mean_error_difference";
  return (production?.value ?? 0) / (isOfErrors ? (settings.scale ?? 1) : 1);
}
