import type { VerdictLevel } from "../../document/schema.ts";
import { benjaminiHochberg } from "../../stats/benjamini-hochberg.ts";
import { worstLevel } from "../verdict.ts";
import { alpha, byDifference, changeLevel, differenceLevel, linesOf, type Judging } from "./judged.ts";
import type { Comparison, Group } from "./result.ts";

type Tested = { readonly p: number } | null;

/** Adjusts p over all groups and measures, once for differences and once for changes, and judges each comparison. */
export function judgeGroups(
  groups: readonly Group[],
  judging: Judging,
): { readonly groups: readonly Group[]; readonly tests: number } {
  const all = groups.flatMap(({ comparisons }) => comparisons);
  const rest = adjusted(all.map((one) => one.rest));
  const change = adjusted(all.map((one) => one.change));
  let place = 0;
  const judged = groups.map((group) => {
    const comparisons = group.comparisons.map((comparison) => {
      const [forRest, forChange] = [rest[place] ?? null, change[place] ?? null];
      place += 1;
      return judge(comparison, { rest: forRest, change: forChange }, judging);
    });
    return { ...group, comparisons, level: levelOf(comparisons) };
  });
  const tests = [...rest, ...change].filter((p) => p !== null).length;
  return { groups: judged, tests };
}

/** Adjusted p in the order given; nothing where nothing was tested. */
function adjusted(tests: readonly Tested[]): readonly (number | null)[] {
  const values = benjaminiHochberg(tests.flatMap((test) => (test === null ? [] : [test.p])));
  let next = 0;
  return tests.map((test) => (test === null ? null : (values[next++] ?? 1)));
}

const levelOf = (comparisons: readonly Comparison[]): VerdictLevel =>
  comparisons.length === 0 ? "low_n" : worstLevel(comparisons.map(({ level }) => level));

interface Adjusted {
  readonly rest: number | null;
  readonly change: number | null;
}

function judge(comparison: Comparison, p: Adjusted, judging: Judging): Comparison {
  const rest = comparison.rest && { ...comparison.rest, adjusted: p.rest };
  const change = comparison.change && { ...comparison.change, adjusted: p.change };
  const judged = { ...comparison, rest, change };
  if (rest === null && change === null) return judged;
  const byChange =
    change !== null && isFound(change) ? changeLevel(change, linesOf(comparison.measure, judging)) : "pass";
  const byRest = rest !== null && isFound(rest) ? differsBy(judged, judging) : "pass";
  const known = byRest !== "pass" && change !== null && byChange === "pass";
  return { ...judged, known, level: worstLevel([byChange, known ? "warn" : byRest]) };
}

const isFound = ({ adjusted: p }: { readonly adjusted: number | null }): boolean => p !== null && p <= alpha;

/** The difference from other rows as it is now, by the lines of the measure. */
function differsBy({ measure, rest, ratio }: Comparison, judging: Judging): "pass" | "warn" | "fail" {
  if (rest === null) return "pass";
  const byLine = byDifference(judging, measure) ? differenceLevel(rest, linesOf(measure, judging)) : "pass";
  const judgesRatio = measure === "selection_rate" && judging.judge.includes("selection_rate_ratio");
  if (!judgesRatio || ratio === null || ratio.value >= judging.ratio) return byLine;
  const byRatio = ratio.high !== null && ratio.high < judging.ratio ? "fail" : "warn";
  return byLine === "fail" ? "fail" : byRatio;
}
