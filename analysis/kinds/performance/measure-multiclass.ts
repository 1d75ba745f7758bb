import type { Reason } from "../../base/reasons.ts";
import { uniformFrom } from "../../base/rng.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import { bootstrapCounts } from "../../stats/bootstrap-counts.ts";
import type { Measure } from "../../stats/measure.ts";
import { averages, classCounts, type ClassTable } from "../../stats/multiclass.ts";
import { total } from "../../stats/shares.ts";
import type { ClassScores } from "./class-scores.ts";
import { metricsOf } from "./definitions.ts";
import { classAreas } from "./measure-class-scores.ts";
import { plain, proportion, withDraws, type Bucket, type Measured, type SidePart } from "./measured.ts";
import type { SideTask } from "./side-task.ts";
import { classCountsQuery, classNames, mostClasses, type ClassRow } from "./sql/class-counts.ts";
import { startOf } from "../time-windows.ts";

interface Bootstrap {
  readonly draws: number;
  readonly uniform: () => number;
}

/** The classes, then their confusion table by window; with too many classes accuracy alone. */
export async function measureMulticlass(
  source: StatsSource,
  task: SideTask,
  columns: { readonly label: string; readonly prediction: string; readonly scores: ClassScores | Reason },
): Promise<SidePart> {
  const areas =
    typeof columns.scores === "string" ? columns.scores : await classAreas(source, task.query, columns.scores);
  const names = await source.rows(classNames(task.query.relation, columns.label, columns.prediction));
  const classes = names.length > mostClasses ? [] : names.map(({ name }) => name);
  const rows = await source.rows(classCountsQuery(task.query, columns, classes));
  const byDay = new Map<string, ClassRow[]>();
  for (const row of rows) if (row.day !== null) byDay.set(row.day, [...(byDay.get(row.day) ?? []), row]);
  const few = names.length > mostClasses;
  const bootstrap = (stream: string, draws: number): Bootstrap => ({
    draws,
    uniform: uniformFrom(task.seed, `performance ${task.side} ${stream}`),
  });
  const table = tableOf(rows, classes.length);
  const inWindows = task.primary === "accuracy" ? 0 : 200;
  return {
    ...{ side: task.side, reason: null, confusion: null },
    untimed: rows.filter(({ day }) => day === null).reduce((sum, { n }) => sum + n, 0),
    overall: bucketOf(rows, few ? null : table, {
      ...{ bootstrap: bootstrap("overall", 400), area: typeof areas === "string" ? areas : areas.overall },
    }),
    windows: [...byDay].map(([day, own]) => ({
      start: startOf(day),
      bucket: bucketOf(own, few ? null : tableOf(own, classes.length), {
        bootstrap: bootstrap(day, inWindows),
        area: typeof areas === "string" ? areas : (areas.byMinute.get(minuteOf(day)) ?? "no_labels"),
      }),
    })),
    classes: classCounts(table).flatMap((counts, index) => {
      const name = classes[index];
      return name === undefined ? [] : [{ name, ...counts }];
    }),
  };
}

/** The cells of truth and prediction, added up over windows. */
function tableOf(rows: readonly ClassRow[], size: number): ClassTable {
  const cells = new Map<number, number>();
  for (const { actual, predicted, hit, n } of rows)
    if (hit !== null && actual > 0 && predicted > 0) {
      const cell = (actual - 1) * size + predicted - 1;
      cells.set(cell, (cells.get(cell) ?? 0) + n);
    }
  const sorted = [...cells].sort(([a], [b]) => a - b);
  return {
    size,
    actual: sorted.map(([cell]) => Math.floor(cell / size)),
    predicted: sorted.map(([cell]) => cell % size),
    counts: sorted.map(([, n]) => n),
  };
}

const sumOf = (rows: readonly ClassRow[], keep: (row: ClassRow) => boolean): number =>
  rows.reduce((sum, row) => sum + (keep(row) ? row.n : 0), 0);

const minuteOf = (day: string): number => Date.parse(startOf(day)) / 60_000;

function bucketOf(
  rows: readonly ClassRow[],
  table: ClassTable | null,
  { bootstrap, area }: { readonly bootstrap: Bootstrap; readonly area: Measure },
): Bucket {
  const counts = { rows: sumOf(rows, () => true), labelled: sumOf(rows, ({ labelled }) => labelled) };
  if (counts.labelled === 0)
    return { ...counts, measures: metricsOf.multiclass.map((metric) => plain(metric, "no_labels", 0)) };
  const used = sumOf(rows, ({ hit }) => hit !== null);
  const correct = { hits: sumOf(rows, ({ hit }) => hit === true), rows: used };
  return {
    ...counts,
    measures: [
      proportion("accuracy", correct, used, "too_few_rows"),
      ...averaged(table, used, bootstrap),
      plain("macro_roc_auc", area, used),
    ],
  };
}

const kinds = [
  ["macro", "precision"],
  ["macro", "recall"],
  ["macro", "f1"],
  ["weighted", "precision"],
  ["weighted", "recall"],
  ["weighted", "f1"],
] as const;

function averaged(table: ClassTable | null, used: number, bootstrap: Bootstrap): readonly Measured[] {
  if (table === null) return kinds.map(([kind, part]) => plain(`${kind}_${part}`, "too_many_values", used));
  const both = (counts: ArrayLike<number>) => {
    const classes = classCounts({ ...table, counts });
    return { macro: averages(classes, "macro"), weighted: averages(classes, "weighted") };
  };
  const values = both(table.counts);
  const measures = kinds.map(
    ([kind, part]) =>
      (counts: ArrayLike<number>) =>
        both(counts)[kind][part],
  );
  const draws = total(table.counts) === 0 ? [] : bootstrapCounts(table.counts, measures, bootstrap);
  return kinds.map(([kind, part], index) => withDraws(`${kind}_${part}`, values[kind][part], draws[index] ?? [], used));
}
