import { fail } from "../../base/errors.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import type { CellContext, ContextDataset } from "../context.ts";
import type { Task } from "../kind.ts";
import { affectedRows } from "./affected.ts";
import { columnTask, type Setting } from "./column-task.ts";
import { columnPairs } from "./columns.ts";
import type { QualityConfig } from "./config.ts";
import { repeated } from "./counts.ts";
import { effectOf } from "./judge.ts";
import type { IdPart, IdSide, QualityPart, TimePart, VolumePart } from "./parts.ts";
import { distinctQuery, sharedIdPredicate } from "./sql/duplicates.ts";
import { countQuery } from "./sql/profile.ts";
import { farPredicate } from "./sql/time.ts";
import { frameSource } from "./time-frame.ts";

/** Volume and time first, then the id, then one task a column. */
export function plan(config: QualityConfig, context: CellContext): readonly Task<QualityPart>[] {
  if (!context.reference && !context.production)
    fail({
      code: "config/needs-role",
      message: "Data quality needs a reference or a production dataset, and this investigation has neither.",
      meaning: "There are no rows to check.",
      fix: "Pin a file and give it one of the two roles.",
    });
  const setting: Setting = { config, context, frame: frameSource(config, context) };
  const columns = columnPairs(config, context).map((pair) => columnTask(pair, setting));
  const id = context.model?.columns.id ?? null;
  return [volumeTask(setting), timeTask(setting), ...(id === null ? [] : [idTask(id, setting)]), ...columns];
}

const volumeTask = ({ context }: Setting): Task<VolumePart> => ({
  label: "rows",
  async run(source) {
    const rowsOf = async (side: ContextDataset | null): Promise<number | null> =>
      side === null ? null : ((await source.rows(countQuery(side.relation, "TRUE")))[0] ?? null);
    return {
      part: "volume",
      rows: { reference: await rowsOf(context.reference), production: await rowsOf(context.production) },
    };
  },
});

const timeTask = ({ config, context, frame }: Setting): Task<TimePart> => ({
  label: "time",
  async run(source) {
    const found = await frame(source);
    const far = found?.sides.production;
    const reference = found?.sides.reference;
    const effect = far
      ? effectOf(reference ? { hits: reference.far, rows: reference.rows } : null, { hits: far.far, rows: far.rows })
      : 0;
    if (!found || !far || far.far === 0 || effect < config.limits.far_time.warn)
      return { part: "time", frame: found, affected: null };
    const predicate = farPredicate(found.column, [far.farBefore, far.farAfter]);
    return {
      part: "time",
      frame: found,
      affected: await affectedRows({ source, context, frame: found }, found.column, predicate),
    };
  },
});

const idTask = (column: string, { config, context, frame }: Setting): Task<IdPart> => ({
  label: `${column} (duplicates)`,
  async run(source) {
    const [reference, production] = [
      await idSide(source, context.reference, column),
      await idSide(source, context.production, column),
    ];
    const found = { part: "id", column, sides: { reference, production }, affected: null } as const;
    if (!production || !context.production || repeated(production) === 0) return found;
    const effect = effectOf(reference && { hits: repeated(reference), rows: reference.values }, {
      hits: repeated(production),
      rows: production.values,
    });
    if (effect < config.limits.duplicate_id.warn) return found;
    const place = { source, context, frame: await frame(source) };
    return {
      ...found,
      affected: await affectedRows(place, column, sharedIdPredicate(context.production.relation, column)),
    };
  },
});

async function idSide(source: StatsSource, side: ContextDataset | null, column: string): Promise<IdSide | null> {
  const known = side?.columns.some(({ name, type }) => name === column && type !== "unsupported");
  return side && known ? ((await source.rows(distinctQuery(side.relation, column)))[0] ?? null) : null;
}
