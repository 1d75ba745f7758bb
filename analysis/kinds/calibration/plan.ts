import { fail } from "../../base/errors.ts";
import type { Reason } from "../../base/reasons.ts";
import type { CellContext, ContextDataset } from "../context.ts";
import type { Task } from "../kind.ts";
import type { LabelledScores } from "../../stats/labelled-scores.ts";
import { binsOf } from "./binned.ts";
import type { CalibrationConfig } from "./config.ts";
import { groupsOf, inChunks } from "./read-groups.ts";
import type { CalibrationPart, ClassPart, GroupsPart, ScoresPart, SideName, SideScores } from "./parts.ts";
import { readSide, type ReadSide } from "./read-scores.ts";
import { classRolesOf, refusalOf, rolesOf, type Roles } from "./roles.ts";
import type { Setting } from "./setting.ts";
import { frameIn, frameOf } from "./time-frame.ts";
import { windowCells, type Cuts, type WindowCell } from "./window-cells.ts";

/**
 * The scores first, then a task for every few group columns. What the model lacks is a part that says so.
 * @throws `config/needs-role` when neither side is pinned
 */
export function plan(config: CalibrationConfig, context: CellContext): readonly Task<CalibrationPart>[] {
  if (!context.reference && !context.production)
    fail({
      code: "config/needs-role",
      message: "Calibration needs a reference or a production dataset, and this investigation has neither.",
      meaning: "There are no scores to compare with labels.",
      fix: "Pin a file and give it one of the two roles.",
    });
  const refusal = refusalOf(context);
  const side = (dataset: ContextDataset | null): Roles | Reason | null =>
    dataset && (refusal ?? rolesOf(dataset, context));
  const roles = { reference: side(context.reference), production: side(context.production) };
  const made: Setting = { config, context, frame: frameOf(config, context), roles };
  const groups = refusal === null ? (config.by ?? context.model?.columns.groups ?? []) : [];
  return [
    scoresTask(made),
    ...inChunks([...new Set(groups)]).map((columns) => groupsTask(columns, made)),
    ...Object.entries(config.class_scores).map(([name, column]) => classTask({ name, column }, context)),
  ];
}

const classTask = (one: { readonly name: string; readonly column: string }, context: CellContext): Task<ClassPart> => ({
  label: `class ${one.name}`,
  async run(source) {
    const read = async (side: ContextDataset | null): Promise<SideScores | null> =>
      scoresOf(await readSide(source, side && classRolesOf(side, context, one)));
    const [reference, production] = [await read(context.reference), await read(context.production)];
    return { part: "class", ...one, sides: { reference, production } };
  },
});

const groupsTask = (columns: readonly string[], made: Setting): Task<GroupsPart> => ({
  label: `by ${columns.join(", ")}`,
  run: async (source) => ({ part: "groups", groups: await groupsOf(source, columns, made) }),
});

const scoresTask = ({ config, context, frame, roles }: Setting): Task<ScoresPart> => ({
  label: "scores",
  async run(source) {
    const read = (name: SideName): Promise<ReadSide | null> =>
      readSide(source, roles[name], frameIn(context[name], frame));
    const [reference, production] = await Promise.all([read("reference"), read("production")]);
    const cuts = cutsOf(reference?.sample ?? production?.sample ?? null, config);
    const windows = (name: SideName, side: ReadSide | null): readonly WindowCell[] | null =>
      side?.groups == null || cuts === null || frameIn(context[name], frame) === null
        ? null
        : windowCells(side.groups, cuts);
    return {
      ...{ part: "scores", sides: { reference: scoresOf(reference), production: scoresOf(production) } },
      windows: { reference: windows("reference", reference), production: windows("production", production) },
    };
  },
});

/** The side without the groups of its rows, which nothing asks for again. */
const scoresOf = (side: ReadSide | null): SideScores | null =>
  side && { profile: side.profile, sample: side.sample, reason: side.reason };

/** Every window is cut at the same scores: the reference's bins, or production's where there is no reference. */
function cutsOf(sample: LabelledScores | null, config: CalibrationConfig): Cuts | null {
  if (sample === null) return null;
  const edges = binsOf(sample, config.binning, config.bins).map(({ high }) => high);
  return { edges: edges.slice(0, -1), closedBelow: config.binning === "equal_count" };
}
