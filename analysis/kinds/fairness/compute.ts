import type { CellContext } from "../context.ts";
import { decisionSource } from "../binary-columns.ts";
import { compare } from "./compare.ts";
import { allOf, type Coded } from "./coded.ts";
import { kindsOfTask, type FairnessConfig } from "./config.ts";
import { noCounts, type Counts } from "./counts.ts";
import { groupsOf, isPooled, overallOf, type CubeGroup } from "./cube.ts";
import { curvesOf } from "./curves.ts";
import { slicesResult } from "./discovery/result-of.ts";
import type { SlicesPart } from "./discovery/slice.ts";
import { disparitiesOf } from "./disparities.ts";
import { judgeGroups } from "./judge-groups.ts";
import { judgingOf, type Judging } from "./judged.ts";
import { estimateOf } from "./measures.ts";
import { columnWindows, sinceOf } from "./over-time.ts";
import type { BySide, FairnessPart, GroupsPart } from "./parts.ts";
import { frameOf } from "./plan.ts";
import type { FairnessResult, Group } from "./result.ts";
import { chooseUpTo } from "./sets.ts";
import { taskOf } from "./task.ts";

/** Crossings that a result holds: those that stand out most. */
const mostCrossings = 30;

export function compute(parts: readonly FairnessPart[], config: FairnessConfig, context: CellContext): FairnessResult {
  const part = parts.find((one): one is GroupsPart => one.part === "groups") ?? noGroups;
  const slices = parts.find((one): one is SlicesPart => one.part === "slices");
  const coded = part.columns.flatMap((column) => (column.coded === null ? [] : [column.coded]));
  const overall = overallOf(part);
  const judging = judgingOf(config, taskOf(context), scaleOf(overall));
  const sets = chooseUpTo(coded, config.depth).map((columns) => ({ columns, groups: groupsOf(columns, part) }));
  const named = sets.map((set) => ({ ...set, groups: set.groups.filter((group) => isNamed(group, context)) }));
  const compared = named.flatMap((set) => set.groups.map((group) => groupOf(group, { overall, judging })));
  const { groups, tests } = judgeGroups(compared, judging);
  const dated = withSince(groups, { part, overall, judging, coded });
  const kept = keep(dated, judging);
  const drawing = { judging, task: taskOf(context), seed: config.seed };
  return {
    settings: settingsOf(config, context, judging),
    reason: part.columns.length === 0 ? "no_groups" : null,
    ...{ lacks: part.lacks, overall, groups: kept, tests, beyond: dated.length - kept.length },
    columns: part.columns.map(({ column, coded: own, reason }) => ({
      ...{ column, reason, pooled: own?.pooledValues ?? 0 },
      groups: groups.filter(({ columns }) => columns.length === 1 && columns[0] === column).length,
    })),
    unnamed: sets.reduce((sum, set) => sum + set.groups.filter((group) => isRare(group, context)).length, 0),
    disparities: named.flatMap((set) => disparitiesOf(setOf(set, overall), drawing)),
    time: part.windows.length > 0 ? frameOf(config, context) : null,
    curves: coded.flatMap((column, index) => curvesOf(column, part.scores[index] ?? [], kept)),
    slices: slices ? slicesResult(slices, config, context) : null,
  };
}

const noGroups: GroupsPart = {
  ...{
    part: "groups",
    columns: [],
    lacks: { reference: null, production: null },
    none: noCounts,
    crosses: [],
    windows: [],
    scores: [],
  },
};

interface OfColumns {
  readonly columns: readonly Coded[];
  readonly groups: readonly CubeGroup[];
}

const setOf = ({ columns, groups }: OfColumns, overall: BySide<Counts>) => ({
  columns: columns.map(({ column }) => column),
  groups: groups.map(({ columns: own, codes, counts }) => ({ text: textOf(own, codes), counts })),
  overall,
});

