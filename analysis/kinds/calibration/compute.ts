import type { VerdictLevel } from "../../document/schema.ts";
import { biasCorrectedInterval } from "../../stats/ece-bootstrap.ts";
import type { CellContext } from "../context.ts";
import type { CalibrationConfig } from "./config.ts";
import { groupResults } from "./groups.ts";
import { classResults } from "./classes.ts";
import type { CalibrationPart, ClassPart, ScoresPart } from "./parts.ts";
import { repairsOf } from "./repairs.ts";
import type { CalibrationResult, SideResult } from "./result.ts";
import { sideState, type SideState } from "./side.ts";
import { beginsAt } from "./since.ts";
import { frameOf } from "./time-frame.ts";
import { windowResults } from "./windows.ts";

type Effect = CalibrationResult["effect"];
type Time = CalibrationResult["time"];

export function compute(
  parts: readonly CalibrationPart[],
  config: CalibrationConfig,
  context: CellContext,
): CalibrationResult {
  const scores = parts.find((part): part is ScoresPart => part.part === "scores");
  const threshold = context.model?.threshold ?? null;
  const state = (name: "reference" | "production"): SideState | null => {
    const part = scores?.sides[name] ?? null;
    return part && sideState(name, part, config, threshold);
  };
  const [reference, production] = [state("reference"), state("production")];
  const { effect, surely } = effectOf(reference, production);
  const time = timeOf(scores, config, context);
  const groups = groupResults(
    parts.flatMap((part) => (part.part === "groups" ? part.groups : [])),
    config,
    context,
  );
  return {
    settings: settingsOf(config, context),
    sides: { reference: reference?.result ?? null, production: production?.result ?? null },
    ...{ effect, level: levelOf(effect, surely, [reference, production], config) },
    ...{ since: sinceOf(reference, production, time, config), time, groups },
    repairs: enoughFor(production, config) ? repairsOf(scores?.sides.production?.sample ?? null, config) : [],
    classes: classResults(
      parts.filter((part): part is ClassPart => part.part === "class"),
      config,
      context,
    ),
  };
}

function settingsOf(config: CalibrationConfig, { model }: CellContext): CalibrationResult["settings"] {
  const { binning, bins, warn, fail, min_rows, seed } = config;
  const [threshold, score] = [model?.threshold ?? null, model?.columns.score ?? null];
  return { binning, bins, warn, fail, min_rows, seed, threshold, score, top_one: model?.task === "multiclass" };
}

const used = (state: SideState | null): number => state?.result.outcome?.rows ?? 0;
const enoughFor = (state: SideState | null, { min_rows }: CalibrationConfig): boolean => used(state) >= min_rows;

/** Against the reference where one is pinned, even when it cannot be measured; else against 0. */
function effectOf(reference: SideState | null, production: SideState | null): Change {
  if (production?.result.outcome == null) return unknown;
  const own = production.result.scores.find(({ metric, low }) => metric === "calibration.ece" && low !== null);
  if (reference === null) {
    const low = own?.low ?? 0;
    return { effect: { against: "zero", value: production.ece, low, high: own?.high ?? 1 }, surely: low };
  }
  if (reference.result.outcome === null) return unknown;
  const value = production.ece - reference.ece;
  const differences = production.draws.map((draw, index) => draw - (reference.draws[index] ?? 0));
  const [low, high] = biasCorrectedInterval(differences, value);
  const [surely] = biasCorrectedInterval(differences, value, 0.99);
  return {
    effect: { against: "reference", value, low: Math.min(low, value), high: Math.max(high, value) },
    surely: Math.min(surely, low),
  };
}

/** ECE's change with its 95 % interval, and the low end of its 99 % interval, which a warning needs above 0. */
interface Change {
  readonly effect: Effect;
  readonly surely: number;
}
const unknown: Change = { effect: null, surely: 0 };

/** ux.md 3.2: fail with the whole interval beyond the fail line, warn beyond the warn line with a 99 % interval that leaves 0 out. */
function levelOf(
  effect: Effect,
  surely: number,
  [reference, production]: readonly [SideState | null, SideState | null],
  config: CalibrationConfig,
): VerdictLevel {
  if (production === null) return used(reference) > 0 ? "info" : "none";
  if (isRefused(production.result) || (reference !== null && isRefused(reference.result))) return "none";
  if (effect === null || [reference, production].some((state) => state !== null && !enoughFor(state, config)))
    return "low_n";
  if (effect.low >= config.fail) return "fail";
  return effect.value >= config.warn && surely > 0 ? "warn" : "pass";
}

/** Something other than a lack of rows keeps the numbers away. */
const isRefused = ({ reason }: SideResult): boolean => reason !== null && reason !== "too_few_rows";

function timeOf(scores: ScoresPart | undefined, config: CalibrationConfig, context: CellContext): Time {
  const frame = frameOf(config, context);
  if (frame === null || !scores) return null;
  const windows = (side: "reference" | "production") => {
    const rows = scores.windows[side];
    return rows && windowResults(rows, config.min_rows);
  };
  const { reference, production } = { reference: windows("reference"), production: windows("production") };
  return reference === null && production === null ? null : { ...frame, windows: { reference, production } };
}

/** When the gap of all rows together began to change. */
function sinceOf(
  reference: SideState | null,
  production: SideState | null,
  time: Time,
  { warn, min_rows }: CalibrationConfig,
): string | null {
  const [before, now] = [reference?.result.outcome ?? null, production?.result.outcome];
  const windows = time?.windows.production;
  if (!now || !windows) return null;
  const direction = Math.sign(now.gap - (before?.gap ?? 0));
  return windows[beginsAt(windows, before, direction, { warn, fewest: min_rows })]?.start ?? null;
}
