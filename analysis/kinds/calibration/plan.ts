import { fail } from "../../base/errors.ts";
import type { Reason } from "../../base/reasons.ts";
import type { CellContext, ContextColumn, ContextDataset } from "../context.ts";
import type { Task } from "../kind.ts";
import { hasTime, type TimeFrame } from "../time-windows.ts";
import { binsOf } from "./binned.ts";
import type { CalibrationConfig } from "./config.ts";
import type { BySide, CalibrationPart, ClassPart, GroupPart, ScoresPart, SideName, SideScores } from "./parts.ts";
import { readSide } from "./read-scores.ts";
import { classRolesOf, refusalOf, rolesOf, type Roles } from "./roles.ts";
import { groupBinsQuery } from "./sql/group-bins.ts";
import { groupQuery, valuesQuery, windowQuery, type Cuts, type WindowRow } from "./sql/windows.ts";
import { frameOf } from "./time-frame.ts";

interface Plan {
  readonly config: CalibrationConfig;
  readonly context: CellContext;
  readonly frame: TimeFrame | null;
  readonly roles: BySide<Roles | Reason>;
}

/**
 * The scores first, then one task a group column. What the model lacks is a part that says so.
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
  const made: Plan = { config, context, frame: frameOf(config, context), roles };
  const groups = refusal === null ? (config.by ?? context.model?.columns.groups ?? []) : [];
  return [
    scoresTask(made),
    ...[...new Set(groups)].map((column) => groupTask(column, made)),
    ...Object.entries(config.class_scores).map(([name, column]) => classTask({ name, column }, context)),
  ];
}

const classTask = (one: { readonly name: string; readonly column: string }, context: CellContext): Task<ClassPart> => ({
  label: `class ${one.name}`,
  async run(source) {
    const read = (side: ContextDataset | null): Promise<SideScores | null> =>
      readSide(source, side && classRolesOf(side, context, one));
    const [reference, production] = [await read(context.reference), await read(context.production)];
    return { part: "class", ...one, sides: { reference, production } };
  },
});

const scoresTask = (made: Plan): Task<ScoresPart> => ({
  label: "scores",
  async run(source) {
    const [reference, production] = await Promise.all([
      readSide(source, made.roles.reference),
      readSide(source, made.roles.production),
    ]);
    const sides = { reference, production };
    const cuts = cutsOf(sides, made.config);
    const windows = async (side: SideName): Promise<readonly WindowRow[] | null> => {
      const [roles, dataset, { frame }] = [made.roles[side], made.context[side], made];
      if (roles === null || typeof roles === "string" || dataset === null || frame === null || cuts === null)
        return null;
      if (sides[side]?.sample == null || !hasTime(dataset, frame.column)) return null;
      return source.rows(windowQuery(roles, frame, cuts));
    };
    return {
      ...{ part: "scores", sides },
      windows: { reference: await windows("reference"), production: await windows("production") },
    };
  },
});

/** Every window is cut at the same scores: the reference's bins, or production's where there is no reference. */
function cutsOf(sides: ScoresPart["sides"], config: CalibrationConfig): Cuts | null {
  const sample = sides.reference?.sample ?? sides.production?.sample ?? null;
  if (sample === null) return null;
  const edges = binsOf(sample, config.binning, config.bins).map(({ high }) => high);
  return { edges: edges.slice(0, -1), closedBelow: config.binning === "equal_count" };
}

/** Text, truth values and whole numbers; other numbers are no groups, and engines write them differently. */
const isGroup = ({ type, sqlType }: ContextColumn): boolean =>
  type === "text" || type === "boolean" || (type === "number" && !["FLOAT", "DOUBLE"].includes(sqlType));

const groupTask = (column: string, { config: { bins }, context, frame, roles }: Plan): Task<GroupPart> => ({
  label: `by ${column}`,
  async run(source) {
    const given = (side: SideName): Roles | null => {
      const [own, found] = [roles[side], context[side]?.columns.find(({ name }) => name === column)];
      return own === null || typeof own === "string" || !found || !isGroup(found) ? null : own;
    };
    const nothing = { reference: null, production: null };
    const blank = { part: "group", column, values: 0, rows: nothing, bins: nothing } as const;
    const types = [context.reference, context.production].flatMap((side) => side?.columns ?? []);
    const known = types.find(({ name }) => name === column);
    if (known && !isGroup(known)) return { ...blank, reason: "unsupported_type" };
    const lead = given("production");
    if (lead === null) return { ...blank, reason: context.production ? "missing_in_production" : "not_applicable" };
    const top = await source.rows(valuesQuery(lead, column));
    if (top.length === 0) return { ...blank, reason: "too_few_rows" };
    const values = top.map(({ value }) => value);
    const rowsOf = async (side: SideName): Promise<GroupPart["rows"][SideName]> => {
      const [own, dataset] = [given(side), context[side]];
      if (own === null || dataset === null) return null;
      const axis = frame !== null && side === "production" && hasTime(dataset, frame.column) ? frame : null;
      return source.rows(groupQuery(own, column, values, axis));
    };
    const rows = { reference: await rowsOf("reference"), production: await rowsOf("production") };
    const binsIn = async (side: SideName): Promise<GroupPart["bins"][SideName]> => {
      const own = given(side);
      return own && source.rows(groupBinsQuery(own, column, { values, bins }));
    };
    const binned = { reference: await binsIn("reference"), production: await binsIn("production") };
    return { ...blank, reason: null, values: top[0]?.values ?? 0, rows, bins: binned };
  },
});
