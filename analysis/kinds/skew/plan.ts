import type { StatsSource } from "../../base/stats-source.ts";
import type { CellContext } from "../context.ts";
import type { Task } from "../kind.ts";
import type { SkewConfig } from "./config.ts";
import { hypotheses } from "./hypotheses.ts";
import { leakTasks } from "./leakage.ts";
import { gridEdges } from "./grid.ts";
import { columnOf, isPaired, pairingOf, type ComparedColumn, type Pairing } from "./pairing.ts";
import type { ColumnDetail, ColumnsPart, ComparedPart, SkewPart } from "./parts.ts";
import { candidatesQuery, isNumeric } from "./sql/candidates.ts";
import { compareQuery } from "./sql/compare.ts";
import { coverageQuery, type CoverageCounts } from "./sql/coverage.ts";
import { explainQuery, gridQuery, type Explained } from "./sql/explain.ts";
import type { Duplicated, JoinedRows } from "./sql/join.ts";
import { examplesQuery, topGroupsQuery } from "./sql/places.ts";

/** Columns that one pass over the join compares: it costs more than they do, and must not hold too much at once. */
const columnsAtOnce = 6;

/**
 * The keys of both sides, then a few columns a task, then the training side's features one by one.
 * @throws `config/needs-role` and `config/invalid` (pairing.ts)
 */
export function planSkew(config: SkewConfig, context: CellContext): readonly Task<SkewPart>[] {
  const pairing = pairingOf(config, context);
  const { key, datasets } = pairing;
  const hasKey = key !== null && columnOf(datasets.training, key) !== null;
  const leaks = leakTasks({ config, context, training: datasets.training, key: hasKey ? key : null });
  if (!isPaired(pairing))
    return [{ label: "keys", run: () => Promise.resolve({ part: "keys", counts: null }) }, ...leaks];
  const keys = keysOnce(pairing);
  const comparing: Comparing = { config, context, pairing, keys };
  return [
    { label: "keys", run: async (source) => ({ part: "keys", counts: await keys(source) }) },
    ...batches(pairing.columns).map((columns) => columnsTask(columns, comparing)),
    ...leaks,
  ];
}

interface Comparing {
  readonly config: SkewConfig;
  readonly context: CellContext;
  readonly pairing: Pairing;
  readonly keys: (source: StatsSource) => Promise<CoverageCounts | null>;
}

/** Asked for once, however many tasks need it. */
function keysOnce(pairing: Pairing): Comparing["keys"] {
  let counts: Promise<CoverageCounts | null> | undefined;
  return (source) => (counts ??= source.rows(coverageQuery(pairing)).then(([row = null]) => row));
}

const batches = (columns: readonly ComparedColumn[]): readonly (readonly ComparedColumn[])[] =>
  Array.from({ length: Math.ceil(columns.length / columnsAtOnce) }, (_, index) =>
    columns.slice(index * columnsAtOnce, (index + 1) * columnsAtOnce),
  );

const columnsTask = (columns: readonly ComparedColumn[], comparing: Comparing): Task<ColumnsPart> => ({
  label: columns.map(({ name }) => name).join(", "),
  async run(source) {
    const { config, pairing, keys } = comparing;
    const counts = await keys(source);
    const duplicated = {
      training: (counts?.training.repeated_keys ?? 0) > 0,
      serving: (counts?.serving.repeated_keys ?? 0) > 0,
    };
    if (counts === null || counts.matched === 0) return { part: "columns", columns: [] };
    const windows = await source.rows(compareQuery({ pairing, duplicated, columns }, config.tolerance));
    const compared: ComparedPart[] = [];
    for (const [index, column] of columns.entries()) {
      const own = windows.flatMap(({ day, rows, columns: counted }) => {
        const one = counted[index];
        return one === undefined ? [] : [{ day, rows, counts: one }];
      });
      const differing = own.reduce((sum, window) => sum + mismatches(window), 0);
      const asked = { source, column, comparing, duplicated };
      const detail = differing === 0 ? null : await detailOf(asked, differing / counts.matched);
      compared.push({ column, windows: own, detail });
    }
    return { part: "columns", columns: compared };
  },
});

export const mismatches = ({ counts }: ComparedPart["windows"][number]): number =>
  counts.different + counts.serving_missing + counts.training_missing;

interface Asked {
  readonly source: StatsSource;
  readonly column: ComparedColumn;
  readonly comparing: Comparing;
  readonly duplicated: Duplicated;
}

/** What the differing rows have in common; where they are only for a rate that is worth a warning. */
async function detailOf({ source, column, comparing, duplicated }: Asked, rate: number): Promise<ColumnDetail> {
  const { config, context, pairing } = comparing;
  const { tolerance } = config;
  const rows: JoinedRows = { pairing, duplicated, columns: [column], steps: pairing.steps !== null };
  const candidates = await source.rows(candidatesQuery(rows, tolerance));
  const floor = context.privacyFloor;
  const guesses = hypotheses({ column, candidates, tolerance, floor, steps: pairing.steps !== null });
  const [explained] = await source.rows(explainQuery(rows, tolerance, guesses));
  const places = { ...rows, steps: false };
  const worth = rate >= config.warn;
  return {
    explained: guesses.map(({ pattern }, index) => ({ pattern, rows: explained?.rows[index] ?? 0 })),
    pairs: candidates.filter(({ kind, rows: n }) => kind === "pair" && n >= floor),
    extent: explained?.extents?.all ?? null,
    groups: worth && pairing.groups.length > 0 ? await source.rows(topGroupsQuery(places, tolerance)) : [],
    grid: worth && isNumeric(column.as) ? await gridOf({ source, rows: places, explained, comparing }) : null,
    examples: config.examples === "none" ? [] : await source.rows(examplesQuery(places, tolerance)),
  };
}

interface GridAsked {
  readonly source: StatsSource;
  readonly rows: JoinedRows;
  readonly explained: Explained | undefined;
  readonly comparing: Comparing;
}

async function gridOf({ source, rows, explained, comparing }: GridAsked): Promise<ColumnDetail["grid"]> {
  const edges = gridEdges(explained?.extents ?? null);
  if (edges === null) return null;
  return { edges, cells: await source.rows(gridQuery(rows, comparing.config.tolerance, edges)) };
}
