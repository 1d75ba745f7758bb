import { formatCount, formatInstant, formatMetric, formatShare } from "../../base/format.ts";
import { reasonText } from "../../base/reasons.ts";
import type { Finding, Verdict } from "../kind.ts";
import { worstLevel } from "../verdict.ts";
import type { BinResult, CalibrationResult, GroupValue, Outcome, SideResult } from "./result.ts";

export interface FlaggedGroup {
  readonly column: string;
  readonly group: GroupValue;
}

const isAlarm = (level: string): level is "warn" | "fail" => level === "warn" || level === "fail";

/** Groups that warn or fail, the worst and most weighty first. */
export const flaggedGroups = ({ groups }: CalibrationResult): readonly FlaggedGroup[] =>
  groups
    .flatMap(({ column, values }) => values.map((group) => ({ column, group })))
    .filter(({ group }) => isAlarm(group.level))
    .sort((a, b) => rank(b) - rank(a) || weight(b) - weight(a));

const rank = ({ group }: FlaggedGroup): number => (group.level === "fail" ? 1 : 0);
/** Rows that the change of the gap moves. */
const weight = ({ group }: FlaggedGroup): number => Math.abs(group.change.value) * group.production.rows;

/** ECE under the cell's own binning: the score that has an interval. */
export const eceOf = (side: SideResult | null): number | null =>
  side?.scores.find(({ metric, low }) => metric === "calibration.ece" && low !== null)?.value ?? null;

const says = ({ mean, rate }: Outcome): string =>
  `where the model says ${formatShare(mean)}, ${formatShare(rate)} happen`;

/** The bin that adds most to ECE in the direction of the whole. */
function worstBin({ bins, outcome }: SideResult): BinResult | null {
  const direction = Math.sign(outcome?.gap ?? 0) || 1;
  const size = ({ rows, gap }: BinResult): number => rows * gap * direction;
  return bins.reduce<BinResult | null>((worst, bin) => (worst && size(worst) >= size(bin) ? worst : bin), null);
}

const directionOf = ({ low, high }: Outcome): string =>
  low > 0 ? "Scores run high" : high < 0 ? "Scores run low" : "Scores are off";

function eceText({ sides, effect }: CalibrationResult): string {
  const [before, now] = [eceOf(sides.reference), eceOf(sides.production)];
  if (now === null) return "";
  const change =
    effect?.against === "reference" ? `, change ${formatMetric(effect.low)} to ${formatMetric(effect.high)}` : "";
  return `ECE ${formatMetric(now)}${before === null ? "" : ` (reference ${formatMetric(before)}${change})`}.`;
}

/** `purpose = home_improvement: where the model says 15.1 %, 8.9 % happen, since 2026-09-14` */
function groupText({ column, group }: FlaggedGroup): string {
  const since = group.since === null ? "" : ` since ${formatInstant(group.since)}`;
  return `${column} = ${group.value}${since}: ${says(group.since_outcome ?? group.production)}`;
}

/** Rows that could not be used, by what they lack. */
function leftOut(side: SideResult | null): string {
  if (side?.rows == null) return "";
  const { used, no_label, no_score, infinite, outside } = side.rows;
  const parts = [
    [no_label, "without a label"],
    [no_score, "without a score"],
    [infinite, "with an infinite score"],
    [outside, "with a score outside 0 to 1"],
  ] as const;
  const told = parts.filter(([rows]) => rows > 0).map(([rows, what]) => `${formatCount(rows)} ${what}`);
  return ` n = ${formatCount(used)} labelled rows${told.length === 0 ? "" : `; left out: ${told.join(", ")}`}.`;
}

function refusal({ sides }: CalibrationResult): string | null {
  for (const name of ["production", "reference"] as const) {
    const reason = sides[name]?.reason ?? null;
    if (reason !== null)
      return `Calibration of ${name} cannot be measured: ${reasonText[reason]}.${leftOut(sides[name])}`;
  }
  return null;
}

/** What a score is, where it is not the chance of one class. */
const scopeText = ({ settings, classes }: CalibrationResult): string => {
  const mean = classes?.ece.production ?? null;
  const classwise = mean === null ? "" : ` Classwise ECE ${formatMetric(mean)}.`;
  return settings.top_one
    ? `${classwise} The score is the confidence in the predicted class; what happens is that it is right.`
    : classwise;
};

export function summarize(result: CalibrationResult): string {
  const { sides, level, settings } = result;
  const refused = refusal(result);
  if (refused !== null) return refused;
  const side = sides.production ?? sides.reference;
  if (side?.outcome == null) return "There are no scores to compare with labels.";
  if (level === "low_n")
    return `There are too few labelled rows to judge; ${formatCount(settings.min_rows)} are needed on each side.${leftOut(side)}`;
  if (sides.production === null)
    return `The reference alone: ECE ${formatMetric(eceOf(side) ?? 0)}; ${says(side.outcome)}.${leftOut(side)}`;
  return `${overall(result, side, side.outcome)} ${eceText(result)}${groupSentence(result)}${scopeText(result)}${leftOut(side)}`;
}

function overall({ level, since }: CalibrationResult, side: SideResult, outcome: Outcome): string {
  const bin = worstBin(side);
  if (!isAlarm(level) || bin === null) return "Over all rows the scores mean what they did.";
  return `${directionOf(outcome)}${since === null ? "" : ` since ${formatInstant(since)}`}: ${says(bin)}.`;
}

function groupSentence(result: CalibrationResult): string {
  const [first, ...others] = flaggedGroups(result);
  if (first === undefined) return "";
  const more =
    others.length === 0 ? "" : ` (and ${formatCount(others.length)} more ${others.length === 1 ? "group" : "groups"})`;
  const direction = first.group.change.value > 0 ? "high" : "low";
  return ` Scores run ${direction} for ${groupText(first)}${more}.`;
}

export function verdict(result: CalibrationResult): Verdict {
  const groups = flaggedGroups(result);
  const level = worstLevel([result.level, ...groups.map(({ group }) => group.level)]);
  if (level === "none" || level === "low_n" || level === "info") return { level, reasons: [summarize(result)] };
  return { level, reasons: findings(result).map(({ sentence }) => sentence) };
}

/** The whole first when it is among them, then each group, by level and rows moved. */
export function findings(result: CalibrationResult): readonly Finding[] {
  const { sides, level, since, settings, effect } = result;
  const side = sides.production;
  const whole: Finding[] =
    isAlarm(level) && side?.outcome && effect
      ? [
          {
            ...{ level, subject: settings.score ?? "score", since, impact: effect.value },
            sentence: `${overall(result, side, side.outcome)} ${eceText(result)}`,
          },
        ]
      : [];
  const rows = side?.outcome?.rows ?? 1;
  const groups = flaggedGroups(result).map((flagged): Finding => {
    const { column, group } = flagged;
    return {
      ...{ level: group.level === "fail" ? "fail" : "warn", subject: `${column} = ${group.value}`, since: group.since },
      ...{ impact: weight(flagged) / rows },
      sentence: `Scores run ${group.change.value > 0 ? "high" : "low"} for ${groupText(flagged)}${referenceText(group)}.`,
    };
  });
  const order = { fail: 0, warn: 1 } as const;
  return [...whole, ...groups].sort((a, b) => order[a.level] - order[b.level] || b.impact - a.impact);
}

const referenceText = ({ reference }: GroupValue): string =>
  reference === null ? "" : ` (reference: ${formatShare(reference.mean)} and ${formatShare(reference.rate)})`;

/** `0.10–0.25` */
export const binText = ({ from, to }: BinResult): string => `${formatMetric(from)}–${formatMetric(to)}`;
