import { formatCount, formatInstant, formatNumber } from "../../base/format.ts";
import type { VerdictLevel } from "../../document/schema.ts";
import { infoOf, type MetricKey } from "./definitions.ts";
import { isBeyond } from "./lines.ts";
import type { Estimate, Lines, PerformanceResult, PerformanceWindow } from "./result.ts";

/** ux policy: beyond fail with its whole interval fails; beyond a line with an interval that leaves out the centre warns. */
export function levelOf(
  metric: MetricKey,
  estimate: Pick<Estimate, "value" | "low" | "high" | "rows">,
  lines: Lines | null,
  minRows: number,
): VerdictLevel {
  const { value, low, high } = estimate;
  if (value === null) return "none";
  if (estimate.rows < minRows) return "low_n";
  if (lines === null) return "info";
  const info = infoOf(metric);
  const nearest = info.better === "higher" ? high : low;
  if (isBeyond(value, lines.fail, info))
    return nearest !== null && isBeyond(nearest, lines.fail, info) ? "fail" : "warn";
  if (!isBeyond(value, lines.warn, info)) return "pass";
  const centre = lines.centre ?? lines.warn;
  return nearest !== null && isBeyond(nearest, centre, info) ? "warn" : "pass";
}

const judgedLevels: ReadonlySet<VerdictLevel> = new Set(["pass", "warn", "fail"]);

/** Production's windows that count for the verdict, in time order. */
export const judgedWindows = (windows: readonly PerformanceWindow[]): readonly PerformanceWindow[] =>
  windows.filter(
    ({ side, level, provisional, complete }) =>
      side === "production" && !provisional && complete && judgedLevels.has(level),
  );

const crosses = ({ level }: PerformanceWindow): boolean => level === "warn" || level === "fail";

/** So many of the windows from a change's beginning on have to show it. */
const lastingShare = 2 / 3;

/** Start of the first window that crosses with the next one, and after which two thirds do; else of the first that crosses. */
export function sinceOf(windows: readonly PerformanceWindow[]): string | null {
  const judged = judgedWindows(windows);
  const lasts = (index: number): boolean => {
    const after = judged.slice(index);
    const next = after[1];
    return (next === undefined || crosses(next)) && after.filter(crosses).length >= lastingShare * after.length;
  };
  const first = judged.findIndex((window, index) => crosses(window) && lasts(index));
  return judged[first < 0 ? judged.findIndex(crosses) : first]?.start ?? null;
}

type Judgement = Pick<PerformanceResult, "level" | "reasons" | "since">;

interface Grounds {
  readonly primary: MetricKey;
  readonly lines: Lines | null;
  readonly overall: Estimate;
  readonly windows: readonly PerformanceWindow[];
  readonly rule: { readonly needed: number; readonly of: number };
  readonly minRows: number;
}

const sourceText = ({ source, windows }: Lines): string =>
  source === "hand" ? "set by hand" : `from ${formatCount(windows)} reference windows`;

/** The one judgement of the cell: its last judged windows under the persistence rule, or all of production without windows. */
export function judge(grounds: Grounds): Judgement {
  const { lines, overall, windows, minRows } = grounds;
  const none = (level: VerdictLevel, sentence: string): Judgement => ({ level, reasons: [sentence], since: null });
  if (overall.value === null) return none("none", "The metric is undefined in production.");
  if (overall.rows < minRows)
    return none("low_n", `${formatCount(overall.rows)} usable labelled rows; ${formatCount(minRows)} are needed.`);
  if (lines === null)
    return none("info", "No lines: too few windows of the reference to learn them, and none are set by hand.");
  const production = windows.filter(({ side }) => side === "production");
  if (production.length === 0) return ofWhole(overall, lines, minRows);
  const last = judgedWindows(windows).slice(-grounds.rule.of);
  if (last.length === 0) return none("low_n", "No window of production is whole, has enough rows and its labels.");
  return persistent(grounds, lines, last);
}

function ofWhole(overall: Estimate, lines: Lines, minRows: number): Judgement {
  const level = levelOf(overall.metric, overall, lines, minRows);
  const side = level === "pass" ? "inside the lines" : `beyond the ${level} line`;
  return {
    level,
    reasons: [
      `${infoOf(overall.metric).name} of all of production lies ${side}: warn ${formatNumber(lines.warn)}, fail ${formatNumber(lines.fail)} (${sourceText(lines)}).`,
    ],
    since: null,
  };
}

function persistent({ rule, windows, primary }: Grounds, lines: Lines, last: readonly PerformanceWindow[]): Judgement {
  const needed = Math.min(rule.needed, last.length);
  const failing = last.filter(({ level }) => level === "fail").length;
  const crossing = last.filter(crosses).length;
  const level = failing >= rule.needed ? "fail" : crossing >= needed || failing > 0 ? "warn" : "pass";
  const span = `${formatCount(last.length)} judged windows to ${formatInstant(last.at(-1)?.start ?? "")}`;
  const where = `warn ${formatNumber(lines.warn)}, fail ${formatNumber(lines.fail)}, ${sourceText(lines)}`;
  const counted =
    failing > 0
      ? `lies beyond the fail line in ${formatCount(failing)} of the last ${span}`
      : crossing > 0
        ? `lies beyond the warn line in ${formatCount(crossing)} of the last ${span}`
        : `stays inside its lines in the last ${span}`;
  const earlier = level === "pass" ? sinceOf(windows) : null;
  return {
    level,
    reasons: [
      `${infoOf(primary).name} ${counted} (${where}).`,
      ...(earlier === null ? [] : [`It crossed a line earlier, first on ${formatInstant(earlier)}.`]),
    ],
    since: level === "pass" ? null : sinceOf(windows),
  };
}
