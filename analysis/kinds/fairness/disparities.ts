import { uniformFrom } from "../../base/rng.ts";
import type { VerdictLevel } from "../../document/schema.ts";
import { biasCorrectedInterval } from "../../stats/ece-bootstrap.ts";
import { groupDisparity } from "../../stats/group-disparity.ts";
import { sampledQuantile } from "../../stats/sampled-quantile.ts";
import type { Side } from "../binary-columns.ts";
import { kindsOfTask, type JudgedKind, type Measure } from "./config.ts";
import type { Counts } from "./counts.ts";
import { drawnOf } from "./drawn.ts";
import { differenceLevel, isError, judgedMeasures, linesOf, type Judging } from "./judged.ts";
import { estimateOf, rowsOf } from "./measures.ts";
import type { BySide } from "./parts.ts";
import type { DisparityResult, Spread } from "./result.ts";
import type { TaskName } from "./task.ts";

/** A group that may be named, with its counts. */
interface Named {
  readonly text: string;
  readonly counts: BySide<Counts>;
}

interface SetOfGroups {
  readonly columns: readonly string[];
  readonly groups: readonly Named[];
  readonly overall: BySide<Counts>;
}

/** What is judged, of which task, and the seed of the draws. */
interface Drawing {
  readonly judging: Judging;
  readonly task: TaskName;
  readonly seed: number;
}

/** Equal rates reach the limit of chance this often. A cell judges several disparities, so that 5 % each would be too often. */
const rareByChance = 0.01;

/** Draws of the bootstrap and of equal rates; fewer where there are many groups. */
const drawsFor = (groups: number): number => (groups > 20 ? 200 : 500);

