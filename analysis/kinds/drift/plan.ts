import { fail } from "../../base/errors.ts";
import { oncePer } from "../../base/once-per.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import type { CellContext } from "../context.ts";
import type { Task } from "../kind.ts";
import { examineCategorical } from "./categorical.ts";
import { plannedColumns, type BothSides, type ColumnPlan } from "./columns.ts";
import type { DriftConfig } from "./config.ts";
import { blankEvidence, withoutWindows, type ColumnPart, type Frame, type GroupColumn } from "./frame.ts";
import { examineNumeric } from "./numeric.ts";
import { groupKey, groupValues } from "./sql/group-values.ts";
import { productionFrame } from "./windows.ts";

/** @throws `config/needs-role` when a side is not pinned */
export function bothSides({ reference, production }: CellContext): BothSides {
  if (reference !== null && production !== null) return { reference, production };
  const missing = reference === null ? "reference" : "production";
  return fail({
    code: "config/needs-role",
    message: `Missing dataset: no file is pinned as ${missing}.`,
    meaning: "Drift is a comparison of production with a reference.",
    fix: `Pin a file and give it the role ${missing}, or split one file by date.`,
  });
}

/** One task a column. A column that cannot be compared is a task that says why. */
export function planDrift(config: DriftConfig, context: CellContext): readonly Task<ColumnPart>[] {
  const sides = bothSides(context);
  const frame: Frame = {
    config,
    sides,
    time: productionFrame(config, context),
    groups: oncePer((source: StatsSource) =>
      Promise.all(groupNames(context, sides).map((name) => groupColumn(source, name))),
    ),
    privacyFloor: context.privacyFloor,
  };
  return plannedColumns(config, context, sides).map((plan) => ({
    label: plan.name,
    run: (source) => examine[plan.type](source, plan, frame),
  }));
}

/** The model's group columns that both sides have as text or truth values. */
const groupNames = (context: CellContext, sides: BothSides): readonly string[] =>
  (context.model?.columns.groups ?? []).filter((name) =>
    [sides.reference, sides.production].every(({ columns }) =>
      columns.some((column) => column.name === name && ["text", "boolean", "number"].includes(column.type)),
    ),
  );

async function groupColumn(source: StatsSource, name: string): Promise<GroupColumn> {
  const values = (await source.rows(groupValues(name))).map(({ value }) => value);
  return { name, values, key: groupKey(name, values) };
}

const examine = {
  numeric: examineNumeric,
  categorical: examineCategorical,
  none: (_source: unknown, plan: ColumnPlan): Promise<ColumnPart> =>
    Promise.resolve(withoutWindows(blankEvidence(plan))),
};