/** What lines for errors are shares of; nothing for rates. */
function scaleOf({ reference, production }: BySide<Counts>): number | null {
  const [before, now] = [reference, production].map((counts) => counts && estimateOf("mae", counts));
  const scale = (before ?? now)?.value ?? null;
  return scale === 0 ? null : scale;
}

function settingsOf(config: FairnessConfig, context: CellContext, judging: Judging): FairnessResult["settings"] {
  const { depth, bins, seed } = config;
  const task = taskOf(context);
  const fits = kindsOfTask[task];
  return {
    ...{ ...judging, judge: [...judging.judge], task, depth, bins, seed, threshold: context.model?.threshold ?? null },
    not_judged: (config.judge ?? []).filter((kind) => !fits.includes(kind)),
    decision: task === "binary" ? decisionSource(config.decision, context.model) : null,
  };
}

/** A group below the privacy floor on a side where it has rows. */
const isRare = (group: CubeGroup, { privacyFloor }: CellContext): boolean =>
  !isPooled(group) &&
  [group.counts.reference, group.counts.production].some(
    (own) => own !== null && own.rows > 0 && own.rows < privacyFloor,
  );

const isNamed = (group: CubeGroup, context: CellContext): boolean => !isPooled(group) && !isRare(group, context);

const textOf = (columns: readonly Coded[], codes: readonly number[]): string =>
  allOf(columns.map(({ texts }, place) => texts[codes[place] ?? 0] ?? ""));

function groupOf(
  { columns, codes, counts }: CubeGroup,
  compared: { readonly overall: BySide<Counts>; readonly judging: Judging },
): Group {
  return {
    columns: columns.map(({ column }) => column),
    values: columns.map(({ labels }, place) => labels[codes[place] ?? 0] ?? ""),
    ...{ text: textOf(columns, codes), level: "low_n", counts },
    comparisons: [...compare({ columns, codes, counts }, compared)],
  };
}

interface Dated {
  readonly part: GroupsPart;
  readonly overall: BySide<Counts>;
  readonly judging: Judging;
  readonly coded: readonly Coded[];
}

/** When the changes of single columns' groups that warn or fail began. */
function withSince(groups: readonly Group[], { part, overall, judging, coded }: Dated): readonly Group[] {
  const windows = new Map(part.windows.map((rows, index) => [coded[index]?.column, columnWindows(rows)]));
  return groups.map((group) => {
    const own = windows.get(group.columns[0]);
    if (own === undefined || group.columns.length > 1) return group;
    const code = coded.find(({ column }) => column === group.columns[0])?.labels.indexOf(group.values[0] ?? "") ?? 0;
    const reference = { group: group.counts.reference, all: overall.reference };
    return {
      ...group,
      comparisons: group.comparisons.map((one) => {
        if (one.change === null || (one.level !== "warn" && one.level !== "fail")) return one;
        const followed = { measure: one.measure, code, ...reference, direction: Math.sign(one.change.value) };
        return { ...one, since: sinceOf(own, followed, judging) };
      }),
    };
  });
}

const severity: Readonly<Record<string, number>> = { fail: 0, warn: 1, pass: 2 };

/** Single columns whole, and the crossings that stand out most. */
function keep(groups: readonly Group[], { scale }: Judging): Group[] {
  // Errors are weighed in their lines' unit, rates as shares.
  const unit = scale ?? 1;
  const weight = ({ counts, comparisons }: Group): number =>
    (counts.production?.rows ?? 0) *
    Math.max(0, ...comparisons.map(({ change, rest }) => Math.abs((change ?? rest)?.value ?? 0) / unit));
  const order = (a: Group, b: Group): number =>
    (severity[a.level] ?? 3) - (severity[b.level] ?? 3) || weight(b) - weight(a) || (a.text < b.text ? -1 : 1);
  const crossings = groups.filter(({ columns }) => columns.length > 1).sort(order);
  return [...groups.filter(({ columns }) => columns.length === 1).sort(order), ...crossings.slice(0, mostCrossings)];
}