/** How far apart the groups of one set of columns are: every kind for single columns, the judged ones for crossings. */
export function disparitiesOf(set: SetOfGroups, config: Drawing): readonly DisparityResult[] {
  const cache = new Map<string, Drawn | null>();
  const drawn = (side: Side, measure: Measure): Drawn | null => {
    const key = `${side} ${measure}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    const made = draw(set, side, measure, config);
    cache.set(key, made);
    return made;
  };
  const single = set.columns.length === 1;
  const kinds = kindsOfTask[config.task].filter((kind) => single || config.judging.judge.includes(kind));
  return kinds.map((kind) => disparity(kind, { set, config, drawn }));
}

/** The rates of the groups with rows enough, as they are, drawn again, and drawn with equal rates. */
interface Drawn {
  readonly names: readonly string[];
  readonly values: readonly number[];
  readonly overall: number;
  readonly again: readonly (readonly number[])[];
  readonly equal: readonly (readonly number[])[];
  readonly leftOut: number;
}

function draw(set: SetOfGroups, side: Side, measure: Measure, { judging, seed }: Drawing): Drawn | null {
  const all = set.overall[side];
  const present = set.groups.flatMap(({ text, counts }) => {
    const own = counts[side];
    return own === null || own.rows === 0 ? [] : [{ text, own }];
  });
  const measured = present.flatMap(({ text, own }) => {
    const found = rowsOf(measure, own) < judging.min_rows ? null : estimateOf(measure, own);
    return found === null ? [] : [{ text, own, value: found.value }];
  });
  const overall = all && estimateOf(measure, all);
  if (measured.length < 2 || overall === null) return null;
  const groups = measured.map(({ own }) => own);
  const draws = drawsFor(groups.length);
  const stream = `${set.columns.join("\n")} ${side} ${measure}`;
  return {
    names: measured.map(({ text }) => text),
    values: measured.map(({ value }) => value),
    overall: overall.value,
    again: drawnOf(measure, groups, { draws, equal: false, uniform: uniformFrom(seed, stream) }),
    equal: drawnOf(measure, groups, { draws, equal: true, uniform: uniformFrom(seed, `equal ${stream}`) }),
    leftOut: present.length - groups.length,
  };
}

interface Asked {
  readonly set: SetOfGroups;
  readonly config: Drawing;
  readonly drawn: (side: Side, measure: Measure) => Drawn | null;
}

function disparity(kind: JudgedKind, { set, config, drawn }: Asked): DisparityResult {
  const measures = judgedMeasures({ judge: [kind] });
  const statistic = kind === "selection_rate_ratio" ? ratioOf : differenceOf;
  const most = measures.some(isError) ? Infinity : 1;
  const side = (name: Side): Sided | null => {
    const parts = measures.map((measure) => drawn(name, measure));
    return parts.every((part) => part !== null) ? spreadOf(parts, statistic, most) : null;
  };
  const [reference, production] = [side("reference"), side("production")];
  const [measure = "tpr"] = measures;
  const lead = drawn("production", measure) ?? drawn("reference", measure);
  const change = reference && production && changeOf(reference, production);
  const sides = { reference, production, change };
  const { judging } = config;
  const known = isKnown(kind, sides, judging);
  const judged = set.columns.length === 1 && judging.judge.includes(kind);
  return {
    ...{ columns: [...set.columns], kind, judged, known, change },
    level: production === null ? "low_n" : judged ? capped(levelOf(kind, production.spread, judging), known) : "info",
    reason: production === null && reference === null ? "too_few_rows" : null,
    ...{ reference: spreadIn(reference), production: spreadIn(production) },
    ...{ to_overall: toOverall(kind, lead), ...numbersOf(set, lead) },
  };
}

const spreadIn = (side: Sided | null): Spread | null => side && side.spread;

const capped = (level: VerdictLevel, known: boolean): VerdictLevel => (known && level === "fail" ? "warn" : level);

const numbersOf = (set: SetOfGroups, lead: Drawn | null): Pick<DisparityResult, "compared" | "left_out"> =>
  lead === null
    ? { compared: 0, left_out: set.groups.length }
    : { compared: lead.values.length, left_out: lead.leftOut };

interface Sided {
  readonly spread: Spread;
  readonly draws: readonly number[];
}

type Statistic = (rates: readonly number[]) => number;
const differenceOf: Statistic = (rates) => Math.max(...rates) - Math.min(...rates);
/** 1 where all rates are 0: no draw shows a difference. */
const ratioOf: Statistic = (rates) => {
  const { ratio } = groupDisparity(rates, 1);
  return typeof ratio === "number" ? ratio : 1;
};

/** Over several measures the worst counts: equalized odds is the larger difference. */
function spreadOf(parts: readonly Drawn[], statistic: Statistic, most: number): Sided {
  const clamp = (value: number): number => Math.min(most, Math.max(0, value));
  const worst = (pick: (part: Drawn) => readonly number[]): number =>
    Math.max(...parts.map((part) => statistic(pick(part))));
  const value = worst(({ values }) => values);
  const perDraw = (pick: (part: Drawn) => readonly (readonly number[])[]): readonly number[] =>
    (parts[0] ? pick(parts[0]) : []).map((_, index) => worst((part) => pick(part)[index] ?? []));
  const [draws, chance] = [perDraw(({ again }) => again), perDraw(({ equal }) => equal)];
  const isRatio = statistic === ratioOf;
  const [low, high] = biasCorrectedInterval(draws, value);
  const limit = sampledQuantile(chance, isRatio ? rareByChance : 1 - rareByChance);
  const widest = parts.find((part) => statistic(part.values) === value) ?? parts[0];
  const place = (pick: (...values: number[]) => number): string => {
    const values = widest?.values ?? [];
    return widest?.names[values.indexOf(pick(...values))] ?? "";
  };
  return {
    spread: {
      value,
      // Where equal rates reach it by chance, no difference cannot be excluded.
      low: !isRatio && value <= limit ? 0 : clamp(Math.min(low, value)),
      high: isRatio && value >= limit ? 1 : clamp(Math.max(high, value)),
      chance: limit,
      ...{ lowest: place(Math.min), highest: place(Math.max) },
    },
    draws,
  };
}

const measureOf = (kind: JudgedKind): Measure => judgedMeasures({ judge: [kind] })[0] ?? "accuracy";

function changeOf(reference: Sided, production: Sided): DisparityResult["change"] {
  const value = production.spread.value - reference.spread.value;
  const differences = production.draws
    .slice(0, reference.draws.length)
    .map((draw, index) => draw - (reference.draws[index] ?? 0));
  const [low, high] = biasCorrectedInterval(differences, value);
  return { value, low: Math.min(low, value), high: Math.max(high, value) };
}

function levelOf(kind: JudgedKind, { value, low, high, chance }: Spread, judging: Judging): VerdictLevel {
  if (kind !== "selection_rate_ratio")
    return value > chance ? differenceLevel({ value, low, high }, linesOf(measureOf(kind), judging)) : "pass";
  if (value >= judging.ratio || value >= chance) return "pass";
  return high < judging.ratio ? "fail" : "warn";
}

/** The reference was beyond the same line, and production is not beyond it by more. */
function isKnown(
  kind: JudgedKind,
  { reference, production, change }: Record<"reference" | "production", Sided | null> & Pick<DisparityResult, "change">,
  judging: Judging,
): boolean {
  if (reference === null || production === null || change === null) return false;
  const beyond = ({ spread }: Sided): boolean => ["warn", "fail"].includes(levelOf(kind, spread, judging));
  const grew = kind === "selection_rate_ratio" ? change.high < 0 : change.low > 0;
  return beyond(reference) && beyond(production) && !grew;
}

function toOverall(kind: JudgedKind, drawn: Drawn | null): number | null {
  if (drawn === null || kind === "equalized_odds_difference") return null;
  const { differenceToOverall, ratioToOverall } = groupDisparity(drawn.values, drawn.overall);
  if (kind !== "selection_rate_ratio") return differenceToOverall;
  return typeof ratioToOverall === "number" ? ratioToOverall : null;
}
